import type { EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PaymentGateway } from "@amends/flows/gateway-ports";
import { notSupported, type TransactionBy } from "../transaction.ts";
import type { WechatClient } from "./wechat-client.ts";
import { type WechatCollecting, wechatCollections } from "./wechat-collect.ts";
import { type WechatRefunding, type WechatRefunds, wechatRefunds } from "./wechat-refund.ts";
import { NOT_CNY } from "./wechat-refusal.ts";
import { wechatTransactions } from "./wechat-transaction.ts";
import { type WechatTransferring, wechatTransfers } from "./wechat-transfer.ts";

export type WechatOptions = WechatRefunding & {
  readonly client: WechatClient;
  readonly transactionBy: TransactionBy;
  /** How a buyer pays a difference; null where the contract has no such product. */
  readonly collecting: WechatCollecting | null;
  /** Compensation by transfer (商家转账); null where the contract has none. */
  readonly transferring: WechatTransferring | null;
  readonly now: () => Instant;
};

export type WechatGateway = PaymentGateway & Pick<WechatRefunds, "applyAbnormalRefund" | "returnAdvance">;

/**
 * Refunds a transaction. Before the first request the transaction is read, because WeChat Pay wants its total and must not be asked for more. Charging a
 * buyer and transferring to one both wait until the buyer has agreed on their phone.
 */
export const createWechatGateway = (options: WechatOptions): WechatGateway => {
  const { client, transactionBy, platform, collecting, transferring, now } = options;
  const transactions = wechatTransactions({ client, transactionBy, isPlatform: platform !== null, isCollecting: collecting !== null });
  const refunds = wechatRefunds({ ...options, transactions });
  const collections = collecting === null ? null : wechatCollections(client, collecting, now);
  const transfers =
    transferring === null ? null : wechatTransfers(client, transferring, request => transactions.payerOf(request, transferring.appid), now);
  return {
    applyAbnormalRefund: refunds.applyAbnormalRefund,
    returnAdvance: refunds.returnAdvance,
    refund: refunds.refund,
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
        case "refund_tender":
          return refunds.find(asked);
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
