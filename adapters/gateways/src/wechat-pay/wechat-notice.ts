import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { NoticeReader } from "@amends/flows/gateway-notice-ports";
import { fieldsOf, jsonOf, minorOf, textOf } from "../json-fields.ts";
import { isFresh } from "../notices/freshness.ts";
import type { WechatClient } from "./wechat-client.ts";

/** WeChat Pay asks for five minutes; each delivery is signed anew. */
const AGE_MS_MAX = 300_000;
const RECEIPT = { contentType: "application/json; charset=utf-8", text: '{"code":"SUCCESS"}' };
/** Traffic that tests whether we check: https://pay.weixin.qq.com/doc/v3/merchant/4012365342. */
const PROBE = "WECHATPAY/SIGNTEST/";

const ENDS = { "REFUND.SUCCESS": "done", "REFUND.ABNORMAL": "failed", "REFUND.CLOSED": "failed" } as const;

export const wechatNoticeReader =
  (client: WechatClient): NoticeReader =>
  ({ headers, body }, now) => {
    const text = Buffer.from(body).toString("utf8");
    const header = (name: string): string | null => headers[`wechatpay-${name}`] ?? null;
    const signature = header("signature");
    if (signature?.startsWith(PROBE) === true) return { kind: "probe" };
    const timestamp = header("timestamp");
    if (!client.isSigned({ serial: header("serial"), timestamp, nonce: header("nonce"), signature }, text))
      return { kind: "forged", why: "bad_signature" };
    if (!isFresh(instant(Number(timestamp) * 1000), now, AGE_MS_MAX)) return { kind: "forged", why: "stale" };
    const event = fieldsOf(jsonOf(text));
    const type = textOf(event, "event_type");
    const ended = type === "REFUND.SUCCESS" || type === "REFUND.ABNORMAL" || type === "REFUND.CLOSED" ? ENDS[type] : null;
    if (ended === null) return { kind: "not_ours", receipt: RECEIPT };
    const opened = client.decrypt(fieldsOf(event["resource"]));
    const refund = fieldsOf(opened === null ? null : jsonOf(opened));
    const noticeId = textOf(event, "id");
    const key = textOf(refund, "out_refund_no");
    const minor = minorOf(fieldsOf(refund["amount"]), "refund");
    if (noticeId === null || key === null || minor === null) return { kind: "forged", why: "unreadable" };
    return {
      kind: "notice",
      receipt: RECEIPT,
      // Refunds of API v3 are in CNY; the notice does not say it.
      notice: { noticeId, key, amount: { kind: "exactly", minor }, currency: CNY, ended, deliveryMark: signature },
    };
  };

const CNY = "CNY" as Currency;
