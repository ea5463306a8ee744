import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { NoticeReader } from "@amends/flows/gateway-notice-ports";
import { fieldsOf, type JsonFields, jsonOf, minorOf, textOf } from "../json-fields.ts";
import { isFresh } from "../notices/freshness.ts";
import type { WechatClient } from "./wechat-client.ts";
import { OURS } from "./wechat-collect.ts";

/** WeChat Pay asks for five minutes; each delivery is signed anew. */
const AGE_MS_MAX = 300_000;
const RECEIPT = { contentType: "application/json; charset=utf-8", text: '{"code":"SUCCESS"}' };
/** Traffic that tests whether we check: https://pay.weixin.qq.com/doc/v3/merchant/4012365342. */
const PROBE = "WECHATPAY/SIGNTEST/";

/** What each kind of notice is about, and under which names it says so. */
const TOLD: Readonly<Record<string, Told>> = {
  "REFUND.SUCCESS": { key: "out_refund_no", amount: opened => minorOf(fieldsOf(opened["amount"]), "refund"), ended: () => "done" },
  "REFUND.ABNORMAL": { key: "out_refund_no", amount: opened => minorOf(fieldsOf(opened["amount"]), "refund"), ended: () => "failed" },
  "REFUND.CLOSED": { key: "out_refund_no", amount: opened => minorOf(fieldsOf(opened["amount"]), "refund"), ended: () => "failed" },
  "TRANSACTION.SUCCESS": { key: "out_trade_no", amount: opened => minorOf(fieldsOf(opened["amount"]), "total"), ended: () => "done" },
  "MCHTRANSFER.BILL.FINISHED": {
    key: "out_bill_no",
    amount: opened => minorOf(opened, "transfer_amount"),
    ended: opened => (textOf(opened, "state") === "SUCCESS" ? "done" : "failed"),
  },
};
type Told = {
  readonly key: string;
  readonly amount: (opened: JsonFields) => bigint | null;
  readonly ended: (opened: JsonFields) => "done" | "failed";
};

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
    const told = TOLD[textOf(event, "event_type") ?? ""];
    if (told === undefined) return { kind: "not_ours", receipt: RECEIPT };
    const decrypted = client.decrypt(fieldsOf(event["resource"]));
    const opened = fieldsOf(decrypted === null ? null : jsonOf(decrypted));
    if (told.key === "out_trade_no" && opened["attach"] !== OURS) return { kind: "not_ours", receipt: RECEIPT };
    const noticeId = textOf(event, "id");
    const key = textOf(opened, told.key);
    const minor = told.amount(opened);
    const ended = told.ended(opened);
    if (noticeId === null || key === null || minor === null) return { kind: "forged", why: "unreadable" };
    return {
      kind: "notice",
      receipt: RECEIPT,
      // What API v3 moves is in CNY; not every notice says it.
      notice: { noticeId, key, amount: { kind: "exactly", minor }, currency: CNY, ended, deliveryMark: signature },
    };
  };

const CNY = "CNY" as Currency;
