import type { Currency } from "@amends/domain/kernel/money";
import type { LineKind } from "@amends/domain/reconciliation/gateway-line";
import { reading, type StatementForm } from "./statement-form.ts";

const DIGITS = 2;
const OFFSET = "+08:00";
const CNY = "CNY" as Currency;

/**
 * Alipay's business detail (业务明细): remarks begin with `#`, a cell may end with a tabulator. One trade is refunded many times under one number, so a refund is
 * known by the trade and its request, as the gateway's adapter names it too. The service fee is written as Alipay moves it: below nothing when it is taken.
 */
export const alipayBusinessStatement: StatementForm = {
  columns: [
    ["支付宝交易号", "交易号"],
    ["商户订单号"],
    ["业务类型"],
    ["完成时间"],
    ["订单金额（元）", "订单金额(元)"],
    ["退款批次号/请求号"],
  ],
  lineOf: row => {
    const read = reading(row);
    const trade = read.optional("支付宝交易号", "交易号");
    const amountMinor = read.minor(DIGITS, "订单金额（元）", "订单金额(元)");
    const isRefund = row.cell("业务类型").includes("退款");
    const key = isRefund ? read.optional("退款批次号/请求号") : null;
    return read.done({
      ...{ row: row.row, key, orderNo: read.optional("商户订单号"), currency: CNY, state: "done", at: read.time(OFFSET, "完成时间") },
      kind: isRefund ? "refund" : "sale",
      gatewayRef: isRefund && trade !== null && key !== null ? `${trade}/${key}` : trade,
      amountMinor: isRefund && amountMinor > 0n ? -amountMinor : amountMinor,
      feeMinor: row.cell("服务费（元）", "服务费(元)") === "" ? 0n : -read.minor(DIGITS, "服务费（元）", "服务费(元)"),
    });
  },
};

/** Alipay's account detail (账务明细): every movement of the account. It names a refund by its trade alone, so refunds there are suggested and not matched. */
export const alipayAccountStatement: StatementForm = {
  columns: [
    ["账务流水号"],
    ["业务流水号"],
    ["商户订单号"],
    ["发生时间"],
    ["收入金额（+元）", "收入金额(+元)"],
    ["支出金额（-元）", "支出金额(-元)"],
    ["业务类型"],
  ],
  lineOf: row => {
    const read = reading(row);
    const amount = (...names: readonly string[]) => (row.cell(...names) === "" ? 0n : read.minor(DIGITS, ...names));
    const outMinor = amount("支出金额（-元）", "支出金额(-元)");
    const kind = kindOf(row.cell("业务类型"));
    const orderNo = read.optional("商户订单号");
    return read.done({
      ...{ row: row.row, kind, orderNo, currency: CNY, state: "done", feeMinor: 0n, at: read.time(OFFSET, "发生时间") },
      gatewayRef: kind === "refund" ? read.optional("账务流水号") : read.optional("业务流水号"),
      key: kind === "transfer" ? orderNo : null,
      amountMinor: amount("收入金额（+元）", "收入金额(+元)") + (outMinor > 0n ? -outMinor : outMinor),
    });
  },
};

const kindOf = (type: string): LineKind => {
  if (type.includes("退款")) return "refund";
  if (type.includes("转账")) return "transfer";
  if (type.includes("收费") || type.includes("服务费")) return "fee";
  if (type.includes("提现")) return "payout";
  return type.includes("支付") || type.includes("交易") ? "sale" : "other";
};
