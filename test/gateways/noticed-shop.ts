import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { openGateways } from "@amends/gateways/configured/open-gateways";
import { eventually } from "../harness/eventually.ts";
import { adminPool, openShop, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { differences, type Portrait, portraitOf } from "../harness/whole-database.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { startAlipay } from "./alipay-server.ts";
import { china, newRsaKeys } from "./local-partner.ts";
import { SECRET_KEY, startStripe, WEBHOOK_SECRET } from "./stripe-server.ts";
import { API_V3_KEY, APP_ID, MCHID, MERCHANT_SERIAL, PLATFORM_SERIAL, startWechat } from "./wechat-server.ts";

export type Effect = { readonly effect_id: EffectId; readonly status: string; readonly due_at: string; readonly attempts: number };
export type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer | string };

/** What a refund of these tests moves. */
export const TOTAL = 11_800;

/** A shop whose three gateways run beside it, each signing with its own keys. */
export const openNoticedShop = async () => {
  const us = newRsaKeys();
  const them = newRsaKeys();
  const keys = { privateKey: them.privateKey, strangerKey: newRsaKeys().privateKey };
  const [stripe, alipay, wechat] = await Promise.all([
    startStripe(),
    startAlipay({ ...keys, appPublicKey: us.publicKey }),
    startWechat({ ...keys, merchantPublicKey: us.publicKey }),
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
  const whole: WholeServer = await startWholeServer(packFilesOf("base"), { payments, config: { ...WITHOUT_LIMITS, logLevel: "silent" } });
  // Gateways sign with the time of the day.
  whole.pass(Date.now() - whole.now());
  const pool = adminPool(whole);
  const shop = await openShop(whole, pool);
  let orders = 0;

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

  const changedSince = async (before: Portrait): Promise<readonly string[]> =>
    differences(before, await portraitOf(pool)).filter(changed => TOUCHABLE.some(table => changed.startsWith(`${table}:`)));

  const orderNoOf = async (caseId: string): Promise<string> =>
    (await pool.query("select external_order_no as no from orders join cases using (shard, order_id) where case_id = $1", [caseId])).rows[0]
      .no;

  const settled = (key: string): void => {
    for (const refund of stripe.refunds.values()) if (refund.metadata["amends_key"] === key) refund.status = "succeeded";
    for (const [no, refund] of wechat.refunds) if (no === key) refund.status = "SUCCESS";
    const ofAlipay = alipay.refunds.get(key);
    if (ofAlipay !== undefined) ofAlipay.ended = true;
  };

  const close = async (): Promise<void> => {
    await pool.end();
    await whole.close();
    await Promise.all([stripe, alipay, wechat].map(server => server.close()));
  };
  return {
    ...{ stripe, alipay, wechat, whole, pool, shop, close },
    ...{ effectOf, pendingRefund, deliver, alarms, isResolved, openEffectsOf, changedSince, orderNoOf, settled },
  };
};
export type NoticedShop = Awaited<ReturnType<typeof openNoticedShop>>;

/** What a call-back could touch. What readers of the feed write in their own time is none of its doing. */
const TOUCHABLE = ["effects", "gateway_notices", "alarms", "cases", "case_events", "steps", "postings"];

export const stripeRefund = (key: string, over: object = {}) => ({
  id: "re_1",
  amount: TOTAL,
  currency: "cny",
  status: "succeeded",
  metadata: { amends_key: key },
  ...over,
});
export const wechatRefund = (key: string, over: object = {}) => ({
  mchid: MCHID,
  out_refund_no: key,
  refund_id: "501",
  amount: { refund: TOTAL, total: 1_000_000 },
  ...over,
});
export const alipayFields = (key: string, over: Readonly<Record<string, string>> = {}) => ({
  app_id: "2021",
  notify_id: `n-${key}`,
  notify_time: china(Date.now()),
  trade_no: "T-1",
  out_biz_no: key,
  refund_fee: "118.00",
  ...over,
});
