import type { Currency } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { NoticeRead, NoticeReader } from "@amends/flows/gateway-notice-ports";
import { chinaTime } from "../china-time.ts";
import { isFresh } from "../notices/freshness.ts";
import type { AlipayClient } from "./alipay-client.ts";
import { OURS } from "./alipay-collect.ts";
import { minorOfYuan } from "./yuan.ts";

/** Alipay delivers for 25 hours (4 min, 10 min, … 15 h) and does not sign anew. */
const AGE_MS_MAX = 26 * 3_600_000;
const RECEIPT = { contentType: "text/plain; charset=utf-8", text: "success" };

/**
 * The notice of a trade (`notify_url` of the payment), sent for its refunds too: then `out_biz_no` is our key and `refund_fee` all that went back of this
 * trade so far. A payment that we asked a buyer for carries our word back.
 */
export const alipayNoticeReader =
  (client: AlipayClient, appId: string): NoticeReader =>
  ({ body }, now) => {
    const fields = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString("utf8")));
    if (fields["sign_type"] !== "RSA2" || !isSignedBy(client, fields)) return { kind: "forged", why: "bad_signature" };
    if (fields["app_id"] !== appId) return { kind: "forged", why: "bad_signature" };
    const sentAt = sentAtOf(fields);
    if (sentAt === null || !isFresh(sentAt, now, AGE_MS_MAX)) return { kind: "forged", why: "stale" };
    if (fields["msg_method"] === COMPLAINT) return complaintIn(fields);
    const { out_biz_no: key, refund_fee: refundFee, notify_id: noticeId } = fields;
    if (fields["passback_params"] === OURS && key === undefined) return paymentNotice(fields);
    if (key === undefined || refundFee === undefined) return { kind: "not_ours", receipt: RECEIPT };
    const minor = minorOfYuan(refundFee);
    if (minor === null || noticeId === undefined) return { kind: "forged", why: "unreadable" };
    return {
      kind: "notice",
      receipt: RECEIPT,
      notice: { noticeId, key, amount: { kind: "at_least", minor }, currency: CNY, ended: "done", deliveryMark: null },
    };
  };

/** Messages of the platform say when they were sent in milliseconds; notices of a trade in the time of China. */
const sentAtOf = ({ utc_timestamp: utcMs, notify_time: notifyTime = "" }: Readonly<Record<string, string>>): Instant | null =>
  utcMs !== undefined && /^\d{13}$/.test(utcMs) ? instant(Number(utcMs)) : chinaTime(notifyTime);

/** A buyer complains of a trade at Alipay. The message names the complaint; its sum and its time stand in Alipay's own list. */
const COMPLAINT = "alipay.merchant.tradecomplain.changed";
const complaintIn = ({ biz_content: content = "" }: Readonly<Record<string, string>>): NoticeRead => {
  const complaintId = /"complain_event_id"\s*:\s*"([^"]{1,64})"/.exec(content)?.[1];
  if (complaintId === undefined) return { kind: "forged", why: "unreadable" };
  const tradeNo = /"trade_no"\s*:\s*"([^"]{1,64})"/.exec(content)?.[1] ?? "";
  const dispute = {
    disputeId: complaintId,
    paymentRef: tradeNo,
    key: null,
    amount: null,
    reason: "complaint",
    status: "open",
    respondBy: null,
  };
  return { kind: "dispute", receipt: RECEIPT, dispute };
};

const CNY = "CNY" as Currency;

const paymentNotice = (fields: Readonly<Record<string, string>>): NoticeRead => {
  const { out_trade_no: key, notify_id: noticeId, total_amount: total = "", trade_status: status } = fields;
  const minor = minorOfYuan(total);
  if (key === undefined || minor === null || noticeId === undefined) return { kind: "forged", why: "unreadable" };
  const isPaid = status === "TRADE_SUCCESS" || status === "TRADE_FINISHED";
  const ended = isPaid ? "done" : status === "TRADE_CLOSED" ? "failed" : "open";
  return {
    kind: "notice",
    receipt: RECEIPT,
    notice: { noticeId, key, amount: { kind: "exactly", minor }, currency: CNY, ended, deliveryMark: null },
  };
};

/** The SDK throws over a signature that is no base64. */
const isSignedBy = (client: AlipayClient, fields: Readonly<Record<string, string>>): boolean => {
  try {
    return client.isSigned(fields);
  } catch {
    return false;
  }
};
