import type { RefundTender } from "@amends/domain/case/effect";
import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { ForOrder, Keyed, PaymentAnswer, PaymentGateway, Refused } from "@amends/flows/gateway-ports";
import { isoTime } from "../china-time.ts";
import { fieldsOf, type JsonFields, minorOf, textOf } from "../json-fields.ts";
import { type ByTransaction, notSupported, refused, type TransactionBy, transactionOf } from "../transaction.ts";
import { messageOf, mistake, type WechatClient, type WechatSaid } from "./wechat-client.ts";
import { type WechatCollecting, wechatCollections } from "./wechat-collect.ts";
import { type WechatTransferring, wechatTransfers } from "./wechat-transfer.ts";

export type WechatOptions = {
  readonly client: WechatClient;
  readonly transactionBy: TransactionBy;
  /** Where WeChat Pay reports the end of a refund; null leaves it to what the merchant platform is set to. */
  readonly noticeUrl: string | null;
  /** What to do with a refund that the payer's account did not take (异常退款): leave it, or have it sent to the merchant's own bank account. */
  readonly abnormalRefund: "by_hand" | "to_merchant";
  /** For platforms (电商收付通): the reference names the seller's account too, `sub_mchid/transaction_id`. `advance`: the platform's money goes first (垫付). */
  readonly platform: { readonly appid: string; readonly advance: boolean } | null;
  /** How a buyer pays a difference; null where the contract has no such product. */
  readonly collecting: WechatCollecting | null;
  /** Compensation by transfer (商家转账); null where the contract has none. */
  readonly transferring: WechatTransferring | null;
  readonly now: () => Instant;
};

type Refund = Keyed<RefundTender> & ForOrder;
type ByReference = ByTransaction & Pick<Refund, "collectedUnder">;
type Transaction = { readonly subMchid: string | null; readonly by: "transaction_id" | "out_trade_no"; readonly no: string };

/** Where an abnormal refund is sent. A bank card is the buyer's own and its data are encrypted before they leave. */
export type AbnormalTarget =
  | { readonly kind: "merchant_bank_card" }
  | { readonly kind: "user_bank_card"; readonly bankType: string; readonly bankAccount: string; readonly realName: string };

export type WechatGateway = PaymentGateway & {
  /** 异常退款: sends on what the payer's account did not take. The same request twice is one. */
  applyAbnormalRefund(request: Refund, target: AbnormalTarget): Promise<"processing" | Refused>;
  /** 垫付回补: takes back from the seller's account what the platform advanced for this refund; asked again it says how far it is. */
  returnAdvance(request: Refund): Promise<"done" | "processing" | Refused>;
};

/**
 * Refunds a transaction. Before the first request the transaction is read, because WeChat Pay wants its total and must not be asked for more. Charging a
 * buyer and transferring to one both wait until the buyer has agreed on their phone.
 */
export const createWechatGateway = (options: WechatOptions): WechatGateway => {
  const { client, platform, noticeUrl, now } = options;

  const collections = options.collecting === null ? null : wechatCollections(client, options.collecting, now);

  const transactionIn = (request: ByReference): Transaction | null => {
    if (request.collectedUnder !== undefined && collections !== null)
      return { subMchid: null, by: "out_trade_no", no: bodyOf(request.collectedUnder) };
    const reference = transactionOf(options.transactionBy, request);
    if (reference === null) return null;
    const by = options.transactionBy === "method_ref" ? "transaction_id" : "out_trade_no";
    if (platform === null) return { subMchid: null, by, no: reference };
    const [, subMchid = null, no = null] = /^([0-9]{6,32})\/(.+)$/.exec(reference) ?? [];
    return subMchid === null || no === null ? null : { subMchid, by, no };
  };

  const readTransaction = ({ subMchid, by, no }: Transaction): Promise<WechatSaid> => {
    const place = `${by === "transaction_id" ? "id" : "out-trade-no"}/${encodeURIComponent(no)}`;
    const path =
      subMchid === null
        ? `/v3/pay/transactions/${place}?mchid=${client.mchid}`
        : `/v3/pay/partner/transactions/${place}?sp_mchid=${client.mchid}&sub_mchid=${subMchid}`;
    return client.ask("GET", path);
  };

  /** What the transaction brought, or why nothing may go back under it. */
  const capturedBy = async (transaction: Transaction): Promise<Minor | Refused> => {
    const said = await readTransaction(transaction);
    if (said.status !== 200) return refusal(said);
    const amount = fieldsOf(said.fields["amount"]);
    const totalMinor = minorOf(amount, "total");
    if (textOf(amount, "currency") !== "CNY") return NOT_CNY;
    return totalMinor ?? refused("unknown_method", "WeChat Pay names no total for this transaction");
  };

  /** Openids are an app's own: the payer of a transaction of another app is nobody this one knows. */
  const payerOf = async (request: ByReference): Promise<string | Refused> => {
    const transaction = transactionIn(request);
    if (transaction === null) return NO_TRANSACTION;
    const said = await readTransaction(transaction);
    if (said.status !== 200) return refusal(said);
    const openid = textOf(fieldsOf(said.fields["payer"]), "openid");
    if (openid === null || textOf(said.fields, "appid") !== options.transferring?.appid)
      return notSupported("the payer of this transaction is not known to the app that transfers");
    return openid;
  };
  const transfers = options.transferring === null ? null : wechatTransfers(client, options.transferring, payerOf, now);

  const findRefund = async (request: Refund): Promise<JsonFields | null> => {
    const transaction = transactionIn(request);
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
    if (options.abnormalRefund === "to_merchant") {
      const sent = await applyAbnormalRefund(request, { kind: "merchant_bank_card" });
      if (sent !== "processing") return sent;
      return refused("account_abnormal", "the payer's account takes no money; it goes to the merchant's bank account");
    }
    return refused("account_abnormal", "the payer's account takes no money; it waits at WeChat Pay");
  };

  const applyAbnormalRefund: WechatGateway["applyAbnormalRefund"] = async (request, target) => {
    const transaction = transactionIn(request);
    const refund = await findRefund(request);
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

  return {
    applyAbnormalRefund,
    returnAdvance: async request => {
      const subMchid = transactionIn(request)?.subMchid ?? null;
      if (subMchid === null) return notSupported("only a platform advances money");
      const refundId = textOf((await findRefund(request)) ?? {}, "refund_id");
      if (refundId === null) return NO_REFUND;
      const path = `/v3/ecommerce/refunds/${refundId}/return-advance`;
      const before = await client.ask("GET", `${path}?sub_mchid=${subMchid}`);
      const said = before.status === 404 ? await client.ask("POST", path, { sub_mchid: subMchid }) : before;
      if (said.status !== 200) return refusal(said);
      const result = textOf(said.fields, "result");
      if (result === "FAILED") return refused("insufficient_balance", "the seller's account does not hold the advance");
      return result === "SUCCESS" ? "done" : "processing";
    },
    refund: async request => {
      if (request.currency !== "CNY") return NOT_CNY;
      const transaction = transactionIn(request);
      if (transaction === null) return NO_TRANSACTION;
      const totalMinor = await capturedBy(transaction);
      if (typeof totalMinor !== "bigint") return totalMinor;
      if (request.amountMinor > totalMinor)
        return refused("amount_above_captured", `${request.amountMinor} of ${totalMinor} cannot go back`);
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
      const refund = said.status === 200 && textOf(said.fields, "status") !== null ? said.fields : await findRefund(request);
      if (refund !== null) return answerOf(request, refund);
      return said.status === 200 ? { kind: "pending" } : refusal(said);
    },
    collect: async request => {
      if (collections === null) return notSupported("WeChat Pay charges a buyer only where they agree on their phone");
      return request.currency === "CNY" ? collections.collect(request) : NOT_CNY;
    },
    pay: async request => {
      if (transfers === null) return notSupported("transfers are not part of this contract with WeChat Pay");
      return request.currency === "CNY" ? transfers.pay(request) : NOT_CNY;
    },
    find: async (_key: EffectId, asked) => {
      switch (asked.kind) {
        case "refund_tender": {
          const refund = await findRefund(asked);
          return refund === null ? null : answerOf(asked, refund);
        }
        case "collect_payment":
          return collections === null ? null : collections.find(asked);
        case "pay_compensation":
          return transfers === null ? null : transfers.find(asked);
      }
    },
    askBuyer: async (asked, place) => {
      switch (asked.kind) {
        case "refund_tender":
          return null;
        case "collect_payment":
          return collections === null ? null : collections.askBuyer(asked, place);
        case "pay_compensation":
          return transfers === null ? null : transfers.askBuyer(asked);
      }
    },
  };
};

const NOT_CNY = refused("currency_not_supported", "WeChat Pay refunds in CNY");
const NO_TRANSACTION = refused("unknown_method", "the reference names no transaction of WeChat Pay");
const NO_REFUND = refused("unknown_method", "WeChat Pay has no refund under this key");
const MERCHANT_CARD = { fields: { type: "MERCHANT_BANK_CARD" }, headers: {} };

const bankCard = (client: WechatClient, { bankType, bankAccount, realName }: Extract<AbnormalTarget, { kind: "user_bank_card" }>) => {
  const account = client.encrypt(bankAccount);
  const name = client.encrypt(realName);
  return {
    fields: { type: "USER_BANK_CARD", bank_type: bankType, bank_account: account.ciphertext, real_name: name.ciphertext },
    headers: { "wechatpay-serial": account.serial },
  };
};

const refusal = (said: WechatSaid): Refused => {
  const message = messageOf(said);
  switch (textOf(said.fields, "code")) {
    case "NOT_ENOUGH":
      return refused("insufficient_balance", message);
    case "USER_ACCOUNT_ABNORMAL":
      return refused("account_abnormal", message);
    case "RESOURCE_NOT_EXISTS":
    case "ORDER_NOT_EXIST":
      return refused("unknown_method", message);
    // One code for many reasons: more than is left, too old, another amount under this key. What was asked here is not under way: that was looked up.
    case "INVALID_REQUEST":
      return refused("declined", message);
    default:
      throw mistake(said);
  }
};
