import type { TextCell } from "@amends/contract/import/csv-cells";
import type { StatementMapping } from "@amends/contract/import/statement-mapping";
import { isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { LINE_KINDS, LINE_STATES } from "@amends/domain/reconciliation/gateway-line";
import { createAmountReader } from "../csv/parse-amount.ts";
import { createTimeReader } from "../csv/parse-time.ts";
import { type Row, type RowFault, rowFault, type StatementForm } from "./statement-form.ts";

/** Any other table of movements, as a mapping describes it. */
export const mappedStatement = ({ line, amount, time }: StatementMapping): StatementForm => {
  const amountOf = createAmountReader(amount);
  const timeOf = createTimeReader(time.formats, time.offset);
  const cells: readonly (TextCell | undefined)[] = Object.values(line);
  return {
    columns: cells.flatMap(cell => (cell !== undefined && "column" in cell ? [[cell.column]] : [])),
    lineOf: row => {
      let fault: RowFault | null = null;
      const wrong = (code: RowFault["code"], cell: TextCell): void => {
        fault ??= rowFault(code, { column: "column" in cell ? cell.column : cell.value });
      };
      const optional = (cell: TextCell | undefined): string | null => (cell === undefined ? null : textOf(row, cell, wrong));
      const required = (cell: TextCell): string => {
        const text = textOf(row, cell, wrong);
        if (text === null) wrong("statement_cell_missing", cell);
        return text ?? "";
      };
      const minor = (cell: TextCell) => {
        const found = amountOf(required(cell));
        if (found === null) wrong("statement_bad_amount", cell);
        return found ?? 0n;
      };
      const iso = timeOf(required(line.at));
      if (iso === null) wrong("statement_bad_time", line.at);
      const kind = LINE_KINDS.find(known => known === required(line.kind));
      if (kind === undefined) wrong("statement_bad_value", line.kind);
      const state = line.state === undefined ? "done" : LINE_STATES.find(known => known === optional(line.state));
      if (state === undefined && line.state !== undefined) wrong("statement_bad_value", line.state);
      const currency = required(line.currency).toUpperCase();
      if (!isCurrency(currency)) {
        wrong("statement_bad_value", line.currency);
        return fault ?? null;
      }
      const written = minor(line.amount);
      const direction = optional(line.direction);
      const sizeMinor = written < 0n ? -written : written;
      const amountMinor = direction === null ? written : direction === "out" ? -sizeMinor : sizeMinor;
      return (
        fault ?? {
          ...{ row: row.row, kind: kind ?? "other", state: state ?? "done", currency, amountMinor },
          ...{ gatewayRef: optional(line.gatewayRef), key: optional(line.key), orderNo: optional(line.orderNo) },
          feeMinor: line.fee === undefined ? 0n : minor(line.fee),
          at: instant(Date.parse(iso ?? "1970-01-01T00:00:00Z")),
        }
      );
    },
  };
};

const textOf = ({ cell }: Row, of: TextCell, wrong: (code: RowFault["code"], cell: TextCell) => void): string | null => {
  if ("value" in of) return of.value;
  const content = cell(of.column);
  if (content === "") return of.default ?? null;
  if (of.values === undefined) return content;
  const known = Object.hasOwn(of.values, content) ? of.values[content] : of.values["*"];
  if (known === undefined) wrong("statement_bad_value", of);
  return known ?? null;
};
