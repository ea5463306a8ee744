import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import type { AskedMoney } from "@amends/flows/gateway-ports";
import { type AlipaySettings, createAlipayClient } from "@amends/gateways/alipay/alipay-client";
import { createAlipayGateway } from "@amends/gateways/alipay/alipay-gateway";
import { alipayNoticeReader } from "@amends/gateways/alipay/alipay-notice";
import { minorOfYuan, yuanOf } from "@amends/gateways/alipay/yuan";
import { paymentContract } from "@amends/gateways/contract/payment-contract";
import { collectOf, currency, keyNo, refundOf } from "@amends/gateways/contract/requests";
import { GatewayUnavailable } from "@amends/gateways/gateway-unavailable";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AlipayServer, startAlipay } from "./alipay-server.ts";
import { china, newRsaKeys } from "./local-partner.ts";

const app = newRsaKeys();
const alipay = newRsaKeys();
const stranger = newRsaKeys();
const now = () => instant(Date.now());

let server: AlipayServer;
let keys = 0;
const freshKey = (): EffectId => {
  keys += 1;
  return keyNo(keys);
};
const settings = (over: Partial<AlipaySettings> = {}): AlipaySettings => ({
  appId: "2021",
  privateKey: app.privateKey,
  publicKey: alipay.publicKey,
  certificates: null,
  url: `${server.url}/gateway.do`,
  timeoutMs: 5000,
  ...over,
});
const open = (over: Partial<AlipaySettings> = {}, transfers = true) =>
  createAlipayGateway({ client: createAlipayClient(settings(over)), transactionBy: "method_ref", transfers, collecting: null, now });
const wallet = { tenderKind: "wallet", methodRef: "T-1" } as const;
const refund = (key: EffectId, over = {}) => refundOf(key, { ...wallet, ...over });
const asked = (request: ReturnType<typeof refund>): AskedMoney => ({ ...request, kind: "refund_tender" });

beforeAll(async () => {
  server = await startAlipay({ appPublicKey: app.publicKey, privateKey: alipay.privateKey, strangerKey: stranger.privateKey });
});
afterAll(() => server.close());
beforeEach(() => Object.assign(server, { processing: false, forging: false }));

paymentContract("Alipay", async () => {
  // The suite opens before this file's own server is there.
  const own = await startAlipay({ appPublicKey: app.publicKey, privateKey: alipay.privateKey, strangerKey: stranger.privateKey });
  const openOwn = () =>
    createAlipayGateway({
      client: createAlipayClient({ ...settings(), url: `${own.url}/gateway.do` }),
      transactionBy: "method_ref",
      transfers: true,
      collecting: { by: "code", noticeUrl: null, payWithinMs: 7 * DAY_MS },
      now,
    });
  const { key: _key, ...refusable } = collectOf(keyNo(0), { ...wallet, currency: currency("USD") });
  return {
    gateway: openOwn(),
    can: { collect: "when_the_buyer_agrees", pay: true },
    buyerAgrees: key => void Object.assign(own.payments.get(bodyOf(key)) ?? {}, { status: "TRADE_SUCCESS" }),
    paidBy: wallet,
    freshKey,
    refusable,
    movementsUnder: async key =>
      Number(own.refunds.has(bodyOf(key))) +
      Number(own.transfers.has(bodyOf(key))) +
      Number(own.payments.get(bodyOf(key))?.status === "TRADE_SUCCESS"),
    restart: async () => openOwn(),
    close: own.close,
  };
});

describe("a refund", () => {
  test("names the trade, the amount in yuan and our key of at most 32 letters and digits", async () => {
    const key = freshKey();
    await open().refund(refund(key, { amountMinor: 1999n }));
    expect(server.refunds.get(bodyOf(key))).toMatchObject({ tradeNo: "T-1", fen: 1999 });
    expect(bodyOf(key)).toMatch(/^[A-Za-z0-9]{1,32}$/);
  });

  test("may name the trade by the host's order number", async () => {
    const key = freshKey();
    const gateway = createAlipayGateway({
      client: createAlipayClient(settings()),
      transactionBy: "order_no",
      transfers: false,
      collecting: null,
      now,
    });
    expect((await gateway.refund(refund(key, { methodRef: "anything", externalOrderNo: "N-2", amountMinor: 100n }))).kind).toBe("done");
    expect(server.refunds.get(bodyOf(key))?.tradeNo).toBe("T-2");
    expect(await gateway.refund(refund(freshKey()))).toMatchObject({ kind: "refused", code: "unknown_method" });
  });

  test("that is under way is pending until the query tells its end", async () => {
    server.processing = true;
    const request = refund(freshKey());
    expect(await open().refund(request)).toEqual({ kind: "pending" });
    const row = server.refunds.get(bodyOf(request.key));
    if (row !== undefined) row.ended = true;
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "done", gatewayRef: `T-1/${bodyOf(request.key)}` });
  });

  test("of another currency is refused and never sent", async () => {
    const before = server.asked.length;
    expect(await open().refund(refund(freshKey(), { currency: currency("USD") }))).toMatchObject({ code: "currency_not_supported" });
    expect(server.asked).toHaveLength(before);
  });

  test.each([
    ["ACQ.SELLER_BALANCE_NOT_ENOUGH", "insufficient_balance"],
    ["ACQ.TRADE_HAS_FINISHED", "refund_window_closed"],
    ["ACQ.TRADE_HAS_CLOSE", "method_closed"],
    ["ACQ.BUYER_ERROR", "account_abnormal"],
    ["ACQ.REASON_TRADE_BEEN_FREEZEN", "declined"],
  ])("that Alipay refuses with %s is refused as %s", async (refusesWith, code) => {
    server.trades.set("T-R", { tradeNo: "T-R", outTradeNo: "N-R", totalFen: 10_000, refusesWith });
    expect(await open().refund(refund(freshKey(), { methodRef: "T-R" }))).toMatchObject({ kind: "refused", code });
  });

  test("above what the trade brought, or of a trade nobody knows, is refused", async () => {
    expect(await open().refund(refund(freshKey(), { methodRef: "T-2", amountMinor: 1001n }))).toMatchObject({
      code: "amount_above_captured",
    });
    expect(await open().refund(refund(freshKey(), { methodRef: "T-none" }))).toMatchObject({ code: "unknown_method" });
  });

  test("a code that is not known to be final is no refusal", async () => {
    server.trades.set("T-X", { tradeNo: "T-X", outTradeNo: "N-X", totalFen: 10_000, refusesWith: "ACQ.SOMETHING_NEW" });
    await expect(open().refund(refund(freshKey(), { methodRef: "T-X" }))).rejects.toThrow(/not known to be final/);
  });

  test("under a known key with another amount is unclear: a person has to look", async () => {
    const request = refund(freshKey());
    await open().refund(request);
    expect(await open().refund({ ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
    expect(await open().find(request.key, { ...asked(request), amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });
});

describe("what goes wrong on the line leaves the outcome unknown, and the query tells it", () => {
  // A cut connection is tried once more by Alipay's client, under the same key.
  test.each([
    ["lost", 2],
    ["silent", 1],
  ] as const)("an answer that is %s: the refund was made once", async (fault, calls) => {
    const request = refund(freshKey());
    server.failNext(fault, calls);
    await expect(open({ timeoutMs: 300 }).refund(request)).rejects.toThrow(GatewayUnavailable);
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "done" });
  });

  test("a server that is down has made none", async () => {
    const request = refund(freshKey());
    server.failNext("down");
    await expect(open().refund(request)).rejects.toThrow(GatewayUnavailable);
    expect(await open().find(request.key, asked(request))).toBeNull();
  });

  test("an error of Alipay's own system is no refusal", async () => {
    server.trades.set("T-S", { tradeNo: "T-S", outTradeNo: "N-S", totalFen: 10_000, refusesWith: "ACQ.SYSTEM_ERROR" });
    await expect(open().refund(refund(freshKey(), { methodRef: "T-S" }))).rejects.toThrow(GatewayUnavailable);
  });

  test("an answer signed by somebody else is believed in nothing", async () => {
    server.forging = true;
    await expect(open().refund(refund(freshKey()))).rejects.toThrow(GatewayUnavailable);
  });

  test("a request signed with a key Alipay does not know is our mistake", async () => {
    await expect(open({ privateKey: stranger.privateKey }).refund(refund(freshKey()))).rejects.toThrow(
      /takes our alipay.trade.refund for a mistake/,
    );
  });
});

describe("a compensation", () => {
  const pay = (key: EffectId) => collectOf(key, wallet);
  test("goes to the account that paid the trade", async () => {
    const key = freshKey();
    await open().pay(pay(key));
    expect(server.transfers.get(bodyOf(key))).toMatchObject({ fen: 500, to: { identity: "open-7", identity_type: "ALIPAY_OPEN_ID" } });
  });

  test("without a contract for transfers is left to a person", async () => {
    expect(await open({}, false).pay(pay(freshKey()))).toMatchObject({ kind: "refused", code: "not_supported" });
  });

  test("that fails later is refused when it is asked for", async () => {
    server.processing = true;
    const request = pay(freshKey());
    expect(await open().pay(request)).toEqual({ kind: "pending" });
    const row = server.transfers.get(bodyOf(request.key));
    if (row !== undefined) row.status = "FAIL";
    expect(await open().find(request.key, { ...request, kind: "pay_compensation" })).toMatchObject({
      kind: "refused",
      code: "account_abnormal",
    });
  });
});

describe("a difference", () => {
  const askedAt = now();
  const collection = (key: EffectId, over = {}) => ({
    ...collectOf(key, { ...wallet, askedAt, ...over }),
    kind: "collect_payment" as const,
  });
  const PLACE = { returnUrl: "https://shop.example/buyer/cases/1", ip: "203.0.113.7" };
  const agreeing = (over: { readonly by?: "page" | "code"; readonly now?: typeof now } = {}) =>
    createAlipayGateway({
      client: createAlipayClient(settings()),
      transactionBy: "method_ref",
      transfers: false,
      collecting: { by: over.by ?? "page", noticeUrl: "https://shop.example/v1/gateway-notices/alipay", payWithinMs: 7 * DAY_MS },
      now: over.now ?? now,
    });

  test("is paid on a page that the app signed, and what comes back of it is a refund of that trade", async () => {
    const request = collection(freshKey());
    expect(await agreeing().collect(request)).toEqual({ kind: "pending" });
    const shown = await agreeing().askBuyer(request, PLACE);
    expect(shown !== null && shown.kind === "open_page" && server.opensPage(shown.url)).toBe(true);
    expect(server.payments.get(bodyOf(request.key))?.biz).toMatchObject({ total_amount: "5.00", passback_params: "amends" });
    Object.assign(server.payments.get(bodyOf(request.key)) ?? {}, { status: "TRADE_SUCCESS" });
    expect(await agreeing().find(request.key, request)).toMatchObject({ kind: "done", gatewayRef: `T-${bodyOf(request.key)}` });
    const back = refund(freshKey(), { tenderNo: 0, amountMinor: 500n, collectedUnder: request.key });
    expect((await agreeing().refund(back)).kind).toBe("done");
    expect(server.refunds.get(bodyOf(back.key))).toMatchObject({ tradeNo: `T-${bodyOf(request.key)}`, fen: 500 });
  });

  test("that is not paid in time is closed and refused, and one without the product is left to a person", async () => {
    const request = collection(freshKey());
    await agreeing({ by: "code" }).askBuyer(request, PLACE);
    const late = agreeing({ now: () => instant(Date.now() + 8 * DAY_MS) });
    expect(await late.find(request.key, request)).toMatchObject({ kind: "refused", code: "not_agreed_in_time" });
    expect(server.payments.get(bodyOf(request.key))?.status).toBe("TRADE_CLOSED");
    expect(await late.collect(collection(freshKey()))).toMatchObject({ code: "not_agreed_in_time" });
    expect(await open().collect(collection(freshKey()))).toMatchObject({ code: "not_supported" });
    expect(await open().askBuyer(collection(freshKey()), PLACE)).toBeNull();
  });
});

describe("a notice", () => {
  const at = Date.now();
  const fields = {
    app_id: "2021",
    notify_id: "n-1",
    notify_time: china(at),
    trade_no: "T-1",
    out_biz_no: "key1",
    refund_fee: "19.99",
    total_amount: "10000.00",
  };
  const read = (text: string, when = at) =>
    alipayNoticeReader(createAlipayClient(settings()), "2021")({ headers: {}, body: Buffer.from(text) }, instant(when));

  test("signed by Alipay tells the key and how much went back of the trade", () => {
    expect(read(server.notice(fields))).toMatchObject({
      kind: "notice",
      receipt: { text: "success" },
      notice: { noticeId: "n-1", key: "key1", amount: { kind: "at_least", minor: 1999n }, currency: "CNY" },
    });
  });

  test("of a payment that we asked for tells the key and the sum; the shop's own are none of ours", () => {
    const { out_biz_no: _biz, refund_fee: _back, ...of } = fields;
    const ours = { ...of, out_trade_no: "key2", passback_params: "amends", trade_status: "TRADE_SUCCESS" };
    expect(read(server.notice(ours))).toMatchObject({
      notice: { key: "key2", amount: { kind: "exactly", minor: 1_000_000n }, ended: "done" },
    });
    const { out_biz_no: _key, refund_fee: _fee, ...payment } = fields;
    expect(read(server.notice(payment))).toMatchObject({ kind: "not_ours", receipt: { text: "success" } });
  });

  test.each([
    ["changed on the way", (text: string) => text.replace("19.99", "19.98"), "bad_signature"],
    ["without a signature", () => new URLSearchParams(fields).toString(), "bad_signature"],
    ["that is no form", () => "{}", "bad_signature"],
  ])("%s is forged", (_what, change, why) => {
    expect(read(change(server.notice(fields)))).toEqual({ kind: "forged", why });
  });

  test("for another app, or older than Alipay's last delivery, is forged", () => {
    expect(read(server.notice({ ...fields, app_id: "1999" }))).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read(server.notice(fields), at + 27 * 3_600_000)).toEqual({ kind: "forged", why: "stale" });
    expect(read(server.notice(fields), at + 25 * 3_600_000)).toMatchObject({ kind: "notice" });
  });
});

test("yuan are written and read without rounding", () => {
  expect([0n, 1n, 10n, 1999n, 100_000n].map(yuanOf)).toEqual(["0.00", "0.01", "0.10", "19.99", "1000.00"]);
  expect(["0.1", "19.99", "7", "1.999", "-1", "1e3", ""].map(minorOfYuan)).toEqual([10n, 1999n, 700n, null, null, null, null]);
});

test("a key that is none is refused at the start, by the name of its setting and never by its value", () => {
  expect(() => open({ privateKey: "c2VjcmV0" })).toThrow(/^privateKey is no RSA key/);
  expect(() => open({ privateKey: "c2VjcmV0" })).not.toThrow(/c2VjcmV0/);
  expect(() => open({ publicKey: "no key" })).toThrow(/^publicKey/);
});
