import { bodyOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { BuyerDeed, BuyerPlace, PaymentAnswer, Refused } from "@amends/flows/gateway-ports";
import { COLLECTION_TITLE, type Collection, isOver, NOT_PAID, payUntil } from "../buyer-agrees.ts";
import { chinaIso, isoTime } from "../china-time.ts";
import { fieldsOf, type JsonFields, minorOf, textOf } from "../json-fields.ts";
import { refused } from "../transaction.ts";
import { mistake, type WechatClient } from "./wechat-client.ts";

/** `code`: Native, a code to scan. `page`: H5, a page that opens WeChat from a phone's browser. Which one a merchant may use is in its contract. */
export type WechatCollecting = {
  readonly appid: string;
  readonly by: "code" | "page";
  readonly noticeUrl: string;
  readonly payWithinMs: number;
};

/** Comes back in the notice of a payment of ours, so that the shop's own payments are told apart. */
export const OURS = "amends";

/** A payment of its own under our key. Each look of the buyer is given a new code or page for the same payment. */
export const wechatCollections = (client: WechatClient, { appid, by, noticeUrl, payWithinMs }: WechatCollecting, now: () => Instant) => {
  const place = (key: Collection["key"]): string => `/v3/pay/transactions/out-trade-no/${bodyOf(key)}`;

  const find = async (request: Collection): Promise<PaymentAnswer | null> => {
    const said = await client.ask("GET", `${place(request.key)}?mchid=${client.mchid}`);
    if (said.status === 404) return null;
    if (said.status !== 200) throw mistake(said);
    switch (textOf(said.fields, "trade_state")) {
      case "SUCCESS":
      case "REFUND":
        return paid(request, said.fields, now());
      case "CLOSED":
      case "REVOKED":
        return NOT_PAID;
      default:
        return isOver(payUntil(request, payWithinMs), now()) ? close(request) : { kind: "pending" };
    }
  };

  /** Paid in the last moment it cannot be closed any more, and is asked for again. */
  const close = async ({ key }: Collection): Promise<PaymentAnswer> => {
    const said = await client.ask("POST", `${place(key)}/close`, { mchid: client.mchid });
    return said.status === 204 || said.status === 404 ? NOT_PAID : { kind: "pending" };
  };

  const askBuyer = async (request: Collection, { ip }: BuyerPlace): Promise<BuyerDeed | Refused | null> => {
    const known = await find(request);
    if (known !== null && known.kind !== "pending") return known.kind === "refused" ? known : null;
    const untilAt = payUntil(request, payWithinMs);
    if (isOver(untilAt, now())) return NOT_PAID;
    const said = await client.ask("POST", `/v3/pay/transactions/${by === "code" ? "native" : "h5"}`, {
      ...{ appid, mchid: client.mchid, description: COLLECTION_TITLE, out_trade_no: bodyOf(request.key), notify_url: noticeUrl },
      attach: OURS,
      ...(untilAt === null ? {} : { time_expire: chinaIso(untilAt) }),
      amount: { total: Number(request.amountMinor), currency: "CNY" },
      ...(by === "code" ? {} : { scene_info: { payer_client_ip: ip, h5_info: { type: "Wap" } } }),
    });
    if (said.status !== 200) return refused("declined", `WeChat Pay takes no payment: ${textOf(said.fields, "code") ?? said.status}`);
    return by === "code"
      ? { kind: "scan_code", code: textOf(said.fields, "code_url") ?? "" }
      : { kind: "open_page", url: textOf(said.fields, "h5_url") ?? "" };
  };

  return {
    find,
    askBuyer,
    collect: async (request: Collection): Promise<PaymentAnswer> =>
      (await find(request)) ?? (isOver(payUntil(request, payWithinMs), now()) ? NOT_PAID : { kind: "pending" }),
  };
};

const paid = ({ amountMinor }: Collection, said: JsonFields, now: Instant): PaymentAnswer => {
  const amount = fieldsOf(said["amount"]);
  const totalMinor = minorOf(amount, "total");
  if (totalMinor !== amountMinor || textOf(amount, "currency") !== "CNY")
    return { kind: "unclear", message: `WeChat Pay took ${totalMinor ?? "no amount"} where ${amountMinor} was asked` };
  return { kind: "done", at: isoTime(textOf(said, "success_time") ?? "") ?? now, gatewayRef: textOf(said, "transaction_id") ?? "" };
};
