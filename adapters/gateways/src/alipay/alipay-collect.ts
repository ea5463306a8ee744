import { bodyOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { BuyerDeed, BuyerPlace, PaymentAnswer, Refused } from "@amends/flows/gateway-ports";
import { COLLECTION_TITLE, type Collection, isOver, NOT_PAID, payUntil } from "../buyer-agrees.ts";
import { chinaText, chinaTime } from "../china-time.ts";
import { textOf } from "../json-fields.ts";
import { refused } from "../transaction.ts";
import type { AlipayClient } from "./alipay-client.ts";
import { minorOfYuan, yuanOf } from "./yuan.ts";

/** `page`: 手机网站支付. `code`: 当面付, a code to scan. Which one an app may use is in its contract with Alipay. */
export type AlipayCollecting = { readonly by: "page" | "code"; readonly noticeUrl: string | null; readonly payWithinMs: number };

/** Comes back in the notice of a payment of ours, so that the shop's own payments are told apart. */
export const OURS = "amends";

/** A trade of its own under our key: the buyer pays it on Alipay's page, and the end is read from `alipay.trade.query`. */
export const alipayCollections = (client: AlipayClient, { by, noticeUrl, payWithinMs }: AlipayCollecting, now: () => Instant) => {
  const find = async (request: Collection): Promise<PaymentAnswer | null> => {
    const said = await client.ask("alipay.trade.query", { out_trade_no: bodyOf(request.key) });
    if (said.kind === "refused") {
      if (said.code === "ACQ.TRADE_NOT_EXIST") return null;
      throw new Error(`Alipay refuses the query of a collection: ${said.message}`);
    }
    const { fields } = said;
    switch (textOf(fields, "trade_status")) {
      case "TRADE_SUCCESS":
      case "TRADE_FINISHED":
        return paid(request, textOf(fields, "total_amount"), {
          at: chinaTime(textOf(fields, "send_pay_date") ?? "") ?? now(),
          gatewayRef: textOf(fields, "trade_no") ?? "",
        });
      case "TRADE_CLOSED":
        return NOT_PAID;
      default:
        return isOver(payUntil(request, payWithinMs), now()) ? close(request) : { kind: "pending" };
    }
  };

  /** Paid in the last moment it cannot be closed any more, and is asked for again. */
  const close = async ({ key }: Collection): Promise<PaymentAnswer> => {
    const said = await client.ask("alipay.trade.close", { out_trade_no: bodyOf(key) });
    return said.kind === "ok" || said.code === "ACQ.TRADE_NOT_EXIST" ? NOT_PAID : { kind: "pending" };
  };

  const askBuyer = async (request: Collection, { returnUrl }: BuyerPlace): Promise<BuyerDeed | Refused | null> => {
    const known = await find(request);
    if (known !== null && known.kind !== "pending") return known.kind === "refused" ? known : null;
    const untilAt = payUntil(request, payWithinMs);
    if (isOver(untilAt, now())) return NOT_PAID;
    const trade = {
      out_trade_no: bodyOf(request.key),
      total_amount: yuanOf(request.amountMinor),
      subject: COLLECTION_TITLE,
      passback_params: OURS,
      ...(untilAt === null ? {} : { time_expire: chinaText(untilAt) }),
    };
    if (by === "page") {
      const biz = { ...trade, product_code: "QUICK_WAP_WAY", quit_url: returnUrl };
      return { kind: "open_page", url: client.pageUrl("alipay.trade.wap.pay", biz, { noticeUrl, returnUrl }) };
    }
    const said = await client.ask("alipay.trade.precreate", trade, noticeUrl);
    if (said.kind === "refused") return refused("declined", said.message);
    return { kind: "scan_code", code: textOf(said.fields, "qr_code") ?? "" };
  };

  return {
    find,
    askBuyer,
    collect: async (request: Collection): Promise<PaymentAnswer> =>
      (await find(request)) ?? (isOver(payUntil(request, payWithinMs), now()) ? NOT_PAID : { kind: "pending" }),
  };
};

const paid = (
  { amountMinor }: Collection,
  said: string | null,
  done: { readonly at: Instant; readonly gatewayRef: string },
): PaymentAnswer =>
  said !== null && minorOfYuan(said) === amountMinor
    ? { kind: "done", ...done }
    : { kind: "unclear", message: `Alipay took ${said ?? "an unnamed amount"} yuan where ${yuanOf(amountMinor)} was asked` };
