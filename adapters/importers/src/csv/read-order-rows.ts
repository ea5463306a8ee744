import { isTextCell } from "@amends/contract/import/csv-cells";
import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import type { Minor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import type { Cells } from "./read-cells.ts";
import { type LineFacts, needed, type Parcel, type RowGift, readGift, readLineFacts, readParcel } from "./read-line-facts.ts";

/** What the first row says of the whole order. */
export type OrderHead = {
  readonly currency: string;
  readonly placedAt: string;
  readonly paidAt: string | null;
  readonly cancelledAt: string | null;
  readonly updatedAt: string | null;
  readonly channel: string | null;
  readonly freightMinor: Minor;
  /** What freight costs below the sum from which it is free; null where the file does not say. */
  readonly freightFeeMinor: Minor | null;
  readonly freightFreeFromMinor: Minor | null;
  readonly discounts: readonly { readonly bearer: string; readonly amountMinor: Minor; readonly thresholdMinor: Minor | null }[];
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
    readonly riskSignals: readonly string[];
  };
};

export type OrderLineRow = {
  readonly row: number;
  readonly seller: {
    readonly externalId: string;
    readonly name: string;
    readonly isTrader?: boolean;
    readonly flagship?: boolean;
    readonly closed?: boolean;
  };
  readonly skuId: string;
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly goods: string | null;
  readonly batchNo: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly quantity: number;
  readonly cancelledQuantity: number;
  readonly unitPriceMinor: Minor;
  /** null where the file does not say what was paid for the line. */
  readonly paidMinor: Minor | null;
  readonly taxMinor: Minor;
  readonly facts: LineFacts;
  readonly gift: RowGift | null;
  readonly parcel: Parcel | null;
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
    freightFeeMinor: cells.amount("order.freightFee", order.freightFee),
    freightFreeFromMinor: cells.amount("order.freightFreeFrom", order.freightFreeFrom),
    discounts: readDiscounts(order, cells),
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
      riskSignals: [cells.text("customer.riskSignal", customer.riskSignal)].filter(signal => signal !== null),
    },
  };
};

const readDiscounts = ({ discounts }: CsvMapping["order"], cells: Cells): OrderHead["discounts"] =>
  Object.entries(discounts).flatMap(([bearer, { amount, threshold }]) => {
    const amountMinor = cells.amount(`order.discounts.${bearer}.amount`, amount) ?? 0n;
    const thresholdMinor = cells.amount(`order.discounts.${bearer}.threshold`, threshold);
    return amountMinor === 0n ? [] : [{ bearer, amountMinor, thresholdMinor }];
  });

/** Where a name, a region or the rest is not there, there is no address to send anything to. */
const readRecipient = (order: CsvMapping["order"], cells: Cells): OrderHead["recipient"] => {
  const name = cells.text("order.recipientName", order.recipientName);
  const region = cells.text("order.recipientRegion", order.recipientRegion);
  const detail = cells.text("order.recipientDetail", order.recipientDetail);
  const phone = cells.text("order.recipientPhone", order.recipientPhone);
  return name === null || region === null || detail === null ? null : { name, phone, region, detail };
};

export const readLine = ({ seller, line }: CsvMapping, cells: Cells): OrderLineRow => {
  const skuId = cells.required("line.skuId", line.skuId);
  return {
    row: cells.row,
    seller: readSeller(seller, cells),
    skuId,
    productId: cells.text("line.productId", line.productId) ?? skuId,
    name: cells.required("line.name", line.name),
    category: cells.required("line.category", line.category),
    goods: cells.text("line.goods", line.goods),
    batchNo: cells.text("line.batchNo", line.batchNo),
    options: readOptions(line.options, cells),
    quantity: needed(cells, "line.quantity", line.quantity, (field, cell) => cells.count(field, cell, 1)) ?? 1,
    cancelledQuantity: cells.count("line.cancelledQuantity", line.cancelledQuantity, 0) ?? 0,
    unitPriceMinor: needed(cells, "line.unitPrice", line.unitPrice, cells.amount) ?? 0n,
    paidMinor: cells.amount("line.paid", line.paid),
    taxMinor: cells.amount("line.tax", line.tax) ?? 0n,
    facts: readLineFacts(line, skuId, cells),
    gift: readGift(line, cells),
    parcel: readParcel(line, cells),
  };
};

/** What the file does not say of a seller is as the native format has it. */
const readSeller = (seller: CsvMapping["seller"], cells: Cells): OrderLineRow["seller"] => {
  const externalId = cells.required("seller.externalId", seller.externalId);
  const claims = (["isTrader", "flagship", "closed"] as const).flatMap(name => {
    const word = cells.text(`seller.${name}`, seller[name]);
    return word === null ? [] : [[name, word === "yes"] as const];
  });
  return { externalId, name: cells.text("seller.name", seller.name) ?? externalId, ...Object.fromEntries(claims) };
};

const readOptions = (options: CsvMapping["line"]["options"], cells: Cells): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, cell]) => {
      const value = cells.text(`line.options.${name}`, cell);
      return value === null ? [] : [[name, value]];
    }),
  );

/** The columns of what belongs to the order and not to a line of it. */
export const headColumnsOf = ({ order, customer }: CsvMapping): ReadonlyMap<string, string> =>
  new Map([...placed("order", order), ...placed("customer", customer)].map(({ field, column }) => [column, field]));

/** Every column the mapping reads. */
export const columnsOf = ({ order, customer, seller, line }: CsvMapping): readonly string[] => {
  const found = Object.entries({ order, customer, seller, line }).flatMap(([room, fields]) => placed(room, fields));
  return [...new Set(found.map(({ column }) => column))];
};

type Placed = { readonly field: string; readonly column: string };

/** Fields lie in rooms, some of them deeper: `line.promises.bad_item.given`. */
const placed = (field: string, mapped: unknown): readonly Placed[] => {
  if (isTextCell(mapped)) return "column" in mapped ? [{ field, column: mapped.column }] : [];
  return typeof mapped === "object" && mapped !== null
    ? Object.entries(mapped).flatMap(([name, inner]) => placed(`${field}.${name}`, inner))
    : [];
};

/** A later row says the same of the order as the first one, or leaves it out. */
export const disagreement = (
  columns: ReadonlyMap<string, string>,
  first: { readonly row: number; readonly written: ReadonlyMap<string, string> },
  later: { readonly row: number; readonly cell: (column: string) => string },
): ImportFault | null => {
  for (const [column, field] of columns) {
    const written = later.cell(column);
    if (written !== "" && written !== first.written.get(column))
      return { code: "csv_rows_disagree", params: { row: later.row, firstRow: first.row, column, field } };
  }
  return null;
};
