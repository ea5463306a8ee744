import { bilingual } from "@amends/contract/errors";
import { expectedOf } from "@amends/contract/field-problems";
import { isTextCell, type TextCell } from "@amends/contract/import/csv-cells";
import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import { allocate } from "@amends/domain/kernel/allocate";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import type * as z from "zod";
import { columnOf } from "./read-cells.ts";
import type { OrderHead, OrderLineRow } from "./read-order-rows.ts";

/** An order as the rows say it. */
export type OrderDraft = {
  readonly orderNo: string;
  readonly row: number;
  readonly head: OrderHead;
  readonly lines: readonly OrderLineRow[];
};

/** A record before it is checked, and how to name the cell that is wrong with it. */
export type NativeDraft = {
  readonly row: number;
  readonly key: string;
  readonly kind: "seller" | "customer" | "sku" | "order";
  readonly value: object;
  readonly explain: (error: z.ZodError) => ImportFault;
};

/** The sellers, the customer and the articles of an order, each once, as far as the mapping introduces them. */
export const introductionsOf = (mapping: CsvMapping, draft: OrderDraft): readonly NativeDraft[] => {
  const found = new Map<string, NativeDraft>();
  const said = { source: mapping.source, sourceVersion: versionAt(mapping, draft.head.placedAt) };
  const add = (kind: NativeDraft["kind"], id: string, row: number, value: object): void => {
    const key = `${kind} ${id}`;
    if (kind !== "order" && mapping.introduces.includes(kind) && !found.has(key))
      found.set(key, { row, key, kind, value: { kind, ...said, ...value }, explain: explainAt(mapping, kind, () => row) });
  };
  const { head, lines } = draft;
  const { customer, recipient } = head;
  for (const line of lines) {
    add("seller", line.seller.externalId, line.row, line.seller);
    add("sku", line.skuId, line.row, skuOf(head, line));
  }
  add("customer", customer.externalId, draft.row, {
    ...customer,
    tier: customer.tier ?? "standard",
    currency: head.currency,
    addresses: recipient === null ? [] : [recipient],
  });
  return [...found.values()];
};

const skuOf = (head: OrderHead, line: OrderLineRow) => ({
  skuId: line.skuId,
  productId: line.productId,
  name: line.name,
  category: line.category,
  options: line.options,
  currency: head.currency,
  priceMinor: Number(line.unitPriceMinor),
  // A table of orders says nothing of the stock: unlimited until another source knows better.
  available: null,
  asOf: head.placedAt,
});

export const orderOf = (mapping: CsvMapping, { orderNo, row, head, lines }: OrderDraft): NativeDraft | ImportFault => {
  const paid = paidOf(head, lines);
  if (paid === null)
    return {
      code: "csv_cell_refused",
      params: {
        row,
        column: columnOf("order.paidTotal", mapping.order.paidTotal),
        field: "order.paidTotal",
        expected: bilingual("不低于运费的金额", "no less than the freight"),
      },
    };
  const totalMinor = head.paidTotalMinor ?? sumMinor(paid) + head.freightMinor;
  const value = {
    kind: "order",
    source: mapping.source,
    sourceVersion: versionAt(mapping, head.updatedAt),
    externalOrderNo: orderNo,
    customerExternalId: head.customer.externalId,
    currency: head.currency,
    channel: head.channel ?? "online",
    placedAt: head.placedAt,
    paidAt: head.paidAt,
    cancelledAt: head.cancelledAt,
    recipient: head.recipient,
    region: head.region,
    message: head.message,
    lines: lines.map((line, index) => lineOf(line, index + 1, paid[index] ?? 0n)),
    tenders:
      totalMinor === 0n
        ? []
        : [{ tenderNo: 1, kind: head.tenderKind, methodRef: head.methodRef ?? head.tenderKind, paidMinor: Number(totalMinor) }],
    discounts: head.discounts.map((discount, index) => ({
      discountNo: index + 1,
      bearer: discount.bearer,
      amountMinor: Number(discount.amountMinor),
      thresholdMinor: discount.thresholdMinor === null ? null : Number(discount.thresholdMinor),
      shares: allocate(discount.amountMinor, listed(lines)).map((share, line) => ({ lineNo: line + 1, amountMinor: Number(share) })),
    })),
    freight: freightOf(head),
    gifts: giftsOf(lines),
    shipments: shipmentsOf(lines),
  };
  const rowAt = (path: readonly PropertyKey[]): number => (path[0] === "lines" ? lines[Number(path[1])]?.row : undefined) ?? row;
  return { row, key: orderNo, kind: "order", value, explain: explainAt(mapping, "order", rowAt) };
};

/** What was paid for each line: as the file says; else the order's total spread over the list values; else these, less what was taken off them. */
const paidOf = ({ paidTotalMinor, freightMinor, discounts }: OrderHead, lines: readonly OrderLineRow[]): readonly Minor[] | null => {
  const values = listed(lines);
  if (paidTotalMinor === null || lines.some(line => line.paidMinor !== null)) {
    const off = allocate(sumMinor(discounts.map(({ amountMinor }) => amountMinor)), values);
    return lines.map((line, index) => line.paidMinor ?? (values[index] ?? 0n) - (off[index] ?? 0n));
  }
  const goodsMinor = paidTotalMinor - freightMinor;
  return goodsMinor < 0n ? null : allocate(goodsMinor, values);
};

const listed = (lines: readonly OrderLineRow[]): readonly Minor[] => lines.map(line => line.unitPriceMinor * BigInt(line.quantity));

const freightOf = ({ freightMinor, freightFeeMinor, freightFreeFromMinor }: OrderHead) => ({
  paidMinor: Number(freightMinor),
  freeFromMinor: freightFreeFromMinor === null ? null : Number(freightFreeFromMinor),
  feeMinor: Number(freightFeeMinor ?? freightMinor),
});

const giftsOf = (lines: readonly OrderLineRow[]): readonly object[] =>
  lines
    .flatMap(({ gift }, index) => (gift === null ? [] : [{ ...gift, withLineNos: [index + 1] }]))
    .map((gift, index) => ({ giftNo: index + 1, ...gift }));

const lineOf = (line: OrderLineRow, lineNo: number, paidMinor: Minor) => ({
  lineNo,
  sellerExternalId: line.seller.externalId,
  skuId: line.skuId,
  productId: line.productId,
  name: line.name,
  category: line.category,
  goods: line.goods ?? "physical",
  batchNo: line.batchNo,
  options: line.options,
  quantity: line.quantity,
  cancelledQuantity: line.cancelledQuantity,
  unitPriceMinor: Number(line.unitPriceMinor),
  paidMinor: Number(paidMinor),
  taxMinor: Number(line.taxMinor),
  ...line.facts,
});

/** Rows with one tracking number are one parcel; each row's pieces are in it, but for those that were cancelled. */
const shipmentsOf = (lines: readonly OrderLineRow[]): readonly object[] => {
  const parcels = new Map<
    string,
    { readonly head: NonNullable<OrderLineRow["parcel"]>; readonly lines: { lineNo: number; quantity: number }[] }
  >();
  for (const [index, { parcel, quantity, cancelledQuantity }] of lines.entries()) {
    if (parcel === null || quantity <= cancelledQuantity) continue;
    const found = parcels.get(parcel.trackingNo) ?? { head: parcel, lines: [] };
    found.lines.push({ lineNo: index + 1, quantity: quantity - cancelledQuantity });
    parcels.set(parcel.trackingNo, found);
  }
  return [...parcels.values()].map(({ head, lines: inside }, index) => ({ shipmentNo: index + 1, ...head, lines: inside }));
};

/** Room for the seconds of any moment people write: 10^11 is the year 5138. */
const SECONDS_ROOM = 100_000_000_000;

/** A later moment is a later saying; a raised sourceVersion of the mapping comes after all of them. */
const versionAt = ({ sourceVersion }: CsvMapping, iso: string | null): number =>
  sourceVersion * SECONDS_ROOM + (iso === null ? 0 : Math.max(0, Math.floor(Date.parse(iso) / 1000)));

/** Fields of a record that are called otherwise in the mapping. */
const CALLED: Readonly<Record<string, string>> = {
  "order.customerExternalId": "customer.externalId",
  "order.recipient.name": "order.recipientName",
  "order.recipient.phone": "order.recipientPhone",
  "order.recipient.region": "order.recipientRegion",
  "order.recipient.detail": "order.recipientDetail",
  "order.tenders.methodRef": "order.methodRef",
  "order.tenders.paidMinor": "order.paidTotal",
  "order.freight.paidMinor": "order.freight",
  "order.lines.sellerExternalId": "seller.externalId",
  "order.lines.unitPriceMinor": "line.unitPrice",
  "order.lines.paidMinor": "line.paid",
  "order.lines.taxMinor": "line.tax",
  "order.shipments.carrier": "line.carrier",
  "order.shipments.trackingNo": "line.trackingNo",
  "order.shipments.fromRegion": "line.fromRegion",
  "order.shipments.packedGrams": "line.packedGrams",
  "order.shipments.events.grams": "line.scanGrams",
  "order.gifts.name": "line.giftName",
  "order.lines.sevenDay.confirmation.uiVersion": "line.confirmation.uiVersion",
  "order.lines.sevenDay.confirmation.textHash": "line.confirmation.textHash",
  "customer.riskSignals": "customer.riskSignal",
  "customer.currency": "order.currency",
  "customer.addresses.name": "order.recipientName",
  "customer.addresses.phone": "order.recipientPhone",
  "customer.addresses.region": "order.recipientRegion",
  "customer.addresses.detail": "order.recipientDetail",
  "sku.currency": "order.currency",
  "sku.priceMinor": "line.unitPrice",
};

const explainAt =
  (mapping: CsvMapping, kind: NativeDraft["kind"], rowAt: (path: readonly PropertyKey[]) => number) =>
  (error: z.ZodError): ImportFault => {
    const [issue] = error.issues;
    const path = issue?.path ?? [];
    const written = [kind, ...path.filter(step => typeof step === "string")].join(".");
    const field = CALLED[written] ?? written.replace(/^(?:order\.lines|sku)\./, "line.");
    return {
      code: "csv_cell_refused",
      params: {
        row: rowAt(path),
        column: columnOf(field, cellAt(mapping, field)),
        field,
        expected: expectedOf(issue),
      },
    };
  };

const cellAt = (mapping: CsvMapping, field: string): TextCell | undefined => {
  const { order, customer, seller, line } = mapping;
  let found: unknown = { order, customer, seller, line };
  for (const name of field.split(".")) {
    const inner: ReadonlyMap<string, unknown> = new Map(typeof found === "object" && found !== null ? Object.entries(found) : []);
    found = inner.get(name);
  }
  return isTextCell(found) ? found : undefined;
};
