import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import { ORDER_LINES_MAX } from "@amends/contract/import/native-fields";
import type { ImportFault } from "@amends/domain/order/import-error";
import type { ImportItem } from "@amends/flows/import-ports";
import { orderItems } from "./order-items.ts";
import { type CellForm, cellFormOf, columnOf, readCells } from "./read-cells.ts";
import { columnsOf, disagreement, headColumnsOf, type OrderHead, type OrderLineRow, readHead, readLine } from "./read-order-rows.ts";
import { readTable, type TableRow } from "./read-table.ts";
import { createRecent, type Recent } from "./recent.ts";

/** Of both the newest are remembered: some 10 MB each. An order that comes back after more than these others is no longer noticed. */
const ORDERS_REMEMBERED = 200_000;
const INTRODUCED_REMEMBERED = 100_000;

/**
 * Reads an operator's own table, described by a mapping, one order at a time. The rows of an order must follow each other; one that comes back later is
 * refused. An order with one faulty row is refused whole. Sellers, customers and articles go before the first order that names them.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping): AsyncGenerator<ImportItem> {
  const reading: Reading = {
    mapping,
    form: cellFormOf(mapping),
    headColumns: headColumnsOf(mapping),
    introduced: createRecent(INTRODUCED_REMEMBERED),
    ended: createRecent(ORDERS_REMEMBERED),
  };
  let open: OpenOrder | null = null;
  for await (const item of readTable(chunks, mapping.file, columnsOf(mapping))) {
    if (item.cell === null) {
      // The order in hand may go on behind the break: it is not taken.
      yield { lineNumber: item.row, ok: false, fault: item.fault };
      return;
    }
    const row = { row: item.row, cell: item.cell };
    const cells = readCells(row, reading.form);
    const orderNo = cells.text("order.externalOrderNo", mapping.order.externalOrderNo);
    const fault = item.ok ? cells.fault() : item.fault;
    if (orderNo === null) {
      const nameless = fault ?? {
        code: "csv_empty_cell",
        params: { row: row.row, column: columnOf("", mapping.order.externalOrderNo), field: "order.externalOrderNo" },
      };
      // It may be a row of the order above, which is then not whole.
      if (open === null) yield { lineNumber: row.row, ok: false, fault: nameless };
      else refuse(open, row.row, nameless);
      continue;
    }
    if (open?.orderNo !== orderNo) {
      if (open !== null) yield* finished(reading, open);
      open = begun(reading, orderNo, row);
    }
    if (fault !== null) refuse(open, row.row, fault);
    else addRow(reading, open, row);
  }
  if (open !== null) yield* finished(reading, open);
}

type Reading = {
  readonly mapping: CsvMapping;
  readonly form: CellForm;
  readonly headColumns: ReadonlyMap<string, string>;
  readonly introduced: Recent;
  readonly ended: Recent;
};

type OpenOrder = {
  readonly orderNo: string;
  readonly row: number;
  /** What the first row holds in the columns that belong to the order. */
  readonly written: ReadonlyMap<string, string>;
  head: OrderHead | null;
  readonly lines: OrderLineRow[];
  refused: { readonly row: number; readonly fault: ImportFault } | null;
};

const begun = ({ headColumns, ended }: Reading, orderNo: string, { row, cell }: TableRow): OpenOrder => {
  const written = new Map([...headColumns.keys()].map(column => [column, cell(column)]));
  const open: OpenOrder = { orderNo, row, written, head: null, lines: [], refused: null };
  if (ended.has(orderNo)) refuse(open, row, { code: "csv_rows_apart", params: { row, orderNo } });
  return open;
};

/** The first fault is the one that is told. */
const refuse = (open: OpenOrder, row: number, fault: ImportFault): void => {
  open.refused ??= { row, fault };
  open.lines.length = 0;
};

const addRow = ({ mapping, form, headColumns }: Reading, open: OpenOrder, row: TableRow): void => {
  if (open.refused !== null) return;
  if (open.lines.length >= ORDER_LINES_MAX) {
    refuse(open, row.row, { code: "csv_too_many_rows", params: { row: open.row, max: ORDER_LINES_MAX } });
    return;
  }
  const cells = readCells(row, form);
  open.head ??= readHead(mapping, cells);
  open.lines.push(readLine(mapping, cells));
  const fault = cells.fault() ?? disagreement(headColumns, open, row);
  if (fault !== null) refuse(open, row.row, fault);
};

function* finished({ mapping, introduced, ended }: Reading, open: OpenOrder): Generator<ImportItem> {
  ended.add(open.orderNo);
  const { orderNo, row, head, lines, refused } = open;
  if (refused !== null) yield { lineNumber: refused.row, ok: false, fault: refused.fault };
  if (refused !== null || head === null) return;
  yield* orderItems(mapping, { orderNo, row, head, lines }, introduced);
}
