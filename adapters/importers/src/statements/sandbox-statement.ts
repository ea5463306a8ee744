import { LINE_KINDS, LINE_STATES } from "@amends/domain/reconciliation/gateway-line";
import { minorDigits, minorOf, reading, rowFault, type StatementForm } from "./statement-form.ts";

/** What the sandbox bank writes of its own books: amounts with their sign, times in UTC, and in the last row how many lines there were and their sum. */
export const sandboxStatement: StatementForm = {
  columns: [["gateway_ref"], ["key"], ["kind"], ["order_no"], ["amount"], ["currency"], ["at"], ["state"]],
  lineOf: row => {
    const read = reading(row);
    const currency = read.currency("currency");
    const kind = LINE_KINDS.find(known => known === row.cell("kind"));
    const state = LINE_STATES.find(known => known === row.cell("state"));
    if (kind === undefined) return rowFault("statement_bad_value", { column: "kind" });
    if (state === undefined) return rowFault("statement_bad_value", { column: "state" });
    return read.done({
      ...{ row: row.row, kind, state, currency, feeMinor: 0n },
      ...{ gatewayRef: read.optional("gateway_ref"), key: read.optional("key"), orderNo: read.optional("order_no") },
      amountMinor: read.minor(minorDigits(currency), "amount"),
      at: read.time("Z", "at"),
    });
  },
  totals: {
    isHeader: cells => cells[0] === "total_lines",
    isAlways: true,
    check: (_header, cells, { lines, amountMinor }) => [
      ...(cells[0] === String(lines) ? [] : [rowFault("statement_count_differs", { said: cells[0] ?? "", found: lines })]),
      ...(minorOf(cells[1] ?? "", 2) === amountMinor ? [] : [rowFault("statement_sum_differs", { column: "total_amount" })]),
    ],
  },
};
