import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type CsvMapping, csvMapping } from "@amends/contract/import/csv-mapping";
import { parseDecimal } from "@amends/domain/kernel/decimal";
import type { Minor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import { openBytes } from "../csv/open-bytes.ts";
import { type Cells, cellFormOf, readCells } from "../csv/read-cells.ts";
import { columnsOf } from "../csv/read-order-rows.ts";
import { readTable } from "../csv/read-table.ts";

/** The set as a mapping: what it does not say (deliveries, ways of paying, categories) is one fixed value for all of it. */
export const UCI_MAPPING: CsvMapping = csvMapping.parse({
  version: 1,
  source: "uci-online-retail",
  time: { formats: ["YYYY-MM-DD HH:mm:ss", "M/D/YYYY H:mm"], offset: "+00:00" },
  order: {
    externalOrderNo: { column: "InvoiceNo" },
    currency: { value: "GBP" },
    placedAt: { column: "InvoiceDate" },
    tenderKind: { value: "card" },
  },
  customer: { externalId: { column: "CustomerID", default: "guest" } },
  seller: { externalId: { value: "uci-online-retail" }, name: { value: "Online Retail" } },
  line: {
    skuId: { column: "StockCode" },
    name: { column: "Description", default: "(no description)" },
    category: { value: "general" },
    quantity: { column: "Quantity" },
    unitPrice: { column: "UnitPrice" },
  },
});

export type SaleRow = {
  /** Which row of which file, unique over all of them. */
  readonly place: string;
  readonly file: string;
  readonly row: number;
  readonly invoice: string;
  readonly article: string;
  /** null: the set does not say who. */
  readonly customer: string | null;
} & (
  | { readonly kind: "purchase"; readonly quantity: number; readonly cells: Cells }
  | { readonly kind: "cancellation"; readonly quantity: number; readonly unitPriceMinor: Minor; readonly at: string }
  | { readonly kind: "set_aside"; readonly fault: ImportFault }
  /** Something of the row cannot be read; null where nothing after it is read. */
  | { readonly kind: "broken"; readonly fault: ImportFault; readonly ends: boolean }
);

const FORM = cellFormOf(UCI_MAPPING);
const COLUMNS = columnsOf(UCI_MAPPING);

/** One file, or the months of a folder in the order of their names, which is the order of time. */
export const filesOf = async (path: string): Promise<readonly string[]> => {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter(name => /\.csv(\.gz)?$/.test(name)).sort();
  return names.map(name => join(path, name));
};

export async function* readSales(files: readonly string[]): AsyncGenerator<SaleRow> {
  for (const path of files) {
    const file = basename(path);
    for await (const item of readTable(openBytes(path), UCI_MAPPING.file, COLUMNS)) {
      const place = `${file}:${item.row}`;
      if (item.cell === null)
        yield { place, file, row: item.row, invoice: "", article: "", customer: null, kind: "broken", fault: item.fault, ends: true };
      else if (item.ok) yield saleOf(place, file, readCells(item, FORM), item.cell);
      else yield { ...namesOf(item.cell), place, file, row: item.row, kind: "broken", fault: item.fault, ends: false };
    }
  }
}

const namesOf = (cell: (column: string) => string) => ({
  invoice: cell("InvoiceNo"),
  article: cell("StockCode"),
  // The set was once a table of floats: 17850 is written 17850.0.
  customer: cell("CustomerID").replace(/\.0$/, "") || null,
});

/** An invoice beginning with C takes back; one beginning with A is a bad debt; a negative quantity elsewhere corrects the stock. */
const saleOf = (place: string, file: string, cells: Cells, cell: (column: string) => string): SaleRow => {
  const { row } = cells;
  const names = { ...namesOf(cell), place, file, row };
  const written = parseDecimal(cell("Quantity"));
  if (written === null || written.scale > 0)
    return { ...names, kind: "broken", fault: { code: "csv_not_a_quantity", params: { row, column: "Quantity" } }, ends: false };
  const quantity = Number(written.coefficient);
  const setAside = (reason: string): SaleRow => ({ ...names, kind: "set_aside", fault: { code: "not_a_sale", params: { row, reason } } });
  if (names.invoice.startsWith("A")) return setAside("InvoiceNo A…");
  if (!names.invoice.startsWith("C")) return quantity > 0 ? { ...names, kind: "purchase", quantity, cells } : setAside("Quantity ≤ 0");
  const unitPriceMinor = cells.amount("line.unitPrice", UCI_MAPPING.line.unitPrice);
  const at = cells.time("order.placedAt", UCI_MAPPING.order.placedAt);
  const fault = cells.fault();
  if (fault !== null || unitPriceMinor === null || at === null)
    return {
      ...names,
      kind: "broken",
      fault: fault ?? { code: "csv_empty_cell", params: { row, column: "UnitPrice", field: "line.unitPrice" } },
      ends: false,
    };
  return quantity < 0
    ? { ...names, kind: "cancellation", quantity: -quantity, unitPriceMinor, at }
    : setAside("InvoiceNo C…, Quantity ≥ 0");
};
