import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { openGateways } from "@amends/gateways/configured/open-gateways";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN, adminPool, asking, hostTokens, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { differences, type Portrait, portraitOf } from "../harness/whole-database.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { eventually } from "../workers/case-world.ts";
import { type AlipayServer, startAlipay } from "./alipay-server.ts";
import { china, newRsaKeys } from "./local-partner.ts";
import { SECRET_KEY, type StripeServer, startStripe, WEBHOOK_SECRET } from "./stripe-server.ts";
import { API_V3_KEY, APP_ID, MCHID, MERCHANT_SERIAL, PLATFORM_SERIAL, startWechat, type WechatServer } from "./wechat-server.ts";

const us = newRsaKeys();
const them = newRsaKeys();
const stranger = newRsaKeys();
const SERVER_KEYS = { privateKey: them.privateKey, strangerKey: stranger.privateKey };

let stripe: StripeServer;
let alipay: AlipayServer;
let wechat: WechatServer;
let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let orders = 0;

beforeAll(async () => {
  [stripe, alipay, wechat] = await Promise.all([
    startStripe(),
    startAlipay({ ...SERVER_KEYS, appPublicKey: us.publicKey }),
    startWechat({ ...SERVER_KEYS, merchantPublicKey: us.publicKey }),
  ]);
  const secrets: Readonly<Record<string, string>> = {
    OURS: us.privateKey,
    THEIRS: them.publicKey,
    V3: API_V3_KEY,
    SK: SECRET_KEY,
    WH: WEBHOOK_SECRET,
  };
  const payments = openGateways(
    {
      gateways: {
        alipay: {
          kind: "alipay",
          appId: "2021",
          privateKey: { env: "OURS" },
          publicKey: { env: "THEIRS" },
          url: `${alipay.url}/gateway.do`,
        },
        wechat: {
          kind: "wechat_pay",
          mchid: MCHID,
          certificateSerial: MERCHANT_SERIAL,
          privateKey: { env: "OURS" },
          apiV3Key: { env: "V3" },
          platformKeys: [{ serial: PLATFORM_SERIAL, key: { env: "THEIRS" } }],
          noticeUrl: "https://shop.example/v1/gateway-notices/wechat",
          collect: { appid: APP_ID, by: "code" },
          transfers: { appid: APP_ID },
          url: wechat.url,
        },
        stripe: { kind: "stripe", secretKey: { env: "SK" }, webhookSecret: { env: "WH" }, url: stripe.url },
      },
      routes: [
        ...["alipay", "wechat", "stripe"].map(gateway => ({ gateway, methodRefPrefix: `${gateway}:`, operations: ["shop"] })),
        // The buyer's own wallet, by which they pay what is still to be paid.
        { gateway: "wechat", methodRefPrefix: "wallet-" },
      ],
    },
    place => ("env" in place ? (secrets[place.env] ?? null) : null),
    () => whole.now(),
  );
  whole = await startWholeServer(packFilesOf("base"), { payments, config: { ...WITHOUT_LIMITS, logLevel: "silent" } });
  // Gateways sign with the time of the day.
  whole.pass(Date.now() - whole.now());
  pool = adminPool(whole);
  shop = await openShop(whole, pool);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
  await Promise.all([stripe, alipay, wechat].map(server => server?.close()));
});

beforeEach(() => {
  for (const server of [stripe, alipay, wechat]) server.processing = true;
});

type Effect = { readonly effect_id: EffectId; readonly status: string; readonly due_at: string; readonly attempts: number };
type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer | string };

const TOTAL = 11_800;
const effectOf = async (caseId: string): Promise<Effect> => {
  const { rows } = await pool.query<Effect>(
    "select effect_id, status, due_at, attempts from effects where case_id = $1 and kind = 'refund_tender'",
    [caseId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${caseId} has asked for no refund`);
  return row;
};

/** A cancelled order whose refund the gateway has taken and not finished: with the clock at rest, nothing but a call-back moves it. */
const pendingRefund = async (
  methodRef: string,
): Promise<{ readonly caseId: string; readonly key: string; readonly effectId: EffectId }> => {
  orders += 1;
  const no = `G${orders}`;
  await shop.import([{ no, shipped: false, tenders: [{ kind: "wallet", methodRef, paidMinor: TOTAL }] }]);
  const { caseId } = await shop.opened(no, {
    serviceType: "refund_only",
    refundOnlyKind: "pre_ship",
    reason: "10.01",
    lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }],
  });
  await eventually("the refund is taken and under way", async () => {
    // Shorter than a lease: the gateway has answered, and the next question has its time.
    const { rows } = await pool.query(
      "select from effects where case_id = $1 and kind = 'refund_tender' and status = 'pending' and attempts = 1 and due_at between $2::bigint + 1 and $2::bigint + 10000",
      [caseId, whole.now()],
    );
    return rows.length === 1;
  });
  const { effect_id: effectId } = await effectOf(caseId);
  return { caseId, effectId, key: bodyOf(effectId) };
};

const deliver = async (gateway: string, { headers, body }: Delivery) => {
  const type = gateway === "alipay" ? "application/x-www-form-urlencoded" : "application/json";
  const response = await fetch(`${whole.base}/v1/gateway-notices/${gateway}`, {
    method: "POST",
    headers: { "content-type": type, ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const text = await response.text();
  return { status: response.status, text, code: text.startsWith("{") ? (JSON.parse(text).code ?? "") : "" };
};
const alarms = async () => {
  const { rows } = await pool.query<{ readonly kind: string; readonly detail: string }>(
    "select kind, detail #>> '{}' as detail from alarms where settled_at is null order by raised_at",
  );
  return rows;
};
const isResolved = (caseId: string) => eventually("the case is resolved", async () => (await shop.caseRow(caseId)).phase === "resolved");

/** The money has moved, and the order system and others are told of it after that. */
const openEffectsOf = async (caseId: string): Promise<number | null> =>
  (await pool.query("select from effects where case_id = $1 and status <> 'done'", [caseId])).rowCount;

/** What a call-back could touch. What readers of the feed write in their own time is none of its doing. */
const TOUCHABLE = ["effects", "gateway_notices", "alarms", "cases", "case_events", "steps", "postings"];
const changedSince = async (before: Portrait): Promise<readonly string[]> =>
  differences(before, await portraitOf(pool)).filter(changed => TOUCHABLE.some(table => changed.startsWith(`${table}:`)));

const stripeRefund = (key: string, over: object = {}) => ({
  id: "re_1",
  amount: TOTAL,
  currency: "cny",
  status: "succeeded",
  metadata: { amends_key: key },
  ...over,
});
const wechatRefund = (key: string, over: object = {}) => ({
  mchid: MCHID,
  out_refund_no: key,
  refund_id: "501",
  amount: { refund: TOTAL, total: 1_000_000 },
  ...over,
});
const alipayFields = (key: string, over: Readonly<Record<string, string>> = {}) => ({
  app_id: "2021",
  notify_id: `n-${key}`,
  notify_time: china(Date.now()),
  trade_no: "T-1",
  out_biz_no: key,
  refund_fee: "118.00",
  ...over,
});
const orderNoOf = async (caseId: string): Promise<string> =>
  (await pool.query("select external_order_no as no from orders join cases using (shard, order_id) where case_id = $1", [caseId])).rows[0]
    .no;
const settled = (key: string): void => {
  for (const refund of stripe.refunds.values()) if (refund.metadata["amends_key"] === key) refund.status = "succeeded";
  for (const [no, refund] of wechat.refunds) if (no === key) refund.status = "SUCCESS";
  const ofAlipay = alipay.refunds.get(key);
  if (ofAlipay !== undefined) ofAlipay.ended = true;
};

describe("a call-back that is believed", () => {
  test.each([
    ["stripe", "stripe:pi_1", (key: string) => stripe.notice("refund.updated", stripeRefund(key)), '{"received":true}'],
    ["wechat", "wechat:42-1", (key: string) => wechat.notice(wechatRefund(key), { id: `w-${key}` }), '{"code":"SUCCESS"}'],
    ["alipay", "alipay:T-1", (key: string): Delivery => ({ headers: {}, body: alipay.notice(alipayFields(key)) }), "success"],
  ] as const)(
    "of %s ends a refund that was under way, and is answered in that gateway's words",
    async (gateway, methodRef, notice, receipt) => {
      const { caseId, key } = await pendingRefund(methodRef);
      settled(key);
      const said = await deliver(gateway, notice(key));
      expect([said.status, said.text]).toEqual([200, receipt]);
      await isResolved(caseId);
    },
  );

  test("is only a reason to ask: what is not at its end at the gateway stays under way", async () => {
    const { caseId, key, effectId } = await pendingRefund("stripe:pi_1");
    expect((await deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: "evt_early" }))).status).toBe(200);
    await eventually("the gateway was asked again", async () => (await effectOf(caseId)).attempts === 2);
    await eventually("it is waited for again", async () => Number((await effectOf(caseId)).due_at) > whole.now());
    expect(await effectOf(caseId)).toMatchObject({ effect_id: effectId, status: "pending" });
  });

  test("delivered again with a new signature is answered the same and changes nothing; with its old one it is a replay and an alarm", async () => {
    const { caseId, key } = await pendingRefund("stripe:pi_1");
    settled(key);
    const first = stripe.notice("refund.updated", stripeRefund(key), { id: "evt_twice" });
    await deliver("stripe", first);
    await isResolved(caseId);
    await eventually("nothing of the case is under way", async () => (await openEffectsOf(caseId)) === 0);
    const before = await portraitOf(pool);
    const again = stripe.notice("refund.updated", stripeRefund(key), { id: "evt_twice", atSeconds: Math.floor(Date.now() / 1000) - 7 });
    expect(await deliver("stripe", again)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await changedSince(before)).toEqual([]);
    expect(await deliver("stripe", first)).toMatchObject({ status: 409, code: "gateway_notice_replayed" });
    expect(await alarms()).toContainEqual({
      kind: "gateway_notice_forged",
      detail: expect.stringContaining("sent again with its old signature"),
    });
  });

  test("of Alipay, which does not sign anew, may come as often as it likes", async () => {
    const { caseId, key } = await pendingRefund("alipay:T-1");
    settled(key);
    const body = alipay.notice(alipayFields(key));
    for (let time = 0; time < 3; time += 1)
      expect(await deliver("alipay", { headers: {}, body })).toMatchObject({ status: 200, text: "success" });
    await isResolved(caseId);
  });

  test("wakes a refund that the machine had given up", async () => {
    const { caseId, key, effectId } = await pendingRefund("wechat:42-1");
    await pool.query("update effects set status = 'parked', faults = 20 where effect_id = $1", [effectId]);
    settled(key);
    expect((await deliver("wechat", wechat.notice(wechatRefund(key), { id: `p-${key}` }))).status).toBe(200);
    await isResolved(caseId);
  });

  test("leads to a person where the gateway holds another amount under the key: parked at once, and shown as stuck", async () => {
    const { key, effectId } = await pendingRefund("stripe:pi_1");
    const [refund] = [...stripe.refunds.values()].filter(each => each.metadata["amends_key"] === key);
    Object.assign(refund ?? {}, { amount: 1, status: "succeeded" });
    await deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: `u-${key}` }));
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
    const { caseId, key } = await pendingRefund("stripe:pi_1");
    const dispute = {
      ...{ id: "dp_1", amount: TOTAL, currency: "cny", charge: "ch_1", payment_intent: "pi_1", reason: "product_not_received" },
      ...{ status: "needs_response", metadata: { amends_key: key }, evidence_details: { due_by: 1_764_000_000 } },
    };
    for (const id of ["evt_d1", "evt_d2"])
      expect((await deliver("stripe", stripe.notice("charge.dispute.created", dispute, { id }))).status).toBe(200);
    const complaint = { app_id: "2021", msg_method: "alipay.merchant.tradecomplain.changed", utc_timestamp: String(Date.now()) };
    const body = alipay.notice({ ...complaint, biz_content: '{"complain_event_id":"C-7","trade_no":"T-1"}' });
    expect(await deliver("alipay", { headers: {}, body })).toMatchObject({ status: 200, text: "success" });
    expect((await alarms()).map(({ kind, detail }) => `${kind}: ${detail}`).toSorted()).toEqual([
      "payment_disputed: alipay C-7: payment T-1 is contested (complaint, open)",
      `payment_disputed: stripe dp_1: payment pi_1 is contested (product_not_received, needs_response) · 118.00 CNY · answer by 2025-11-24T16:00:00.000Z · case ${caseId}, order ${await orderNoOf(caseId)}`,
    ]);
    settled(key);
    await deliver("stripe", stripe.notice("refund.updated", stripeRefund(key), { id: "evt_d3" }));
    await isResolved(caseId);
  });

  test("about something else of that account is acknowledged and left alone", async () => {
    const before = await portraitOf(pool);
    expect((await deliver("stripe", stripe.notice("customer.created", { id: "cus_1" }))).status).toBe(200);
    expect((await deliver("wechat", wechat.notice({}, { eventType: "TRANSACTION.SUCCESS" }))).status).toBe(200);
    expect(await changedSince(before)).toEqual([]);
  });
});

describe("a call-back that is not believed", () => {
  /** Of a refund that is under way at all times. */
  let key: string;
  beforeAll(async () => {
    stripe.processing = true;
    ({ key } = await pendingRefund("stripe:pi_1"));
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
    expect(await deliver(gateway, delivery)).toMatchObject({ status: expected.status, code: expected.code });
    expect((await changedSince(before)).filter(changed => !changed.startsWith("alarms:"))).toEqual([]);
    expect((await alarms()).map(alarm => alarm.detail)).toEqual([expect.stringMatching(expected.alarm)]);
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
    const { caseId, key: ended } = await pendingRefund("stripe:pi_1");
    settled(ended);
    await deliver("stripe", stripe.notice("refund.updated", stripeRefund(ended), { id: "evt_done" }));
    await isResolved(caseId);
    const failed = stripe.notice("refund.failed", stripeRefund(ended, { status: "failed" }), { id: "evt_failed" });
    await refuses("stripe", failed, unmatched(/failed which it had confirmed/));
  });

  test("for a gateway that is not set up, or larger than any notice, and leaves no trace at all", async () => {
    const before = await portraitOf(pool);
    expect(await deliver("paypal", { headers: {}, body: "{}" })).toMatchObject({ status: 404, code: "not_found" });
    expect((await deliver("stripe", { headers: {}, body: "x".repeat(300_000) })).status).toBe(413);
    expect((await deliver("wechat", { headers: { "wechatpay-signature": "WECHATPAY/SIGNTEST/x" }, body: "{}" })).status).toBe(403);
    expect(await changedSince(before)).toEqual([]);
  });

  test("a thousand forgeries are one alarm, and the figures count each", async () => {
    await pool.query("update alarms set settled_at = 1 where settled_at is null");
    await Promise.all(Array.from({ length: 50 }, () => deliver("alipay", { headers: {}, body: "sign=no" })));
    expect(await alarms()).toHaveLength(1);
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
  expect(await deliver("wechat", told(999))).toMatchObject({ status: 422, code: "gateway_notice_unmatched" });
  expect(await deliver("wechat", told(1000))).toMatchObject({ status: 200 });
  await isResolved(caseId);
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
