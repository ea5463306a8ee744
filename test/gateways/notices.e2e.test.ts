import { bodyOf } from "@amends/domain/kernel/ids";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { ADMIN, asking, hostTokens, signedIn } from "../harness/running-shop.ts";
import { portraitOf } from "../harness/whole-database.ts";
import { china } from "./local-partner.ts";
import { alipayFields, type Delivery, type NoticedShop, openNoticedShop, stripeRefund, TOTAL, wechatRefund } from "./noticed-shop.ts";

let noticed: NoticedShop;
let stripe: NoticedShop["stripe"];
let alipay: NoticedShop["alipay"];
let wechat: NoticedShop["wechat"];
let whole: NoticedShop["whole"];
let pool: NoticedShop["pool"];
let shop: NoticedShop["shop"];

beforeAll(async () => {
  noticed = await openNoticedShop();
  ({ stripe, alipay, wechat, whole, pool, shop } = noticed);
});
afterAll(() => noticed?.close());

beforeEach(() => {
  for (const server of [stripe, alipay, wechat]) server.processing = true;
});

describe("a call-back that is believed", () => {
  test.each([
    ["stripe", "stripe:pi_1", (key: string) => stripe.notice("refund.updated", stripeRefund(key)), '{"received":true}'],
    ["wechat", "wechat:42-1", (key: string) => wechat.notice(wechatRefund(key), { id: `w-${key}` }), '{"code":"SUCCESS"}'],
    ["alipay", "alipay:T-1", (key: string): Delivery => ({ headers: {}, body: alipay.notice(alipayFields(key)) }), "success"],
  ] as const)(
    "of %s ends a refund that was under way, and is answered in that gateway's words",
    async (gateway, methodRef, notice, receipt) => {
      const { caseId, key } = await noticed.pendingRefund(methodRef);
      noticed.settled(key);
      const said = await noticed.deliver(gateway, notice(key));
      expect([said.status, said.text]).toEqual([200, receipt]);
      await noticed.isResolved(caseId);
    },
  );

  test("is only a reason to ask: what is not at its end at the gateway stays under way", async () => {
    const { caseId, key, effectId } = await noticed.pendingRefund("stripe:pi_1");
    expect((await noticed.deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: "evt_early" }))).status).toBe(200);
    await eventually("the gateway was asked again", async () => (await noticed.effectOf(caseId)).attempts === 2);
    await eventually("it is waited for again", async () => Number((await noticed.effectOf(caseId)).due_at) > whole.now());
    expect(await noticed.effectOf(caseId)).toMatchObject({ effect_id: effectId, status: "pending" });
  });

  test("delivered again with a new signature is answered the same and changes nothing; with its old one it is a replay and an alarm", async () => {
    const { caseId, key } = await noticed.pendingRefund("stripe:pi_1");
    noticed.settled(key);
    const first = stripe.notice("refund.updated", stripeRefund(key), { id: "evt_twice" });
    await noticed.deliver("stripe", first);
    await noticed.isResolved(caseId);
    await eventually("nothing of the case is under way", async () => (await noticed.openEffectsOf(caseId)) === 0);
    const before = await portraitOf(pool);
    const again = stripe.notice("refund.updated", stripeRefund(key), { id: "evt_twice", atSeconds: Math.floor(Date.now() / 1000) - 7 });
    expect(await noticed.deliver("stripe", again)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await noticed.changedSince(before)).toEqual([]);
    expect(await noticed.deliver("stripe", first)).toMatchObject({ status: 409, code: "gateway_notice_replayed" });
    expect(await noticed.alarms()).toContainEqual({
      kind: "gateway_notice_forged",
      detail: expect.stringContaining("sent again with its old signature"),
    });
  });

  test("of Alipay, which does not sign anew, may come as often as it likes", async () => {
    const { caseId, key } = await noticed.pendingRefund("alipay:T-1");
    noticed.settled(key);
    const body = alipay.notice(alipayFields(key));
    for (let time = 0; time < 3; time += 1)
      expect(await noticed.deliver("alipay", { headers: {}, body })).toMatchObject({ status: 200, text: "success" });
    await noticed.isResolved(caseId);
  });

  test("wakes a refund that the machine had given up", async () => {
    const { caseId, key, effectId } = await noticed.pendingRefund("wechat:42-1");
    await pool.query("update effects set status = 'parked', faults = 20 where effect_id = $1", [effectId]);
    noticed.settled(key);
    expect((await noticed.deliver("wechat", wechat.notice(wechatRefund(key), { id: `p-${key}` }))).status).toBe(200);
    await noticed.isResolved(caseId);
  });

  test("leads to a person where the gateway holds another amount under the key: parked at once, and shown as stuck", async () => {
    const { key, effectId } = await noticed.pendingRefund("stripe:pi_1");
    const [refund] = [...stripe.refunds.values()].filter(each => each.metadata["amends_key"] === key);
    Object.assign(refund ?? {}, { amount: 1, status: "succeeded" });
    await noticed.deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: `u-${key}` }));
    await eventually(
      "it is parked",
      async () => (await pool.query("select from effects where effect_id = $1 and status = 'parked'", [effectId])).rowCount === 1,
    );
    const { body } = await (await signedIn(whole, shop, ADMIN.email))("GET", "/v1/stuck");
    expect(body["effects"]).toContainEqual(
      expect.objectContaining({
        effectId,
        status: "parked",
        lastFault: expect.stringContaining("1 cny under this key where 11800 CNY was asked"),
      }),
    );
  });

  test("that a payment is contested is work for a person, with its sum and by when, and is one alarm however often it is told", async () => {
    await pool.query("update alarms set settled_at = 1 where settled_at is null");
    const { caseId, key } = await noticed.pendingRefund("stripe:pi_1");
    const dispute = {
      ...{ id: "dp_1", amount: TOTAL, currency: "cny", charge: "ch_1", payment_intent: "pi_1", reason: "product_not_received" },
      ...{ status: "needs_response", metadata: { amends_key: key }, evidence_details: { due_by: 1_764_000_000 } },
    };
    for (const id of ["evt_d1", "evt_d2"])
      expect((await noticed.deliver("stripe", stripe.notice("charge.dispute.created", dispute, { id }))).status).toBe(200);
    const complaint = { app_id: "2021", msg_method: "alipay.merchant.tradecomplain.changed", utc_timestamp: String(Date.now()) };
    const body = alipay.notice({ ...complaint, biz_content: '{"complain_event_id":"C-7","trade_no":"T-1"}' });
    expect(await noticed.deliver("alipay", { headers: {}, body })).toMatchObject({ status: 200, text: "success" });
    expect((await noticed.alarms()).map(({ kind, detail }) => `${kind}: ${detail}`).toSorted()).toEqual([
      "payment_disputed: alipay C-7: payment T-1 is contested (complaint, open)",
      `payment_disputed: stripe dp_1: payment pi_1 is contested (product_not_received, needs_response) · 118.00 CNY · answer by 2025-11-24T16:00:00.000Z · case ${caseId}, order ${await noticed.orderNoOf(caseId)}`,
    ]);
    noticed.settled(key);
    await noticed.deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: "evt_d3" }));
    await noticed.isResolved(caseId);
  });

  test("about something else of that account is acknowledged and left alone", async () => {
    const before = await portraitOf(pool);
    expect((await noticed.deliver("stripe", stripe.notice("customer.created", { id: "cus_1" }))).status).toBe(200);
    expect((await noticed.deliver("wechat", wechat.notice({}, { eventType: "TRANSACTION.SUCCESS" }))).status).toBe(200);
    expect(await noticed.changedSince(before)).toEqual([]);
  });
});

describe("a call-back that is not believed", () => {
  /** Of a refund that is under way at all times. */
  let key: string;
  beforeAll(async () => {
    stripe.processing = true;
    ({ key } = await noticed.pendingRefund("stripe:pi_1"));
    // Nobody is just being asked, and nobody will be: what changes from now on is the notice's doing.
    await eventually("refunds under way are asked after tomorrow", async () => {
      const { rowCount } = await pool.query(
        `update effects set due_at = due_at + 86400000 where status = 'pending'
        and not exists (select from effects e where e.status = 'pending' and e.due_at not between $1::bigint + 300 and $1::bigint + 10000)`,
        [whole.now()],
      );
      return rowCount !== null && rowCount > 0;
    });
  });

  /** Refused with its code, an alarm that says what it was, and no other row touched. */
  const refuses = async (
    gateway: string,
    delivery: Delivery,
    expected: { readonly status: number; readonly code: string; readonly alarm: RegExp },
  ) => {
    await pool.query("update alarms set settled_at = 1 where settled_at is null");
    const before = await portraitOf(pool);
    expect(await noticed.deliver(gateway, delivery)).toMatchObject({ status: expected.status, code: expected.code });
    expect((await noticed.changedSince(before)).filter(changed => !changed.startsWith("alarms:"))).toEqual([]);
    expect((await noticed.alarms()).map(alarm => alarm.detail)).toEqual([expect.stringMatching(expected.alarm)]);
  };
  const FORGED = { status: 403, code: "gateway_notice_forged", alarm: /did not sign/ };
  const STALE = { status: 403, code: "gateway_notice_forged", alarm: /signed long ago/ };
  const unmatched = (alarm: RegExp) => ({ status: 422, code: "gateway_notice_unmatched", alarm });

  test("changed on the way, not signed, or signed by somebody else", async () => {
    const ofStripe = stripe.notice("refund.updated", stripeRefund(key));
    await refuses("stripe", { ...ofStripe, body: String(ofStripe.body).replace("11800", "11801") }, FORGED);
    await refuses("stripe", { ...ofStripe, headers: {} }, FORGED);
    wechat.forging = true;
    const ofWechat = wechat.notice(wechatRefund(key));
    wechat.forging = false;
    await refuses("wechat", ofWechat, FORGED);
    await refuses("alipay", { headers: {}, body: alipay.notice(alipayFields(key)).replace("118.00", "1.00") }, FORGED);
  });

  test("signed long ago", async () => {
    const long = Math.floor(Date.now() / 1000) - 400;
    await refuses("wechat", wechat.notice(wechatRefund(key), { atSeconds: long }), STALE);
    await refuses("stripe", stripe.notice("refund.updated", stripeRefund(key), { atSeconds: long }), STALE);
    await refuses(
      "alipay",
      { headers: {}, body: alipay.notice(alipayFields(key, { notify_time: china(Date.now() - 27 * 3_600_000) })) },
      STALE,
    );
  });

  test("about another amount, another currency, or a movement nobody asked for", async () => {
    await refuses("stripe", stripe.notice("refund.updated", stripeRefund(key, { amount: 11_799 })), unmatched(/another amount/));
    await refuses("stripe", stripe.notice("refund.updated", stripeRefund(key, { currency: "usd" })), unmatched(/another currency/));
    await refuses("wechat", wechat.notice(wechatRefund(key, { amount: { refund: 1, total: 1_000_000 } })), unmatched(/another amount/));
    await refuses("alipay", { headers: {}, body: alipay.notice(alipayFields(key, { refund_fee: "117.99" })) }, unmatched(/another amount/));
    await refuses("stripe", stripe.notice("refund.updated", stripeRefund(`${key.slice(0, -1)}z`)), unmatched(/nobody asked for/));
    await refuses("wechat", wechat.notice(wechatRefund("no key of ours")), unmatched(/nobody asked for/));
  });

  test("that a movement failed which was confirmed before: a person has to look", async () => {
    const { caseId, key: ended } = await noticed.pendingRefund("stripe:pi_1");
    noticed.settled(ended);
    await noticed.deliver("stripe", stripe.notice("refund.updated", stripeRefund(ended), { id: "evt_done" }));
    await noticed.isResolved(caseId);
    const failed = stripe.notice("refund.failed", stripeRefund(ended, { status: "failed" }), { id: "evt_failed" });
    await refuses("stripe", failed, unmatched(/failed which it had confirmed/));
  });

  test("for a gateway that is not set up, or larger than any notice, and leaves no trace at all", async () => {
    const before = await portraitOf(pool);
    expect(await noticed.deliver("paypal", { headers: {}, body: "{}" })).toMatchObject({ status: 404, code: "not_found" });
    expect((await noticed.deliver("stripe", { headers: {}, body: "x".repeat(300_000) })).status).toBe(413);
    expect((await noticed.deliver("wechat", { headers: { "wechatpay-signature": "WECHATPAY/SIGNTEST/x" }, body: "{}" })).status).toBe(403);
    expect(await noticed.changedSince(before)).toEqual([]);
  });

  test("a thousand forgeries are one alarm, and the figures count each", async () => {
    await pool.query("update alarms set settled_at = 1 where settled_at is null");
    await Promise.all(Array.from({ length: 50 }, () => noticed.deliver("alipay", { headers: {}, body: "sign=no" })));
    expect(await noticed.alarms()).toHaveLength(1);
    const { body } = await (await signedIn(whole, shop, ADMIN.email))("GET", "/v1/alarms");
    expect(body["alarms"]).toMatchObject([{ kind: "gateway_notice_forged", targetId: "alipay" }]);
    const metrics = await (await fetch(`${whole.base}/metrics`)).text();
    const counted = /amends_gateway_notices\{gateway="alipay",outcome="bad_signature"\} (\d+)/.exec(metrics)?.[1];
    expect(Number(counted)).toBeGreaterThanOrEqual(50);
  });
});

test("a buyer pays a difference with a code of their gateway, and what the gateway confirms moves the case on", async () => {
  const paidMinor = 5900;
  await shop.import([
    {
      ...{ no: "D1", shipped: false, lines: [{ sku: "mug-white", quantity: 1, priceMinor: paidMinor }] },
      tenders: [{ kind: "wallet", methodRef: "wallet-u1", paidMinor }],
    },
  ]);
  const { caseId } = await shop.opened("D1", {
    ...{ serviceType: "amend_order", reason: "10.03", amendment: { kind: "items" } },
    lines: [{ lineNo: 1, quantity: 1, replacementSkuId: "mug-blue" }],
    differenceBy: { methodRef: "wallet-u1" },
  });
  const asked = async () =>
    (await pool.query("select effect_id from effects where case_id = $1 and kind = 'collect_payment'", [caseId])).rows[0]?.effect_id;
  await eventually("the difference is asked for", async () => (await asked()) !== undefined);
  const key = bodyOf(await asked());
  const tokens = await hostTokens(whole, await signedIn(whole, shop, ADMIN.email));
  const pay = (who: string) =>
    asking(whole, tokens(who))("POST", `/v1/cases/${caseId}/buyer-payment`, { returnUrl: "https://shop.example/app/cases" });

  expect((await pay("u2")).body).toMatchObject({ code: "not_found" });
  expect((await pay("u1")).body).toMatchObject({ deed: { kind: "scan_code", code: expect.stringContaining(key) } });
  expect((await pay("u1")).status).toBe(200);
  wechat.failNext("down", 9);
  expect((await pay("u1")).body).toMatchObject({ code: "payment_gateway_unreachable" });
  wechat.failNext("down", 0);

  Object.assign(wechat.payments.get(key) ?? {}, { state: "SUCCESS" });
  const told = (total: number) =>
    wechat.notice(
      { out_trade_no: key, attach: "amends", trade_state: "SUCCESS", amount: { total, currency: "CNY" } },
      { eventType: "TRANSACTION.SUCCESS", id: `paid-${total}` },
    );
  expect(await noticed.deliver("wechat", told(999))).toMatchObject({ status: 422, code: "gateway_notice_unmatched" });
  expect(await noticed.deliver("wechat", told(1000))).toMatchObject({ status: 200 });
  await noticed.isResolved(caseId);
  const { rows } = await pool.query(
    "select sum(amount) as sum from (select unnest(accounts) as account, unnest(amounts) as amount from postings where case_id = $1) as leg where account = 'gateway_clearing'",
    [caseId],
  );
  expect(Number(rows[0].sum)).toBe(1000);
  expect((await pay("u1")).body).toMatchObject({ code: "nothing_to_agree" });
});

test("a tender without a route is left to a person: no sandbox pretends to pay it", async () => {
  await shop.import([{ no: "H1", shipped: false, tenders: [{ kind: "wallet", methodRef: "other:1", paidMinor: TOTAL }] }]);
  const { caseId } = await shop.opened("H1", {
    serviceType: "refund_only",
    refundOnlyKind: "pre_ship",
    reason: "10.01",
    lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }],
  });
  await eventually("a step of a person waits", async () => {
    const { rows } = await pool.query(
      "select from steps where case_id = $1 and type = 'refund' and owner = 'finance' and status = 'active'",
      [caseId],
    );
    return rows.length === 1;
  });
});
