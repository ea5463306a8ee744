import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NativeRecord } from "@amends/contract/import/native-record";
import { parseNativeRecord } from "@amends/contract/import/parse-native-line";
import { DAY_MS } from "@amends/domain/kernel/time";
import type { ImportItem } from "@amends/flows/import-ports";
import { openBytes } from "../csv/open-bytes.ts";
import { createTimeReader } from "../csv/parse-time.ts";
import { readTable, type TableRow } from "../csv/read-table.ts";
import { type Payments, readPayments } from "./read-payments.ts";

type Native<K extends NativeRecord["kind"]> = Extract<NativeRecord, { readonly kind: K }>;

const SAID = { source: "olist", sourceVersion: 1 };
const CURRENCY = "BRL";
const SELLER = "olist";
const WHOLE_ORDER = "whole-order";

/** The set's clocks show Brasília. Its two summers with a shifted clock are an hour off: a zone is one fixed offset here. */
const timeOf = createTimeReader(["YYYY-MM-DDTHH:mm", "YYYY-MM-DDTHH:mm:ss"], "-03:00");

const COLUMNS = [
  "order_id",
  "customer_id",
  "status",
  "purchased_at",
  "approved_at",
  "handed_to_carrier_at",
  "delivered_at",
  "estimated_delivery_date",
  "customer_state",
] as const;
const TIMES = COLUMNS.slice(3, -1);

/**
 * Olist's orders with their payments and deliveries, from a folder with `orders.csv` and `payments.csv`, either with .gz. The set has no lines, so an order is
 * one line of all that was paid. The payments are held in memory; the orders stream. What contradicts itself is refused with its row and not mended.
 */
export async function* readOlist(folder: string): AsyncGenerator<ImportItem> {
  const payments = await readPayments(openBytes(fileIn(folder, "payments.csv")));
  yield itemOf(1, { kind: "seller", ...SAID, externalId: SELLER, name: "Olist" });
  yield itemOf(1, sku());
  for await (const item of readTable(openBytes(fileIn(folder, "orders.csv")), { encoding: "utf-8", delimiter: "," }, COLUMNS)) {
    if (!item.ok) yield { lineNumber: item.row, ok: false, fault: item.fault };
    else yield* orderItems(item, payments);
  }
}

const fileIn = (folder: string, name: string): string => {
  const packed = join(folder, `${name}.gz`);
  return existsSync(packed) ? packed : join(folder, name);
};

const itemOf = (lineNumber: number, record: NativeRecord): ImportItem => ({ lineNumber, ...parseNativeRecord(record) });

const sku = (): Native<"sku"> => ({
  kind: "sku",
  ...SAID,
  skuId: WHOLE_ORDER,
  productId: WHOLE_ORDER,
  name: "Whole order",
  category: "general",
  currency: CURRENCY,
  priceMinor: 0,
  available: 0,
  asOf: "2018-10-17T00:00:00-03:00",
});

function* orderItems({ row, cell }: TableRow, payments: Payments): Generator<ImportItem> {
  const unreadable = TIMES.find(column => cell(column) !== "" && timeOf(cell(column)) === null);
  if (unreadable !== undefined) {
    yield {
      lineNumber: row,
      ok: false,
      fault: { code: "csv_not_a_time", params: { row, column: unreadable, formats: "YYYY-MM-DDTHH:mm" } },
    };
    return;
  }
  const approvedAt = timeOf(cell("approved_at"));
  const placedAt = timeOf(cell("purchased_at")) ?? approvedAt;
  if (placedAt === null) {
    yield { lineNumber: row, ok: false, fault: { code: "csv_empty_cell", params: { row, column: "purchased_at", field: "placedAt" } } };
    return;
  }
  const signedAt = timeOf(cell("delivered_at"));
  const hasLeft = signedAt !== null || ["shipped", "delivered"].includes(cell("status"));
  // Three in four rows lost the moment of handing over: then it is the earliest it can have been.
  const shippedAt = timeOf(cell("handed_to_carrier_at")) ?? (hasLeft ? (approvedAt ?? placedAt) : null);
  const order = orderOf(cell, payments, placedAt, shippedAt, signedAt);
  const parsed = itemOf(row, order);
  if (parsed.ok) yield itemOf(row, { kind: "customer", ...SAID, externalId: order.customerExternalId, currency: CURRENCY });
  yield parsed;
}

const orderOf = (
  cell: TableRow["cell"],
  payments: Payments,
  placedAt: string,
  shippedAt: string | null,
  signedAt: string | null,
): Native<"order"> => {
  const orderNo = cell("order_id");
  const tenders = payments.get(orderNo) ?? [];
  const paidMinor = tenders.reduce((sum, tender) => sum + tender.paidMinor, 0);
  const promisedAt = timeOf(cell("estimated_delivery_date"));
  return {
    kind: "order",
    ...SAID,
    externalOrderNo: orderNo,
    customerExternalId: cell("customer_id"),
    currency: CURRENCY,
    placedAt,
    paidAt: timeOf(cell("approved_at")),
    region: cell("customer_state") === "" ? null : `BR-${cell("customer_state")}`,
    // The set does not say when: at the earliest when it was last heard of.
    cancelledAt: cell("status") === "canceled" ? (timeOf(cell("approved_at")) ?? placedAt) : null,
    lines: [
      {
        lineNo: 1,
        sellerExternalId: SELLER,
        skuId: WHOLE_ORDER,
        productId: WHOLE_ORDER,
        name: "Whole order",
        category: "general",
        quantity: 1,
        unitPriceMinor: paidMinor,
        paidMinor,
      },
    ],
    tenders: [...tenders],
    shipments:
      shippedAt === null
        ? []
        : [{ shipmentNo: 1, carrier: "carrier", trackingNo: orderNo, lines: [{ lineNo: 1, quantity: 1 }], shippedAt, signedAt }],
    promises: promisedAt === null ? [] : [{ kind: "on_time_delivery", by: "platform", value: wholeDays(placedAt, promisedAt) }],
  };
};

/** The promise names a day; its days are counted from the order on. */
const wholeDays = (from: string, to: string): number => Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / DAY_MS));
