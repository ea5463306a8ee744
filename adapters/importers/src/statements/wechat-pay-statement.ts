import type { Currency } from "@amends/domain/kernel/money";
import { type Instant, latest } from "@amends/domain/kernel/time";
import type { LineState } from "@amends/domain/reconciliation/gateway-line";
import { minorOf, type RowFault, reading, rowFault, type StatementForm } from "./statement-form.ts";

const DIGITS = 2;
const OFFSET = "+08:00";

/**
 * WeChat Pay's trade bill (交易账单), all of it or refunds alone: Chinese header, a grave accent before each cell, the totals in the last two rows. In the bill
 * of everything a refund's row may carry the time of the sale: it is of the day the bill is of.
 */
export const wechatPayStatement = (from: Instant): StatementForm => ({
  columns: [["交易时间"], ["微信订单号"], ["商户订单号"], ["交易状态"], ["货币种类"], ["手续费"]],
  accountOf: row => row.cell("商户号") || null,
  lineOf: row => {
    const read = reading(row);
    const currency: Currency = read.currency("货币种类");
    const feeMinor = read.minor(DIGITS, "手续费");
    const orderNo = read.optional("商户订单号");
    const soldAt = read.time(OFFSET, "交易时间");
    switch (row.cell("交易状态")) {
      case "SUCCESS": {
        const amountMinor = read.minor(DIGITS, "订单金额", "应结订单金额", "总金额");
        const gatewayRef = read.optional("微信订单号");
        return read.done({
          row: row.row,
          kind: "sale",
          gatewayRef,
          key: null,
          orderNo,
          amountMinor,
          feeMinor,
          currency,
          at: soldAt,
          state: "done",
        });
      }
      case "REFUND":
      case "REVOKED": {
        const askedMinor = row.cell("申请退款金额") === "" ? 0n : read.minor(DIGITS, "申请退款金额");
        const amountMinor = askedMinor === 0n ? read.minor(DIGITS, "退款金额") : askedMinor;
        const ended = row.cell("退款成功时间", "退款申请时间");
        const state = STATES[row.cell("退款状态")];
        if (state === undefined) read.refuse("statement_bad_value", "退款状态");
        return read.done({
          ...{ row: row.row, kind: "refund", gatewayRef: read.optional("微信退款单号"), key: read.optional("商户退款单号"), orderNo },
          ...{ amountMinor: -amountMinor, feeMinor, currency, state: state ?? "done" },
          at: ended === "" ? latest(soldAt, from) : read.time(OFFSET, "退款成功时间", "退款申请时间"),
        });
      }
      default:
        return rowFault("statement_bad_value", { column: "交易状态" });
    }
  },
  totals: {
    isHeader: cells => cells[0] === "总交易单数",
    isAlways: true,
    check: (header, cells, { lines, refundMinor, feeMinor }) => {
      const faults: RowFault[] = [];
      const said = (...names: readonly string[]): string | null => cells[header.findIndex(name => names.includes(name))] ?? null;
      if (cells[0] !== String(lines)) faults.push(rowFault("statement_count_differs", { said: cells[0] ?? "", found: lines }));
      const fees = said("手续费总金额");
      const refunds = said("申请退款总金额") ?? said("退款总金额", "总退款金额");
      if (fees !== null && minorOf(fees, DIGITS) !== feeMinor) faults.push(rowFault("statement_sum_differs", { column: "手续费总金额" }));
      if (refunds !== null && minorOf(refunds, DIGITS) !== -refundMinor)
        faults.push(rowFault("statement_sum_differs", { column: "退款总金额" }));
      return faults;
    },
  },
});

const STATES: Readonly<Record<string, LineState>> = {
  SUCCESS: "done",
  PROCESSING: "pending",
  FAIL: "failed",
  CHANGE: "failed",
  "": "done",
};
