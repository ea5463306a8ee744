import type { CsvMapping, TextCell } from "@amends/contract/import/csv-mapping";
import { csvFault } from "@amends/contract/import/csv-problems";
import type { Minor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import { type Cells, columnOf } from "./read-cells.ts";

/** What the first row says of the whole order. */
export type OrderHead = {
  readonly currency: string;
  readonly placedAt: string;
  readonly paidAt: string | null;
  readonly cancelledAt: string | null;
  readonly updatedAt: string | null;
  readonly channel: string | null;
  readonly freightMinor: Minor;
  readonly paidTotalMinor: Minor | null;
  readonly tenderKind: string;
  readonly methodRef: string | null;
  readonly message: string | null;
  readonly recipient: { readonly name: string; readonly phone: string | null; readonly region: string; readonly detail: string } | null;
  readonly region: string | null;
  readonly customer: {
    readonly externalId: string;
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly tier: string | null;
  };
};

export type OrderLineRow = {
  readonly row: number;
  readonly seller: { readonly externalId: string; readonly name: string };
  readonly skuId: string;
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly goods: string | null;
  readonly batchNo: string | null;
  readonly sevenDay: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly quantity: number;
  readonly cancelledQuantity: number;
  readonly unitPriceMinor: Minor;
  /** null where the file does not say what was paid for the line. */
  readonly paidMinor: Minor | null;
  readonly taxMinor: Minor;
  readonly shipBy: string | null;
  readonly parcel: {
    readonly carrier: string;
    readonly trackingNo: string;
    readonly shippedAt: string;
    readonly signedAt: string | null;
  } | null;
};

export const readHead = ({ order, customer }: CsvMapping, cells: Cells): OrderHead => {
  const placedAt = needed(cells, "order.placedAt", order.placedAt, cells.time) ?? "";
  return {
    currency: cells.required("order.currency", order.currency),
    placedAt,
    paidAt: order.paidAt === undefined ? placedAt : cells.time("order.paidAt", order.paidAt),
    cancelledAt: cells.time("order.cancelledAt", order.cancelledAt),
    updatedAt: cells.time("order.updatedAt", order.updatedAt),
    channel: cells.text("order.channel", order.channel),
    freightMinor: cells.amount("order.freight", order.freight) ?? 0n,
    paidTotalMinor: cells.amount("order.paidTotal", order.paidTotal),
    tenderKind: cells.required("order.tenderKind", order.tenderKind),
    methodRef: cells.text("order.methodRef", order.methodRef),
    message: cells.text("order.message", order.message),
    recipient: readRecipient(order, cells),
    region: cells.text("order.region", order.region),
    customer: {
      externalId: cells.required("customer.externalId", customer.externalId),
      name: cells.text("customer.name", customer.name),
      phone: cells.text("customer.phone", customer.phone),
      email: cells.text("customer.email", customer.email),
      tier: cells.text("customer.tier", customer.tier),
    },
  };
};

/** Where a name, a region or the rest is not there, there is no address to send anything to. */
const readRecipient = (order: CsvMapping["order"], cells: Cells): OrderHead["recipient"] => {
  const name = cells.text("order.recipientName", order.recipientName);
  const region = cells.text("order.recipientRegion", order.recipientRegion);
  const detail = cells.text("order.recipientDetail", order.recipientDetail);
  const phone = cells.text("order.recipientPhone", order.recipientPhone);
  return name === null || region === null || detail === null ? null : { name, phone, region, detail };
};

export const readLine = ({ seller, line }: CsvMapping, cells: Cells): OrderLineRow => {
  const sellerId = cells.required("seller.externalId", seller.externalId);
  const skuId = cells.required("line.skuId", line.skuId);
  return {
    row: cells.row,
    seller: { externalId: sellerId, name: cells.text("seller.name", seller.name) ?? sellerId },
    skuId,
    productId: cells.text("line.productId", line.productId) ?? skuId,
    name: cells.required("line.name", line.name),
    category: cells.required("line.category", line.category),
    goods: cells.text("line.goods", line.goods),
    batchNo: cells.text("line.batchNo", line.batchNo),
    sevenDay: cells.text("line.sevenDay", line.sevenDay),
    options: readOptions(line.options, cells),
    quantity: needed(cells, "line.quantity", line.quantity, (field, cell) => cells.count(field, cell, 1)) ?? 1,
    cancelledQuantity: cells.count("line.cancelledQuantity", line.cancelledQuantity, 0) ?? 0,
    unitPriceMinor: needed(cells, "line.unitPrice", line.unitPrice, cells.amount) ?? 0n,
    paidMinor: cells.amount("line.paid", line.paid),
    taxMinor: cells.amount("line.tax", line.tax) ?? 0n,
    shipBy: cells.time("line.shipBy", line.shipBy),
    parcel: readParcel(line, cells),
  };
};

const readOptions = (options: CsvMapping["line"]["options"], cells: Cells): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, cell]) => {
      const value = cells.text(`line.options.${name}`, cell);
      return value === null ? [] : [[name, value]];
    }),
  );

/** A tracking number makes a parcel; whose parcel it is and when it left must be said then. */
const readParcel = (line: CsvMapping["line"], cells: Cells): OrderLineRow["parcel"] => {
  const trackingNo = cells.text("line.trackingNo", line.trackingNo);
  if (trackingNo === null) return null;
  return {
    trackingNo,
    carrier: needed(cells, "line.carrier", line.carrier, cells.text) ?? "",
    shippedAt: needed(cells, "line.shippedAt", line.shippedAt, cells.time) ?? "",
    signedAt: cells.time("line.signedAt", line.signedAt),
  };
};

const needed = <T>(
  cells: Cells,
  field: string,
  cell: TextCell | undefined,
  read: (field: string, cell: TextCell | undefined) => T | null,
) => {
  const value = read(field, cell);
  if (value === null) cells.refuse(csvFault("csv_empty_cell", { row: cells.row, column: columnOf(field, cell), field }));
  return value;
};

/** The columns of what belongs to the order and not to a line of it. */
export const headColumnsOf = ({ order, customer }: CsvMapping): ReadonlyMap<string, string> =>
  new Map([...placed("order", order), ...placed("customer", customer)].map(({ field, column }) => [column, field]));

/** Every column the mapping reads. */
export const columnsOf = (mapping: CsvMapping): readonly string[] => {
  const { options, ...line } = mapping.line;
  const found = [
    ...placed("order", mapping.order),
    ...placed("customer", mapping.customer),
    ...placed("seller", mapping.seller),
    ...placed("line", line),
    ...placed("line.options", options),
  ];
  return [...new Set(found.map(({ column }) => column))];
};

const placed = (room: string, cells: Readonly<Record<string, TextCell | undefined>>) =>
  Object.entries(cells).flatMap(([name, cell]) =>
    cell !== undefined && "column" in cell ? [{ field: `${room}.${name}`, column: cell.column }] : [],
  );

/** A later row says the same of the order as the first one, or leaves it out. */
export const disagreement = (
  columns: ReadonlyMap<string, string>,
  first: { readonly row: number; readonly written: ReadonlyMap<string, string> },
  later: { readonly row: number; readonly cell: (column: string) => string },
): ImportFault | null => {
  for (const [column, field] of columns) {
    const written = later.cell(column);
    if (written !== "" && written !== first.written.get(column))
      return csvFault("csv_rows_disagree", { row: later.row, firstRow: first.row, column, field });
  }
  return null;
};
