import type { ImportFault } from "@amends/domain/order/import-error";
import type { CancellationTally, ImportItem } from "@amends/flows/import-ports";
import { orderItems } from "../csv/order-items.ts";
import { type OrderHead, type OrderLineRow, readHead, readLine } from "../csv/read-order-rows.ts";
import { createRecent, type Recent } from "../csv/recent.ts";
import { isArticle, type MatchedCancellations, matchCancellations } from "./match-cancellations.ts";
import { filesOf, readSales, type SaleRow, UCI_MAPPING } from "./read-sales.ts";

/**
 * UCI Online Retail (Chen, 2015) from a CSV file or a folder of them: an invoice is an order, and what was cancelled of it stands as cancelled pieces on the
 * line it was bought on. A cancellation that fits no purchase is told with its row. The files are read three times, in constant memory but for the
 * cancellations themselves. A guest, whom the set gives no number, is a customer of one invoice.
 */
export async function* readUciOnlineRetail(path: string, onMatched: (tally: CancellationTally) => void): AsyncGenerator<ImportItem> {
  const files = await filesOf(path);
  const matched = await matchCancellations(() => readSales(files));
  onMatched(matched.tally);
  const reading = { introduced: createRecent(REMEMBERED), ended: createRecent(REMEMBERED), many: files.length > 1 };
  let open: OpenInvoice | null = null;
  for await (const sale of readSales(files)) {
    if (open !== null && open.invoice !== sale.invoice) {
      yield* finished(reading, open);
      open = null;
    }
    if (sale.kind === "purchase") {
      open ??= begun(reading, sale);
      addPurchase(open, sale, matched);
    } else if (sale.kind === "broken" && !sale.ends) {
      open ??= begun(reading, sale);
      open.fault ??= { row: sale.row, fault: sale.fault };
    } else {
      const fault = sale.kind === "cancellation" ? matched.unmatched.get(sale.place) : sale.fault;
      if (fault !== undefined) yield refused(reading, sale.row, sale.file, fault);
    }
  }
  if (open !== null) yield* finished(reading, open);
}

/** Invoices and articles; a year of the set has 25,900 and 4,070. */
const REMEMBERED = 100_000;

type Reading = { readonly introduced: Recent; readonly ended: Recent; readonly many: boolean };

type OpenInvoice = {
  readonly invoice: string;
  readonly file: string;
  readonly row: number;
  head: OrderHead | null;
  readonly lines: OrderLineRow[];
  fault: { readonly row: number; readonly fault: ImportFault } | null;
};

const begun = ({ ended }: Reading, { invoice, file, row }: SaleRow): OpenInvoice => {
  const fault: OpenInvoice["fault"] = ended.has(invoice)
    ? { row, fault: { code: "csv_rows_apart", params: { row, orderNo: invoice } } }
    : null;
  return { invoice, file, row, head: null, lines: [], fault };
};

const addPurchase = (
  open: OpenInvoice,
  sale: Extract<SaleRow, { readonly kind: "purchase" }>,
  { cancelled, changedAt }: MatchedCancellations,
): void => {
  const { cells, customer, invoice, article, place } = sale;
  open.head ??= headOf(readHead(UCI_MAPPING, cells), customer ?? `guest-${invoice}`, changedAt.get(invoice) ?? null);
  open.lines.push({
    ...readLine(UCI_MAPPING, cells),
    goods: isArticle(article) ? "physical" : "service",
    cancelledQuantity: cancelled.get(place) ?? 0,
  });
  const fault = cells.fault();
  if (fault !== null) open.fault ??= { row: sale.row, fault };
};

/** A later month may cancel what an earlier one sold: the order then has a later version. */
const headOf = (head: OrderHead, externalId: string, changedAt: string | null): OrderHead => ({
  ...head,
  customer: { ...head.customer, externalId },
  updatedAt: changedAt ?? head.placedAt,
});

function* finished(reading: Reading, { invoice, file, row, head, lines, fault }: OpenInvoice): Generator<ImportItem> {
  reading.ended.add(invoice);
  if (fault !== null) yield refused(reading, fault.row, file, fault.fault);
  if (fault !== null || head === null) return;
  for (const item of orderItems(UCI_MAPPING, { orderNo: invoice, row, head, lines }, reading.introduced))
    yield item.ok ? item : refused(reading, item.lineNumber, file, item.fault);
}

const refused = ({ many }: Reading, lineNumber: number, file: string, fault: ImportFault): ImportItem => ({
  lineNumber,
  ok: false,
  fault: many ? { ...fault, file } : fault,
});
