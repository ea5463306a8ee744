import { type Minor, sumMinor, WIRE_MINOR_MAX } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { looksPersonal } from "../party/masking.ts";
import type { HostCustomer, HostOrder, HostReceiver, HostRecord, HostSeller, HostSku } from "./host-record.ts";
import type { ImportFault } from "./import-error.ts";
import type { Shipment } from "./order-facts.ts";

/** What must hold inside one record, whatever we already know. The first fault in the fixed order of `IMPORT_ERROR_CODES`, or null. */
export const checkHostRecord = (record: HostRecord): ImportFault | null => {
  switch (record.kind) {
    case "seller":
    case "receiver":
      return checkBook(record);
    case "customer":
      return checkCustomer(record);
    case "sku":
      return checkSku(record);
    case "order":
      return checkOrder(record);
  }
};

/** The host's name for a record, for messages and for finding it again. */
export const externalIdOf = (record: HostRecord): string => {
  switch (record.kind) {
    case "seller":
    case "receiver":
    case "customer":
      return record.externalId;
    case "sku":
      return record.skuId;
    case "order":
      return record.externalOrderNo;
  }
};

/** Whoever has a book of addresses. */
const checkBook = ({ kind, externalId, returnAddresses }: HostSeller | HostReceiver): ImportFault | null =>
  firstOf(
    () => plainId("externalId", externalId),
    () =>
      unique(
        "returnAddresses",
        returnAddresses.map(address => address.addressNo),
      ),
    () =>
      returnAddresses.filter(address => address.isDefault).length > 1
        ? { code: "several_defaults", params: { kind, id: externalId } }
        : null,
  );

const checkCustomer = (customer: HostCustomer): ImportFault | null =>
  firstOf(
    () => plainId("externalId", customer.externalId),
    () =>
      unique(
        "methods",
        customer.methods.map(method => method.methodRef),
      ),
  );

const checkSku = (sku: HostSku): ImportFault | null => plainId("skuId", sku.skuId);

const checkOrder = (order: HostOrder): ImportFault | null =>
  firstOf(
    () => lineNumbers(order),
    () => uniqueNumbers(order),
    () => knownLines(order),
    () => amounts(order),
    () => discountShares(order),
    () => discountConditions(order),
    () => shippedQuantities(order),
    () => shippingState(order),
    () => times(order),
  );

const firstOf = (...checks: readonly (() => ImportFault | null)[]): ImportFault | null => {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
};

/** Ids outlive an erasure, so a phone number or an e-mail address may not be one. The value is not repeated: it would land in a log. */
const plainId = (field: string, id: string): ImportFault | null =>
  looksPersonal(id) ? { code: "personal_data_in_id", params: { field } } : null;

const unique = (field: string, keys: readonly (number | string)[]): ImportFault | null =>
  new Set(keys).size === keys.length ? null : { code: "number_twice", params: { field } };

const lineNumbers = ({ externalOrderNo: orderNo, lines }: HostOrder): ImportFault | null =>
  lines.every((line, index) => line.lineNo === index + 1)
    ? null
    : { code: "line_numbers_not_consecutive", params: { orderNo, lineCount: lines.length } };

const uniqueNumbers = (order: HostOrder): ImportFault | null =>
  firstOf(
    () =>
      unique(
        "tenders",
        order.tenders.map(tender => tender.tenderNo),
      ),
    () =>
      unique(
        "discounts",
        order.discounts.map(discount => discount.discountNo),
      ),
    () =>
      unique(
        "gifts",
        order.gifts.map(gift => gift.giftNo),
      ),
    () =>
      unique(
        "shipments",
        order.shipments.map(shipment => shipment.shipmentNo),
      ),
  );

const knownLines = (order: HostOrder): ImportFault | null => {
  const named = [
    ...order.discounts.flatMap(discount => discount.shares.map(share => share.lineNo)),
    ...order.gifts.flatMap(gift => gift.withLineNos),
    ...order.shipments.flatMap(shipment => shipment.lines.map(line => line.lineNo)),
  ];
  const stranger = named.find(lineNo => lineNo > order.lines.length);
  return stranger === undefined ? null : { code: "unknown_line", params: { orderNo: order.externalOrderNo, lineNo: stranger } };
};

const amounts = ({ externalOrderNo: orderNo, lines, freight, tenders }: HostOrder): ImportFault | null => {
  const owed = sumMinor(lines.map(line => line.paidMinor)) + freight.paidMinor;
  const tendered = sumMinor(tenders.map(tender => tender.paidMinor));
  if (owed > WIRE_MINOR_MAX || tendered > WIRE_MINOR_MAX)
    return { code: "amount_too_large", params: { orderNo, maxMinor: `${WIRE_MINOR_MAX}` } };
  return owed === tendered
    ? null
    : { code: "amounts_do_not_balance", params: { orderNo, owedMinor: `${owed}`, tenderedMinor: `${tendered}` } };
};

const discountShares = (order: HostOrder): ImportFault | null => {
  for (const { discountNo, amountMinor, shares } of order.discounts) {
    const shared: Minor = sumMinor(shares.map(share => share.amountMinor));
    if (shared !== amountMinor) {
      const sums = { amountMinor: `${amountMinor}`, sharedMinor: `${shared}` };
      return { code: "discount_shares_do_not_sum", params: { orderNo: order.externalOrderNo, discountNo, ...sums } };
    }
  }
  return null;
};

/** A bundle is made of equal parts of its lines and has no threshold; lower steps stand below the one that was reached. */
const discountConditions = (order: HostOrder): ImportFault | null => {
  for (const { discountNo, amountMinor, thresholdMinor, lowerSteps = [], bundleSets, shares } of order.discounts) {
    const code = "discount_condition_unsound";
    const discount = { orderNo: order.externalOrderNo, discountNo };
    if (bundleSets !== undefined && (thresholdMinor !== null || lowerSteps.length > 0))
      return { code, params: { ...discount, reason: "bundle_with_threshold" } };
    const uneven = shares.find(({ lineNo }) => (order.lines[lineNo - 1]?.quantity ?? 0) % (bundleSets ?? 1) !== 0);
    if (bundleSets !== undefined && uneven !== undefined)
      return { code, params: { ...discount, reason: "pieces_not_in_sets", bundleSets, lineNo: uneven.lineNo } };
    if (lowerSteps.some(step => thresholdMinor === null || step.thresholdMinor >= thresholdMinor || step.amountMinor > amountMinor))
      return { code, params: { ...discount, reason: "step_not_below" } };
  }
  return null;
};

const shippedQuantities = ({ externalOrderNo: orderNo, lines, shipments }: HostOrder): ImportFault | null => {
  for (const { lineNo, quantity: ordered, cancelledQuantity: cancelled } of lines) {
    let shipped = 0;
    for (const shipment of shipments) for (const part of shipment.lines) if (part.lineNo === lineNo) shipped += part.quantity;
    if (shipped + cancelled > ordered)
      return { code: "shipped_more_than_ordered", params: { orderNo, lineNo, shipped, cancelled, ordered } };
  }
  return null;
};

/** Cash on delivery is the one way of paying that may come after the goods. */
const shippingState = (order: HostOrder): ImportFault | null => {
  const params = { orderNo: order.externalOrderNo };
  if (order.shipments.length === 0) return null;
  if (order.cancelledAt !== null) return { code: "cancelled_after_shipping", params };
  return order.paidAt === null && !paysOnDelivery(order) ? { code: "shipped_unpaid", params } : null;
};

const paysOnDelivery = (order: HostOrder): boolean => order.tenders.some(tender => tender.kind === "cash_on_delivery");

const times = (order: HostOrder): ImportFault | null => {
  const late = (earlier: string, later: string): ImportFault => ({
    code: "times_out_of_order",
    params: { orderNo: order.externalOrderNo, earlier, later },
  });
  if (isBefore(order.paidAt, order.placedAt)) return late("placedAt", "paidAt");
  if (isBefore(order.cancelledAt, order.placedAt)) return late("placedAt", "cancelledAt");
  for (const shipment of order.shipments) {
    const name = `shipmentNo ${shipment.shipmentNo}`;
    if (isBefore(shipment.shippedAt, order.placedAt)) return late("placedAt", `shippedAt (${name})`);
    if (!paysOnDelivery(order) && order.paidAt !== null && shipment.shippedAt < order.paidAt) return late("paidAt", `shippedAt (${name})`);
    if (isBefore(shipment.signedAt, shipment.shippedAt)) return late("shippedAt", `signedAt (${name})`);
    const early = earlyEvent(shipment);
    if (early !== -1) return late(`events[${early - 1}].at`, `events[${early}].at (${name})`);
  }
  return null;
};

const isBefore = (at: Instant | null, bound: Instant): boolean => at !== null && at < bound;

/** The state of a parcel is its last event, so the order of the list carries meaning. */
const earlyEvent = ({ events }: Shipment): number =>
  events.findIndex((event, index) => {
    const before = events[index - 1];
    return before !== undefined && event.at < before.at;
  });
