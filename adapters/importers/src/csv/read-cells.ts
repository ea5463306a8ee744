import type { TextCell } from "@amends/contract/import/csv-cells";
import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import { parseDecimal } from "@amends/domain/kernel/decimal";
import type { Minor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import { type AmountReader, createAmountReader } from "./parse-amount.ts";
import { createTimeReader, type TimeReader } from "./parse-time.ts";
import type { TableRow } from "./read-table.ts";

/** How the cells of one file are read, made once a file. */
export type CellForm = {
  readonly amountOf: AmountReader;
  readonly timeOf: TimeReader;
  readonly decimals: number;
  readonly formats: string;
  readonly excelText: boolean;
};

export const cellFormOf = ({ amount, time, file }: CsvMapping): CellForm => ({
  amountOf: createAmountReader(amount),
  timeOf: createTimeReader(time.formats, time.offset),
  decimals: amount.decimals,
  formats: time.formats.join(", "),
  excelText: file.excelText,
});

/**
 * The fields of one row. The first fault is kept and the reading goes on, so that a reader of twenty fields need not ask after each; what is returned after a
 * fault is never used, because the order is refused with it.
 */
export type Cells = {
  readonly row: number;
  readonly text: (field: string, cell: TextCell | undefined) => string | null;
  readonly required: (field: string, cell: TextCell) => string;
  readonly amount: (field: string, cell: TextCell | undefined) => Minor | null;
  /** Pieces: at least `min`. */
  readonly count: (field: string, cell: TextCell | undefined, min: 0 | 1) => number | null;
  /** Days, multiples, grams: whatever whole number the record then takes. */
  readonly whole: (field: string, cell: TextCell | undefined) => number | null;
  readonly time: (field: string, cell: TextCell | undefined) => string | null;
  readonly refuse: (fault: ImportFault) => void;
  readonly fault: () => ImportFault | null;
};

export const columnOf = (field: string, cell: TextCell | undefined): string =>
  cell !== undefined && "column" in cell ? cell.column : field;

/** A formula begins with `=`; Excel also takes `+`, `-` and `@`, which begin many a name, so there the call or the pipe of a formula is looked for. */
const FORMULA = /^=|^[+\-@](?=.*[(|!])/;
const EXCEL_TEXT = /^="([^"]*)"$/;
const QUANTITY_MAX = 1_000_000;

export const readCells = ({ row, cell: contentOf }: TableRow, form: CellForm): Cells => {
  let kept: ImportFault | null = null;
  const refuse = (fault: ImportFault): void => {
    kept ??= fault;
  };
  const text = (field: string, cell: TextCell | undefined): string | null => {
    if (cell === undefined) return null;
    if ("value" in cell) return cell.value;
    const written = contentOf(cell.column);
    const content = form.excelText ? written.replace(EXCEL_TEXT, "$1").trim() : written;
    if (FORMULA.test(content)) refuse({ code: "csv_formula_cell", params: { row, column: cell.column } });
    if (content === "") return cell.default ?? null;
    if (cell.values === undefined) return content;
    const known = Object.hasOwn(cell.values, content) ? cell.values[content] : cell.values["*"];
    if (known === undefined) refuse({ code: "csv_value_not_mapped", params: { row, column: cell.column, field } });
    return known ?? null;
  };
  const required = (field: string, cell: TextCell): string => {
    const content = text(field, cell);
    if (content === null) refuse({ code: "csv_empty_cell", params: { row, column: columnOf(field, cell), field } });
    return content ?? "";
  };
  const amount = (field: string, cell: TextCell | undefined): Minor | null => {
    const content = text(field, cell);
    if (content === null) return null;
    const minor = form.amountOf(content);
    const column = columnOf(field, cell);
    if (minor === null) refuse({ code: "csv_not_an_amount", params: { row, column, digits: form.decimals } });
    else if (minor < 0n) refuse({ code: "csv_negative_amount", params: { row, column } });
    return minor;
  };
  const count = (field: string, cell: TextCell | undefined, min: 0 | 1): number | null => {
    const content = text(field, cell);
    if (content === null) return null;
    // A spreadsheet may write 2 as 2.00.
    const decimal = parseDecimal(content);
    const column = columnOf(field, cell);
    if (decimal !== null && decimal.coefficient < 0n) refuse({ code: "csv_negative_quantity", params: { row, column } });
    else if (decimal === null || decimal.scale > 0 || decimal.coefficient < BigInt(min) || decimal.coefficient > BigInt(QUANTITY_MAX))
      refuse(
        min === 1 ? { code: "csv_not_a_quantity", params: { row, column } } : { code: "csv_not_a_number", params: { row, column, field } },
      );
    return decimal === null ? null : Number(decimal.coefficient);
  };
  const whole = (field: string, cell: TextCell | undefined): number | null => {
    const content = text(field, cell);
    if (content === null) return null;
    const decimal = parseDecimal(content);
    const number = decimal === null || decimal.scale > 0 ? Number.NaN : Number(decimal.coefficient);
    if (Number.isSafeInteger(number) && number >= 0) return number;
    refuse({ code: "csv_not_a_number", params: { row, column: columnOf(field, cell), field } });
    return null;
  };
  const time = (field: string, cell: TextCell | undefined): string | null => {
    const content = text(field, cell);
    if (content === null) return null;
    const iso = form.timeOf(content);
    if (iso === null) refuse({ code: "csv_not_a_time", params: { row, column: columnOf(field, cell), formats: form.formats } });
    return iso;
  };
  return { row, text, required, amount, count, whole, time, refuse, fault: () => kept };
};
