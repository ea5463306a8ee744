import { createSign, createVerify } from "node:crypto";
import { china, type LocalPartner, type Said, serveLocally } from "./local-partner.ts";

type Biz = Readonly<Record<string, unknown>>;
type Trade = { readonly tradeNo: string; readonly outTradeNo: string; readonly totalFen: number; refusesWith?: string };
type Refund = { readonly tradeNo: string; readonly fen: number; ended: boolean; readonly at: number };
type Transfer = { readonly fen: number; status: "SUCCESS" | "DEALING" | "FAIL"; readonly to: unknown; readonly at: number };

export type AlipayServer = LocalPartner & {
  readonly trades: Map<string, Trade>;
  readonly refunds: Map<string, Refund>;
  readonly transfers: Map<string, Transfer>;
  /** Trades that a buyer was asked to pay, by our key. */
  readonly payments: Map<string, { readonly biz: Biz; status: "WAIT_BUYER_PAY" | "TRADE_SUCCESS" | "TRADE_CLOSED" }>;
  /** The buyer opens a signed page of ours: false where it is not signed by the app. */
  readonly opensPage: (url: string) => boolean;
  readonly asked: string[];
  /** From now on refunds and transfers are taken and end later. */
  processing: boolean;
  /** Signs with a key that is not Alipay's. */
  forging: boolean;
  readonly notice: (fields: Readonly<Record<string, string>>) => string;
};

type Keys = { readonly appPublicKey: string; readonly privateKey: string; readonly strangerKey: string };

/** The parts of Alipay's open gateway that refund and transfer: requests that are not signed by the app are turned away, every answer is signed. */
export const startAlipay = async ({ appPublicKey, privateKey, strangerKey }: Keys): Promise<AlipayServer> => {
  const signed = (text: string, key: string) => createSign("RSA-SHA256").update(text, "utf8").sign(key, "base64");
  const state = { processing: false, forging: false };
  const trades = new Map<string, Trade>([
    ["T-1", { tradeNo: "T-1", outTradeNo: "N-1", totalFen: 1_000_000 }],
    ["T-2", { tradeNo: "T-2", outTradeNo: "N-2", totalFen: 1000 }],
  ]);
  const refunds = new Map<string, Refund>();
  const transfers = new Map<string, Transfer>();
  const payments: AlipayServer["payments"] = new Map();
  const asked: string[] = [];

  const prepaid = (biz: Biz) => {
    const key = String(biz["out_trade_no"]);
    if (payments.get(key)?.status === "TRADE_SUCCESS") return no("ACQ.TRADE_HAS_SUCCESS");
    payments.set(key, payments.get(key) ?? { biz, status: "WAIT_BUYER_PAY" });
    return yes({ out_trade_no: key, qr_code: `https://qr.alipay.com/${key}` });
  };
  const tradeQuery = (biz: Biz) => {
    const key = String(biz["out_trade_no"]);
    const own = payments.get(key);
    if (own !== undefined)
      return yes({
        ...{ out_trade_no: key, trade_no: `T-${key}`, trade_status: own.status, total_amount: own.biz["total_amount"] },
        ...(own.status === "TRADE_SUCCESS" ? { send_pay_date: china(Date.parse("2026-03-02T02:00:00Z")) } : {}),
      });
    return tradeOf(biz) === undefined ? no("ACQ.TRADE_NOT_EXIST") : yes({ buyer_open_id: "open-7" });
  };
  const close = (biz: Biz) => {
    const own = payments.get(String(biz["out_trade_no"]));
    if (own === undefined) return no("ACQ.TRADE_NOT_EXIST");
    if (own.status === "TRADE_SUCCESS") return no("ACQ.REASON_TRADE_STATUS_INVALID");
    own.status = "TRADE_CLOSED";
    return yes({});
  };
  const paidTrades = (): readonly Trade[] =>
    [...payments].flatMap(([key, { biz, status }]) =>
      status === "TRADE_SUCCESS" ? [{ tradeNo: `T-${key}`, outTradeNo: key, totalFen: fenOf(biz["total_amount"]) }] : [],
    );
  const tradeOf = (biz: Biz): Trade | undefined =>
    [...trades.values(), ...paidTrades()].find(trade => trade.tradeNo === biz["trade_no"] || trade.outTradeNo === biz["out_trade_no"]);
  const refundedFen = (tradeNo: string) => [...refunds.values()].reduce((sum, each) => sum + (each.tradeNo === tradeNo ? each.fen : 0), 0);
  const refund = (biz: Biz) => {
    const trade = tradeOf(biz);
    if (trade === undefined) return no("ACQ.TRADE_NOT_EXIST");
    if (trade.refusesWith !== undefined) return no(trade.refusesWith);
    const key = String(biz["out_request_no"]);
    const fen = fenOf(biz["refund_amount"]);
    const known = refunds.get(key);
    if (known !== undefined && known.fen !== fen) return no("ACQ.DISCORDANT_REPEAT_REQUEST");
    if (known === undefined) {
      if (refundedFen(trade.tradeNo) + fen > trade.totalFen) return no("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
      refunds.set(key, { tradeNo: trade.tradeNo, fen, ended: !state.processing, at: Date.now() });
    }
    return yes({ trade_no: trade.tradeNo, fund_change: known === undefined ? "Y" : "N", refund_fee: yuan(refundedFen(trade.tradeNo)) });
  };
  const refundQuery = (biz: Biz) => {
    const trade = tradeOf(biz);
    if (trade === undefined) return no("ACQ.TRADE_NOT_EXIST");
    const found = refunds.get(String(biz["out_request_no"]));
    if (found === undefined || !found.ended) return yes({});
    return yes({
      trade_no: found.tradeNo,
      out_request_no: biz["out_request_no"],
      refund_amount: yuan(found.fen),
      refund_status: "REFUND_SUCCESS",
      gmt_refund_pay: china(found.at),
    });
  };
  const transfer = (biz: Biz) => {
    const key = String(biz["out_biz_no"]);
    const known = transfers.get(key) ?? {
      fen: fenOf(biz["trans_amount"]),
      status: state.processing ? "DEALING" : "SUCCESS",
      to: biz["payee_info"],
      at: Date.now(),
    };
    transfers.set(key, known);
    return yes({ out_biz_no: key, order_id: `O-${key}`, status: known.status });
  };
  const transferQuery = (biz: Biz) => {
    const key = String(biz["out_biz_no"]);
    const found = transfers.get(key);
    if (found === undefined) return no("ORDER_NOT_EXIST");
    const failed = found.status === "FAIL" ? { error_code: "PAYEE_NOT_EXIST", fail_reason: "no such payee" } : {};
    return yes({ order_id: `O-${key}`, status: found.status, trans_amount: yuan(found.fen), pay_date: china(found.at), ...failed });
  };
  const methods: Readonly<Record<string, (biz: Biz) => object>> = {
    "alipay.trade.refund": refund,
    "alipay.trade.fastpay.refund.query": refundQuery,
    "alipay.trade.query": tradeQuery,
    "alipay.trade.precreate": prepaid,
    "alipay.trade.close": close,
    "alipay.fund.trans.uni.transfer": transfer,
    "alipay.fund.trans.common.query": transferQuery,
  };

  const isSigned = (params: URLSearchParams): boolean => {
    const toSign = [...params]
      .filter(([name]) => name !== "sign")
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    return createVerify("RSA-SHA256")
      .update(toSign, "utf8")
      .verify(appPublicKey, params.get("sign") ?? "", "base64");
  };
  const partner = await serveLocally(({ path, body }): Said => {
    const params = new URLSearchParams([...new URL(path, "http://alipay").searchParams, ...new URLSearchParams(body)]);
    const method = params.get("method") ?? "";
    asked.push(method);
    const run = methods[method];
    const said =
      !isSigned(params) || run === undefined
        ? { code: "40002", msg: "Invalid Arguments", sub_code: "isv.invalid-signature" }
        : run(JSON.parse(params.get("biz_content") ?? "{}"));
    const content = JSON.stringify(said);
    const sign = signed(content, state.forging ? strangerKey : privateKey);
    return { status: 200, body: `{"${method.replaceAll(".", "_")}_response":${content},"sign":"${sign}"}` };
  });
  const notice: AlipayServer["notice"] = fields => {
    const text = Object.entries(fields)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    return new URLSearchParams({ ...fields, sign_type: "RSA2", sign: signed(text, privateKey) }).toString();
  };
  const opensPage = (url: string): boolean => {
    const params = new URL(url).searchParams;
    if (params.get("method") !== "alipay.trade.wap.pay" || !isSigned(params)) return false;
    prepaid(JSON.parse(params.get("biz_content") ?? "{}"));
    return true;
  };
  return Object.assign(state, partner, { trades, refunds, transfers, payments, opensPage, asked, notice });
};

const yes = (fields: object) => ({ code: "10000", msg: "Success", ...fields });
const no = (subCode: string) =>
  subCode.endsWith("SYSTEM_ERROR")
    ? { code: "20000", msg: "Service Currently Unavailable", sub_code: subCode }
    : { code: "40004", msg: "Business Failed", sub_code: subCode, sub_msg: "not possible" };
const fenOf = (text: unknown): number => Math.round(Number(text) * 100);
const yuan = (fen: number): string => (fen / 100).toFixed(2);
