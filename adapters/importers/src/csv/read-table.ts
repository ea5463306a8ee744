import type { ImportFault } from "@amends/domain/order/import-error";
import { type CsvForm, readRows } from "./read-rows.ts";

export type TableRow = {
  readonly row: number;
  /** The text of a column that was asked for, without the blanks around it. */
  readonly cell: (column: string) => string;
};

export type TableItem =
  | ({ readonly ok: true } & TableRow)
  /** What stood there all the same, to find out which order lacks a row. */
  | ({ readonly ok: false; readonly fault: ImportFault } & TableRow)
  /** Nothing after it is read. */
  | { readonly ok: false; readonly fault: ImportFault; readonly row: number; readonly cell: null };

/** Rows under a header. Only the columns asked for are looked at; what is wrong with the header ends the table before its first row. */
export async function* readTable(chunks: AsyncIterable<Uint8Array>, form: CsvForm, columns: readonly string[]): AsyncGenerator<TableItem> {
  let places: ReadonlyMap<string, number> | null = null;
  let width = 0;
  for await (const item of readRows(chunks, form)) {
    const { row } = item;
    if (!item.ok) {
      yield { ok: false, row, fault: item.fault, cell: null };
      return;
    }
    if (places === null) {
      const header = item.cells.map(name => name.trim());
      const fault = headerFault(header, columns, form);
      if (fault !== null) {
        yield { ok: false, row, fault, cell: null };
        return;
      }
      width = header.length;
      places = new Map(columns.map(column => [column, header.indexOf(column)]));
      continue;
    }
    yield tableItem(row, item.cells, width, places, form);
  }
  if (places === null) yield { ok: false, row: 1, fault: { code: "csv_no_header", params: {} }, cell: null };
}

/** U+FFFD is what a decoder leaves where bytes were no text; NUL is what UTF-16 looks like when it is read as something else. */
const UNREADABLE = /[\ufffd\0]/;

const headerFault = (header: readonly string[], columns: readonly string[], { encoding }: CsvForm): ImportFault | null => {
  const unread = header.findIndex(name => UNREADABLE.test(name));
  if (unread !== -1) return { code: "csv_not_in_encoding", params: { row: 1, column: `${unread + 1}`, encoding } };
  const missing = columns.find(column => !header.includes(column));
  if (missing !== undefined) return { code: "csv_missing_column", params: { column: missing } };
  const twice = columns.find(column => header.indexOf(column) !== header.lastIndexOf(column));
  return twice === undefined ? null : { code: "csv_duplicate_column", params: { column: twice } };
};

const tableItem = (
  row: number,
  cells: readonly string[],
  width: number,
  places: ReadonlyMap<string, number>,
  { encoding }: CsvForm,
): TableItem => {
  const cell = (column: string): string => cells[places.get(column) ?? -1]?.trim() ?? "";
  if (cells.length !== width) {
    return { ok: false, row, fault: { code: "csv_wrong_cell_count", params: { row, cells: cells.length, columns: width } }, cell };
  }
  for (const column of places.keys())
    if (UNREADABLE.test(cell(column)))
      return { ok: false, row, fault: { code: "csv_not_in_encoding", params: { row, column, encoding } }, cell };
  return { ok: true, row, cell };
};
