import { createHmac, timingSafeEqual } from "node:crypto";
import { isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { NoticeReader } from "@amends/flows/gateway-notice-ports";
import { fieldsOf, textOf } from "../json-fields.ts";
import { isFresh } from "../notices/freshness.ts";
import { fromWire } from "../sandbox/wire.ts";

/** How the sandbox signs its call-backs: HMAC-SHA256 over the time in milliseconds, a full stop and the body. */
export const signSandboxNotice = (secret: string, sentAt: number, body: string | Uint8Array): string =>
  createHmac("sha256", secret).update(`${sentAt}.`).update(body).digest("hex");

const AGE_MS_MAX = 300_000;
const RECEIPT = { contentType: "application/json; charset=utf-8", text: '{"ok":true}' };

/** What the sandbox bank calls back when a pending movement has ended. What its other partners call back is none of a payment gateway's. */
export const sandboxNoticeReader =
  (secret: string): NoticeReader =>
  ({ headers, body }, now) => {
    const sentAt = Number(headers["sandbox-sent-at"]);
    const signature = headers["sandbox-signature"] ?? "";
    const expected = Buffer.from(signSandboxNotice(secret, sentAt, body), "hex");
    const given = Buffer.from(signature, "hex");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: "forged", why: "bad_signature" };
    if (!isFresh(instant(sentAt), now, AGE_MS_MAX)) return { kind: "forged", why: "stale" };
    const fields = fieldsOf(readWire(Buffer.from(body).toString("utf8")));
    const key = textOf(fields, "key");
    const minor = fields["amountMinor"];
    const currency = textOf(fields, "currency");
    if (textOf(fields, "kind") !== "settled" || currency === null) return { kind: "not_ours", receipt: RECEIPT };
    if (key === null || typeof minor !== "bigint" || !isCurrency(currency)) return { kind: "forged", why: "unreadable" };
    const ended = textOf(fieldsOf(fields["answer"]), "kind") === "done" ? "done" : "failed";
    return {
      kind: "notice",
      receipt: RECEIPT,
      notice: {
        noticeId: `settled-${key}`,
        key: key.slice(key.indexOf("_") + 1),
        amount: { kind: "exactly", minor },
        currency,
        ended,
        deliveryMark: signature,
      },
    };
  };

const readWire = (text: string): unknown => {
  try {
    return fromWire(text);
  } catch {
    return null;
  }
};
