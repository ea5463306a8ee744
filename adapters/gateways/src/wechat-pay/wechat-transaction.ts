import type { RefundTender } from "@amends/domain/case/effect";
import { bodyOf } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Refused } from "@amends/flows/gateway-ports";
import { fieldsOf, minorOf, textOf } from "../json-fields.ts";
import { type ByTransaction, notSupported, refused, type TransactionBy, transactionOf } from "../transaction.ts";
import type { WechatClient, WechatSaid } from "./wechat-client.ts";
import { NO_TRANSACTION, NOT_CNY, refusal } from "./wechat-refusal.ts";

type ByReference = ByTransaction & Pick<RefundTender, "collectedUnder">;
type Transaction = { readonly subMchid: string | null; readonly by: "transaction_id" | "out_trade_no"; readonly no: string };

type Named = {
  readonly client: WechatClient;
  readonly transactionBy: TransactionBy;
  /** Whether a reference names the seller's account too. */
  readonly isPlatform: boolean;
  /** Whether a buyer may have paid under a key of ours. */
  readonly isCollecting: boolean;
};

/** The transactions that requests are about: which one, and what WeChat Pay knows of it. */
export const wechatTransactions = ({ client, transactionBy, isPlatform, isCollecting }: Named) => {
  const of = (request: ByReference): Transaction | null => {
    if (request.collectedUnder !== undefined && isCollecting)
      return { subMchid: null, by: "out_trade_no", no: bodyOf(request.collectedUnder) };
    const reference = transactionOf(transactionBy, request);
    if (reference === null) return null;
    const by = transactionBy === "method_ref" ? "transaction_id" : "out_trade_no";
    if (!isPlatform) return { subMchid: null, by, no: reference };
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
  const payerOf = async (request: ByReference, appid: string): Promise<string | Refused> => {
    const transaction = of(request);
    if (transaction === null) return NO_TRANSACTION;
    const said = await readTransaction(transaction);
    if (said.status !== 200) return refusal(said);
    const openid = textOf(fieldsOf(said.fields["payer"]), "openid");
    if (openid === null || textOf(said.fields, "appid") !== appid)
      return notSupported("the payer of this transaction is not known to the app that transfers");
    return openid;
  };
  return { of, capturedBy, payerOf };
};
export type WechatTransactions = ReturnType<typeof wechatTransactions>;
