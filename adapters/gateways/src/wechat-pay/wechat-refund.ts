import type { RefundTender } from "@amends/domain/case/effect";
import { bodyOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ForOrder, Keyed, PaymentAnswer, Refused } from "@amends/flows/gateway-ports";
import { isoTime } from "../china-time.ts";
import { fieldsOf, type JsonFields, minorOf, textOf } from "../json-fields.ts";
import { notSupported, refused } from "../transaction.ts";
import { mistake, type WechatClient } from "./wechat-client.ts";
import { NO_REFUND, NO_TRANSACTION, NOT_CNY, refusal } from "./wechat-refusal.ts";
import type { WechatTransactions } from "./wechat-transaction.ts";

type Refund = Keyed<RefundTender> & ForOrder;

/** Where an abnormal refund is sent. A bank card is the buyer's own and its data are encrypted before they leave. */
export type AbnormalTarget =
  | { readonly kind: "merchant_bank_card" }
  | { readonly kind: "user_bank_card"; readonly bankType: string; readonly bankAccount: string; readonly realName: string };

export type WechatRefunding = {
  /** Where WeChat Pay reports the end of a refund; null leaves it to what the merchant platform is set to. */
  readonly noticeUrl: string | null;
  /** What to do with a refund that the payer's account did not take (异常退款): leave it, or have it sent to the merchant's own bank account. */
  readonly abnormalRefund: "by_hand" | "to_merchant";
  /** For platforms (电商收付通): the reference names the seller's account too, `sub_mchid/transaction_id`. `advance`: the platform's money goes first (垫付). */
  readonly platform: { readonly appid: string; readonly advance: boolean } | null;
};

export type WechatRefunds = {
  refund(request: Refund): Promise<PaymentAnswer>;
  find(request: Refund): Promise<PaymentAnswer | null>;
  /** 异常退款: sends on what the payer's account did not take. The same request twice is one. */
  applyAbnormalRefund(request: Refund, target: AbnormalTarget): Promise<"processing" | Refused>;
  /** 垫付回补: takes back from the seller's account what the platform advanced for this refund; asked again it says how far it is. */
  returnAdvance(request: Refund): Promise<"done" | "processing" | Refused>;
};

type Parts = WechatRefunding & { readonly client: WechatClient; readonly transactions: WechatTransactions; readonly now: () => Instant };

export const wechatRefunds = ({ client, transactions, noticeUrl, abnormalRefund, platform, now }: Parts): WechatRefunds => {
  const stored = async (request: Refund): Promise<JsonFields | null> => {
    const transaction = transactions.of(request);
    if (transaction === null) return null;
    const key = bodyOf(request.key);
    const { subMchid } = transaction;
    const path =
      subMchid === null ? `/v3/refund/domestic/refunds/${key}` : `/v3/ecommerce/refunds/out-refund-no/${key}?sub_mchid=${subMchid}`;
    const said = await client.ask("GET", path);
    if (said.status === 200) return said.fields;
    if (said.status === 404) return null;
    throw mistake(said);
  };

  const answerOf = async (request: Refund, refund: JsonFields): Promise<PaymentAnswer> => {
    const movedMinor = minorOf(fieldsOf(refund["amount"]), "refund");
    if (movedMinor !== request.amountMinor || textOf(refund, "out_refund_no") !== bodyOf(request.key))
      return {
        kind: "unclear",
        message: `WeChat Pay has ${movedMinor ?? "no amount"} under this key where ${request.amountMinor} was asked`,
      };
    const gatewayRef = textOf(refund, "refund_id") ?? "";
    switch (textOf(refund, "status")) {
      case "SUCCESS":
        return { kind: "done", at: isoTime(textOf(refund, "success_time") ?? "") ?? now(), gatewayRef };
      case "CLOSED":
        return refused("declined", "WeChat Pay closed the refund");
      case "ABNORMAL":
        return abnormal(request);
      default:
        return { kind: "pending" };
    }
  };

  /** Final for the machine either way: money that lies in the merchant's own account is paid on by a person. */
  const abnormal = async (request: Refund): Promise<Refused> => {
    if (abnormalRefund === "to_merchant") {
      const sent = await applyAbnormalRefund(request, { kind: "merchant_bank_card" });
      if (sent !== "processing") return sent;
      return refused("account_abnormal", "the payer's account takes no money; it goes to the merchant's bank account");
    }
    return refused("account_abnormal", "the payer's account takes no money; it waits at WeChat Pay");
  };

  const applyAbnormalRefund: WechatRefunds["applyAbnormalRefund"] = async (request, target) => {
    const transaction = transactions.of(request);
    const refund = await stored(request);
    const refundId = refund === null ? null : textOf(refund, "refund_id");
    if (transaction === null || refundId === null) return NO_REFUND;
    const room = transaction.subMchid === null ? "refund/domestic" : "ecommerce";
    const encrypted = target.kind === "user_bank_card" ? bankCard(client, target) : MERCHANT_CARD;
    const said = await client.ask(
      "POST",
      `/v3/${room}/refunds/${refundId}/apply-abnormal-refund`,
      {
        ...(transaction.subMchid === null ? {} : { sub_mchid: transaction.subMchid }),
        out_refund_no: bodyOf(request.key),
        ...encrypted.fields,
      },
      encrypted.headers,
    );
    return said.status === 200 ? "processing" : refusal(said);
  };

  const returnAdvance: WechatRefunds["returnAdvance"] = async request => {
    const subMchid = transactions.of(request)?.subMchid ?? null;
    if (subMchid === null) return notSupported("only a platform advances money");
    const refundId = textOf((await stored(request)) ?? {}, "refund_id");
    if (refundId === null) return NO_REFUND;
    const path = `/v3/ecommerce/refunds/${refundId}/return-advance`;
    const before = await client.ask("GET", `${path}?sub_mchid=${subMchid}`);
    const said = before.status === 404 ? await client.ask("POST", path, { sub_mchid: subMchid }) : before;
    if (said.status !== 200) return refusal(said);
    const result = textOf(said.fields, "result");
    if (result === "FAILED") return refused("insufficient_balance", "the seller's account does not hold the advance");
    return result === "SUCCESS" ? "done" : "processing";
  };

  const refund: WechatRefunds["refund"] = async request => {
    if (request.currency !== "CNY") return NOT_CNY;
    const transaction = transactions.of(request);
    if (transaction === null) return NO_TRANSACTION;
    const totalMinor = await transactions.capturedBy(transaction);
    if (typeof totalMinor !== "bigint") return totalMinor;
    if (request.amountMinor > totalMinor) return refused("amount_above_captured", `${request.amountMinor} of ${totalMinor} cannot go back`);
    const { subMchid, by, no } = transaction;
    const said = await client.ask("POST", subMchid === null ? "/v3/refund/domestic/refunds" : "/v3/ecommerce/refunds/apply", {
      ...(subMchid === null || platform === null ? {} : { sub_mchid: subMchid, sp_appid: platform.appid }),
      ...(platform?.advance === true ? { refund_account: "REFUND_SOURCE_PARTNER_ADVANCE" } : {}),
      [by]: no,
      out_refund_no: bodyOf(request.key),
      ...(noticeUrl === null ? {} : { notify_url: noticeUrl }),
      amount: { refund: Number(request.amountMinor), total: Number(totalMinor), currency: "CNY" },
    });
    // A platform's refund is accepted first and has no state yet; and what is refused here may have been accepted at an earlier time.
    const known = said.status === 200 && textOf(said.fields, "status") !== null ? said.fields : await stored(request);
    if (known !== null) return answerOf(request, known);
    return said.status === 200 ? { kind: "pending" } : refusal(said);
  };

  return {
    ...{ refund, applyAbnormalRefund, returnAdvance },
    find: async request => {
      const known = await stored(request);
      return known === null ? null : answerOf(request, known);
    },
  };
};

const MERCHANT_CARD = { fields: { type: "MERCHANT_BANK_CARD" }, headers: {} };

const bankCard = (client: WechatClient, { bankType, bankAccount, realName }: Extract<AbnormalTarget, { kind: "user_bank_card" }>) => {
  const account = client.encrypt(bankAccount);
  const name = client.encrypt(realName);
  return {
    fields: { type: "USER_BANK_CARD", bank_type: bankType, bank_account: account.ciphertext, real_name: name.ciphertext },
    headers: { "wechatpay-serial": account.serial },
  };
};
