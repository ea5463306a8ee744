import { instant } from "@amends/domain/kernel/time";
import { createWechatClient } from "@amends/gateways/wechat-pay/wechat-client";
import { wechatNoticeReader } from "@amends/gateways/wechat-pay/wechat-notice";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { now, SERVER_KEYS, settingsOf } from "./wechat-account.ts";
import { MCHID, startWechat, type WechatServer } from "./wechat-server.ts";

let server: WechatServer;

beforeAll(async () => {
  server = await startWechat(SERVER_KEYS);
});
afterAll(() => server.close());

describe("a notice", () => {
  const about = {
    mchid: MCHID,
    out_refund_no: "key1",
    refund_id: "501",
    refund_status: "SUCCESS",
    amount: { total: 10_000, refund: 1999 },
  };
  const read = ({ headers, body }: { headers: Readonly<Record<string, string>>; body: Buffer }, at = Date.now()) =>
    wechatNoticeReader(createWechatClient(settingsOf(server.url), now))({ headers, body }, instant(at));

  test("signed and sealed by WeChat Pay tells key, amount and end", () => {
    const notice = server.notice(about);
    expect(read(notice)).toMatchObject({
      kind: "notice",
      receipt: { text: '{"code":"SUCCESS"}' },
      notice: { noticeId: "notice-1", key: "key1", amount: { kind: "exactly", minor: 1999n }, currency: "CNY", ended: "done" },
    });
    expect(read(server.notice(about, { eventType: "REFUND.ABNORMAL" }))).toMatchObject({ notice: { ended: "failed" } });
  });

  test("of a payment and of a transfer tells the same of what a buyer paid and took", () => {
    const payment = { out_trade_no: "key2", attach: "amends", trade_state: "SUCCESS", amount: { total: 500, currency: "CNY" } };
    expect(read(server.notice(payment, { eventType: "TRANSACTION.SUCCESS" }))).toMatchObject({
      notice: { key: "key2", amount: { kind: "exactly", minor: 500n }, ended: "done" },
    });
    const transfer = { out_bill_no: "key3", state: "CANCELLED", transfer_amount: 500 };
    expect(read(server.notice(transfer, { eventType: "MCHTRANSFER.BILL.FINISHED" }))).toMatchObject({
      notice: { key: "key3", amount: { kind: "exactly", minor: 500n }, ended: "failed" },
    });
  });

  test("of anything else is acknowledged and none of ours", () => {
    expect(read(server.notice(about, { eventType: "COUPON.USE" }))).toMatchObject({ kind: "not_ours" });
    const ofTheShop = { out_trade_no: "N-1", trade_state: "SUCCESS", amount: { total: 500, currency: "CNY" } };
    expect(read(server.notice(ofTheShop, { eventType: "TRANSACTION.SUCCESS" }))).toMatchObject({ kind: "not_ours" });
  });

  test("with another body, no signature, an old time or a content sealed with another key is forged", () => {
    const notice = server.notice(about);
    expect(read({ ...notice, body: Buffer.from(`${notice.body} `) })).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read({ ...notice, headers: {} })).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read(notice, Date.now() + 301_000)).toEqual({ kind: "forged", why: "stale" });
    const reader = wechatNoticeReader(createWechatClient(settingsOf(server.url, { apiV3Key: "x".repeat(32) }), now));
    expect(reader(notice, now())).toEqual({ kind: "forged", why: "unreadable" });
  });

  test("that only tests whether signatures are checked is told apart", () => {
    const notice = server.notice(about);
    expect(read({ ...notice, headers: { ...notice.headers, "wechatpay-signature": "WECHATPAY/SIGNTEST/abc" } })).toEqual({ kind: "probe" });
  });
});
