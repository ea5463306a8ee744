import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import type { AskedMoney } from "@amends/flows/gateway-ports";
import { paymentContract } from "@amends/gateways/contract/payment-contract";
import { collectOf, currency, keyNo, refundOf } from "@amends/gateways/contract/requests";
import { GatewayUnavailable } from "@amends/gateways/gateway-unavailable";
import { createStripeClient, createStripeGateway } from "@amends/gateways/stripe/stripe-gateway";
import { stripeNoticeReader } from "@amends/gateways/stripe/stripe-notice";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SECRET_KEY, type StripeServer, startStripe, WEBHOOK_SECRET } from "./stripe-server.ts";

const now = () => instant(Date.now());
let server: StripeServer;
let keys = 0;
const freshKey = (): EffectId => {
  keys += 1;
  return keyNo(keys);
};
const openAt = (url: string, over = {}) =>
  createStripeGateway(createStripeClient({ secretKey: SECRET_KEY, url, timeoutMs: 5000, ...over }), now);
const open = (over = {}) => openAt(server.url, over);
const card = { tenderKind: "card", methodRef: "pi_1" } as const;
const refund = (key: EffectId, over = {}) => refundOf(key, { ...card, ...over });
const collection = (key: EffectId, over = {}) => collectOf(key, { ...card, ...over });
const asked = (request: ReturnType<typeof refund>): AskedMoney => ({ ...request, kind: "refund_tender" });
const under = (of: StripeServer, key: EffectId) =>
  [...of.refunds.values(), ...of.intents.values()].filter(
    each => each.metadata["amends_key"] === bodyOf(key) && each.status !== "requires_payment_method",
  );

beforeAll(async () => {
  server = await startStripe();
});
afterAll(() => server.close());
beforeEach(() => {
  server.processing = false;
});

paymentContract("Stripe", async () => {
  const own = await startStripe();
  const { key: _key, ...refusable } = collection(keyNo(0), { methodRef: "pi_empty" });
  return {
    gateway: openAt(own.url),
    can: { collect: true, pay: false },
    paidBy: card,
    freshKey,
    refusable,
    movementsUnder: async key => under(own, key).length,
    restart: async () => {
      own.forgetKeys();
      return repeatingCarefully(openAt(own.url));
    },
    close: own.close,
  };
});

/** Stripe forgets a key after a day; whoever repeats after that asks first, as the worker does. */
const repeatingCarefully = (gateway: ReturnType<typeof openAt>): ReturnType<typeof openAt> => ({
  ...gateway,
  refund: async request => (await gateway.find(request.key, { ...request, kind: "refund_tender" })) ?? gateway.refund(request),
});

describe("a refund", () => {
  test("names the payment, the amount in the currency's smallest unit and our key twice", async () => {
    const key = freshKey();
    expect(await open().refund(refund(key))).toMatchObject({ kind: "done", gatewayRef: expect.stringMatching(/^re_/) });
    expect(under(server, key)).toMatchObject([{ payment_intent: "pi_1", amount: 1999 }]);
    expect(server.asked.at(-1)).toBe(bodyOf(key));
  });

  test("may name a charge", async () => {
    expect((await open().refund(refund(freshKey(), { methodRef: "ch_1" }))).kind).toBe("done");
  });

  test("that is under way is pending; one that fails later is refused", async () => {
    server.processing = true;
    const request = refund(freshKey());
    expect(await open().refund(request)).toEqual({ kind: "pending" });
    const [row] = under(server, request.key);
    Object.assign(row ?? {}, { status: "failed", failure_reason: "expired_or_canceled_card" });
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "method_closed" });
  });

  test("in another currency than the payment's, above it, or of an unknown one is refused", async () => {
    expect(await open().refund(refund(freshKey(), { currency: currency("USD") }))).toMatchObject({ code: "currency_not_supported" });
    expect(await open().refund(refund(freshKey(), { methodRef: "pi_2", amountMinor: 1001n }))).toMatchObject({
      code: "amount_above_captured",
    });
    expect(await open().refund(refund(freshKey(), { methodRef: "pi_none" }))).toMatchObject({ code: "unknown_method" });
    expect(await open().refund(refund(freshKey(), { methodRef: "card-1" }))).toMatchObject({ code: "unknown_method" });
    expect((await open().refund(refund(freshKey(), { methodRef: "pi_2", amountMinor: 1000n }))).kind).toBe("done");
    expect(await open().refund(refund(freshKey(), { methodRef: "pi_2", amountMinor: 1n }))).toMatchObject({
      code: "amount_above_captured",
    });
  });

  test("under a known key with another amount is unclear, whether Stripe still knows the key or not", async () => {
    const request = refund(freshKey());
    await open().refund(request);
    expect(await open().refund({ ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
    expect(await open().find(request.key, { ...asked(request), amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });

  test("through silence and lost answers is made once", async () => {
    for (const fault of ["silent", "lost", "down"] as const) {
      const request = refund(freshKey());
      server.failNext(fault, 2);
      await expect(open({ timeoutMs: 200 }).refund(request)).rejects.toThrow(GatewayUnavailable);
      server.failNext(fault, 0);
      expect((await open().refund(request)).kind).toBe("done");
      expect(under(server, request.key)).toHaveLength(1);
    }
  });

  test("with a key Stripe does not know is our mistake", async () => {
    await expect(open({ secretKey: "sk_test_other" }).refund(refund(freshKey()))).rejects.toThrow(/Invalid API Key/);
  });
});

describe("a collection", () => {
  test("is charged to the method that paid, where the shop kept it", async () => {
    const key = freshKey();
    expect((await open().collect(collection(key))).kind).toBe("done");
    expect(under(server, key)).toMatchObject([{ customer: "cus_1", payment_method: "pm_1", amount: 500 }]);
    expect(await open().collect(collection(freshKey(), { methodRef: "pi_guest" }))).toMatchObject({ code: "not_supported" });
  });

  test("that the card refuses is refused, and found so", async () => {
    const request = collection(freshKey(), { methodRef: "pi_empty" });
    expect(await open().collect(request)).toMatchObject({ kind: "refused", code: "declined" });
    expect(await open().find(request.key, { ...request, kind: "collect_payment" })).toMatchObject({ kind: "refused", code: "declined" });
  });
});

describe("a difference on Stripe's page", () => {
  const PLACE = { returnUrl: "https://shop.example/buyer/cases/1", ip: "203.0.113.7" };
  const onPage = (at = now) =>
    createStripeGateway(createStripeClient({ secretKey: SECRET_KEY, url: server.url, timeoutMs: 5000 }), at, {
      payWithinMs: 7 * DAY_MS,
      now: at,
    });
  const unkept = (key: EffectId) => ({ ...collection(key, { methodRef: "pi_unkept", askedAt: now() }), kind: "collect_payment" as const });
  const pagesOf = (key: EffectId) => [...server.pages.values()].filter(({ fields }) => fields.get("client_reference_id") === bodyOf(key));

  test("waits for a buyer whose method was not kept, is one page however often it is shown, and goes back under its own payment", async () => {
    const request = unkept(freshKey());
    expect(await onPage().collect(request)).toEqual({ kind: "pending" });
    const shown = await onPage().askBuyer(request, PLACE);
    server.forgetKeys();
    expect(await onPage().askBuyer(request, PLACE)).toEqual(shown);
    const [page, ...others] = pagesOf(request.key);
    expect(others).toEqual([]);
    if (page !== undefined) server.pay(page);
    expect(await onPage().find(request.key, request)).toMatchObject({ kind: "done", gatewayRef: expect.stringMatching(/^pi_page/) });
    expect(await onPage().askBuyer(request, PLACE)).toBeNull();
    const back = refund(freshKey(), { methodRef: "pi_unkept", tenderNo: 0, amountMinor: 500n, collectedUnder: request.key });
    expect((await onPage().refund(back)).kind).toBe("done");
    expect(under(server, back.key)).toMatchObject([{ payment_intent: expect.stringMatching(/^pi_page/), amount: 500 }]);
  });

  test("opens when the card that was kept has no money", async () => {
    const request = { ...collection(freshKey(), { methodRef: "pi_empty", askedAt: now() }), kind: "collect_payment" as const };
    expect(await onPage().collect(request)).toEqual({ kind: "pending" });
    await onPage().askBuyer(request, PLACE);
    const [page] = pagesOf(request.key);
    if (page !== undefined) server.pay(page);
    expect(await onPage().find(request.key, request)).toMatchObject({ kind: "done" });
  });

  test("is closed and refused when its time is over", async () => {
    const request = unkept(freshKey());
    await onPage().askBuyer(request, PLACE);
    expect(await onPage(() => instant(Date.now() + 8 * DAY_MS)).find(request.key, request)).toMatchObject({ code: "not_agreed_in_time" });
    expect(pagesOf(request.key).map(({ status }) => status)).toEqual(["expired"]);
  });
});

describe("a notice", () => {
  const about = { id: "re_1", object: "refund", amount: 1999, currency: "cny", status: "succeeded", metadata: { amends_key: "key1" } };
  const read = (notice: { headers: Readonly<Record<string, string>>; body: Buffer }, at = Date.now()) =>
    stripeNoticeReader(createStripeClient({ secretKey: SECRET_KEY, url: server.url, timeoutMs: 1000 }), WEBHOOK_SECRET)(
      notice,
      instant(at),
    );

  test("signed by Stripe tells key, amount, currency and end", () => {
    expect(read(server.notice("refund.updated", about))).toMatchObject({
      kind: "notice",
      notice: { noticeId: "evt_1", key: "key1", amount: { kind: "exactly", minor: 1999n }, currency: "CNY", ended: "done" },
    });
    expect(read(server.notice("refund.failed", { ...about, status: "failed" }))).toMatchObject({ notice: { ended: "failed" } });
  });

  test("about anything else, or about a movement without our key, is acknowledged and none of ours", () => {
    expect(read(server.notice("customer.created", { id: "cus_1" }))).toMatchObject({ kind: "not_ours" });
    expect(read(server.notice("refund.updated", { ...about, metadata: {} }))).toMatchObject({ kind: "not_ours" });
  });

  test("changed, signed with another secret, not signed or old is forged", () => {
    const notice = server.notice("refund.updated", about);
    expect(read({ ...notice, body: Buffer.from(String(notice.body).replace("1999", "1998")) })).toEqual({
      kind: "forged",
      why: "bad_signature",
    });
    expect(read(server.notice("refund.updated", about, { secret: "whsec_other" }))).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read({ ...notice, headers: {} })).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read(notice, Date.now() + 301_000)).toEqual({ kind: "forged", why: "stale" });
  });

  test("an old one is not made fresh by a second time in its header", () => {
    const old = server.notice("refund.updated", about, { atSeconds: Math.floor(Date.now() / 1000) - 4000 });
    const fresh = Math.floor(Date.now() / 1000);
    expect(read({ ...old, headers: { "stripe-signature": `t=${fresh},${old.headers["stripe-signature"]}` } })).toEqual({
      kind: "forged",
      why: "stale",
    });
  });
});
