import type { PayCompensation, RefundTender } from "@amends/domain/case/effect";
import { bodyOf } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { ForOrder, GatewayRefusal, Keyed, PaymentAnswer, PaymentGateway } from "@amends/flows/gateway-ports";
import { chinaTime } from "../china-time.ts";
import { type JsonFields, textOf } from "../json-fields.ts";
import { notSupported, refused, type TransactionBy, transactionOf } from "../transaction.ts";
import type { AlipayClient, AlipaySaid } from "./alipay-client.ts";
import { type AlipayCollecting, alipayCollections } from "./alipay-collect.ts";
import { minorOfYuan, yuanOf } from "./yuan.ts";

export type AlipayOptions = {
  readonly client: AlipayClient;
  readonly transactionBy: TransactionBy;
  /** The contract with Alipay allows transfers to a buyer's account: compensation can be paid. */
  readonly transfers: boolean;
  /** How a buyer pays a difference; null where the contract has no such product. */
  readonly collecting: AlipayCollecting | null;
  readonly now: () => Instant;
};

type Refund = Keyed<RefundTender> & ForOrder;
type Pay = Keyed<PayCompensation> & ForOrder;

/**
 * Refunds a trade (`alipay.trade.refund`) and transfers to the account that paid it (`alipay.fund.trans.uni.transfer`). Alipay's answer to a refund does
 * not say whether this request moved money or an earlier one, so the end is always read from the query. A buyer is charged only where they agree on
 * their phone: a collection waits until they have paid it as a trade of its own.
 */
export const createAlipayGateway = ({ client, transactionBy, transfers, collecting, now }: AlipayOptions): PaymentGateway => {
  const collections = collecting === null ? null : alipayCollections(client, collecting, now);

  const tradeOf = (request: Refund | Pay): JsonFields | null => {
    if ("collectedUnder" in request && request.collectedUnder !== undefined && collections !== null)
      return { out_trade_no: bodyOf(request.collectedUnder) };
    const no = transactionOf(transactionBy, request);
    return no === null ? null : { [transactionBy === "method_ref" ? "trade_no" : "out_trade_no"]: no };
  };

  const findRefund = async (request: Refund): Promise<PaymentAnswer | null> => {
    const trade = tradeOf(request);
    if (trade === null) return null;
    const said = await client.ask("alipay.trade.fastpay.refund.query", {
      ...trade,
      out_request_no: bodyOf(request.key),
      query_options: ["gmt_refund_pay"],
    });
    if (said.kind === "refused") return notFound(said, "ACQ.TRADE_NOT_EXIST", "the refund query");
    const { fields } = said;
    if (textOf(fields, "refund_status") !== "REFUND_SUCCESS") return null;
    const gatewayRef = `${textOf(fields, "trade_no") ?? ""}/${bodyOf(request.key)}`;
    return done(request.amountMinor, fields, { amount: "refund_amount", at: "gmt_refund_pay", gatewayRef });
  };

  const findTransfer = async (request: Pay): Promise<PaymentAnswer | null> => {
    const said = await client.ask("alipay.fund.trans.common.query", { out_biz_no: bodyOf(request.key), ...TRANSFER });
    if (said.kind === "refused") return notFound(said, "ORDER_NOT_EXIST", "the transfer query");
    const { fields } = said;
    switch (textOf(fields, "status")) {
      case "SUCCESS":
        return done(request.amountMinor, fields, { amount: "trans_amount", at: "pay_date", gatewayRef: textOf(fields, "order_id") ?? "" });
      case "FAIL":
      case "REFUND":
      case "CLOSED":
        return refused(codeOf(textOf(fields, "error_code") ?? "") ?? "declined", textOf(fields, "fail_reason") ?? "the transfer failed");
      default:
        return { kind: "pending" };
    }
  };

  const done = (askedMinor: Minor, fields: JsonFields, names: { amount: string; at: string; gatewayRef: string }): PaymentAnswer => {
    const said = textOf(fields, names.amount);
    const saidMinor = said === null ? null : minorOfYuan(said);
    if (saidMinor !== askedMinor)
      return { kind: "unclear", message: `Alipay moved ${said ?? "an unnamed amount"} yuan where ${yuanOf(askedMinor)} was asked` };
    return { kind: "done", at: chinaTime(textOf(fields, names.at) ?? "") ?? now(), gatewayRef: names.gatewayRef };
  };

  /** To whom a trade's money belonged; a transfer goes nowhere else. */
  const payeeOf = async (trade: JsonFields): Promise<JsonFields | null> => {
    const said = await client.ask("alipay.trade.query", trade);
    if (said.kind === "refused") return null;
    const openId = textOf(said.fields, "buyer_open_id");
    if (openId !== null) return { identity: openId, identity_type: "ALIPAY_OPEN_ID" };
    const userId = textOf(said.fields, "buyer_user_id");
    return userId === null ? null : { identity: userId, identity_type: "ALIPAY_USER_ID" };
  };

  return {
    refund: async request => {
      const trade = tradeOf(request);
      if (request.currency !== "CNY") return NOT_CNY;
      if (trade === null) return NO_TRADE;
      const said = await client.ask("alipay.trade.refund", {
        ...trade,
        refund_amount: yuanOf(request.amountMinor),
        out_request_no: bodyOf(request.key),
      });
      return said.kind === "refused" ? refusal(said) : ((await findRefund(request)) ?? { kind: "pending" });
    },
    pay: async request => {
      if (!transfers) return notSupported("transfers are not part of this contract with Alipay");
      if (request.currency !== "CNY") return NOT_CNY;
      const trade = tradeOf(request);
      const payee = trade === null ? null : await payeeOf(trade);
      if (payee === null) return NO_TRADE;
      const said = await client.ask("alipay.fund.trans.uni.transfer", {
        out_biz_no: bodyOf(request.key),
        trans_amount: yuanOf(request.amountMinor),
        ...TRANSFER,
        order_title: "售后补偿",
        payee_info: payee,
      });
      return said.kind === "refused" ? refusal(said) : ((await findTransfer(request)) ?? { kind: "pending" });
    },
    collect: async request => {
      if (collections === null) return notSupported("Alipay charges a buyer only where they agree on their phone");
      return request.currency === "CNY" ? collections.collect(request) : NOT_CNY;
    },
    askBuyer: async (asked, place) =>
      asked.kind === "collect_payment" && collections !== null && asked.currency === "CNY" ? collections.askBuyer(asked, place) : null,
    find: async (_key, asked) => {
      switch (asked.kind) {
        case "refund_tender":
          return findRefund(asked);
        case "pay_compensation":
          return transfers ? findTransfer(asked) : null;
        case "collect_payment":
          return collections === null ? null : collections.find(asked);
      }
    },
  };
};

const TRANSFER = { product_code: "TRANS_ACCOUNT_NO_PWD", biz_scene: "DIRECT_TRANSFER" };
const NOT_CNY = refused("currency_not_supported", "Alipay refunds in CNY");
const NO_TRADE = refused("unknown_method", "Alipay knows no such trade");

type Refusal = Extract<AlipaySaid, { kind: "refused" }>;

const notFound = ({ code, message }: Refusal, absent: string, what: string): null => {
  if (code === absent) return null;
  throw new Error(`Alipay refuses ${what}: ${message}`);
};

/** A code that is not in the list may pass or hide a movement: it is no end. It is tried again, and shown to a person after that. */
const refusal = ({ code, message }: Refusal): PaymentAnswer => {
  if (code === "ACQ.DISCORDANT_REPEAT_REQUEST")
    return { kind: "unclear", message: `Alipay knows this key with another amount: ${message}` };
  const known = codeOf(code);
  if (known === null) throw new Error(`Alipay refuses with a code that is not known to be final: ${message}`);
  return refused(known, message);
};

const codeOf = (code: string): GatewayRefusal | null => CODES[code.replace(/^aop\./, "").replace(/^ACQ\./, "")] ?? null;

/** Codes of `alipay.trade.refund` and `alipay.fund.trans.uni.transfer` after which nothing has moved and the same request moves nothing. */
const CODES: Readonly<Record<string, GatewayRefusal>> = {
  SELLER_BALANCE_NOT_ENOUGH: "insufficient_balance",
  PAYER_BALANCE_NOT_ENOUGH: "insufficient_balance",
  BALANCE_IS_NOT_ENOUGH: "insufficient_balance",
  REFUND_AMT_NOT_EQUAL_TOTAL: "amount_above_captured",
  REASON_TRADE_REFUND_FEE_ERR: "amount_above_captured",
  REFUND_FEE_ERROR: "amount_above_captured",
  TRADE_NOT_EXIST: "unknown_method",
  TRADE_HAS_FINISHED: "refund_window_closed",
  TRADE_HAS_CLOSE: "method_closed",
  TRADE_STATUS_ERROR: "declined",
  TRADE_NOT_ALLOW_REFUND: "declined",
  REASON_TRADE_BEEN_FREEZEN: "declined",
  ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND: "declined",
  CUSTOMER_VALIDATE_ERROR: "declined",
  REFUND_CHARGE_ERROR: "declined",
  BUYER_ERROR: "account_abnormal",
  USER_NOT_MATCH_ERR: "account_abnormal",
  REFUND_ACCOUNT_NOT_EXIST: "account_abnormal",
  PAYEE_NOT_EXIST: "account_abnormal",
  PAYEE_ACCOUNT_STATUS_ERROR: "account_abnormal",
  PAYEE_USER_INFO_ERROR: "account_abnormal",
  EXCEED_LIMIT_SM_AMOUNT: "declined",
  EXCEED_LIMIT_DM_AMOUNT: "declined",
};
