import { type Minor, sumMinor, WIRE_MINOR_MAX } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { looksPersonal } from "../party/masking.ts";
import type { HostCustomer, HostOrder, HostReceiver, HostRecord, HostSeller, HostSku } from "./host-record.ts";
import type { ImportErrorCode, ImportFault } from "./import-error.ts";
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
        ? fault("several_defaults", `${kind} ${externalId}: mark one return address as default, not several`)
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

const fault = (code: ImportErrorCode, message: string): ImportFault => ({ code, message });

/** Ids outlive an erasure, so a phone number or an e-mail address may not be one. The value is not repeated: it would land in a log. */
const plainId = (field: string, id: string): ImportFault | null =>
  looksPersonal(id)
    ? fault("personal_data_in_id", `${field} looks like a phone number or an e-mail address: send an id of your own`)
    : null;

const unique = (field: string, keys: readonly (number | string)[]): ImportFault | null =>
  new Set(keys).size === keys.length ? null : fault("number_twice", `${field}: a number stands there twice`);

const lineNumbers = (order: HostOrder): ImportFault | null =>
  order.lines.every((line, index) => line.lineNo === index + 1)
    ? null
    : fault("line_numbers_not_consecutive", `order ${order.externalOrderNo}: lines must be numbered 1 to ${order.lines.length} in order`);

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
  return stranger === undefined ? null : fault("unknown_line", `order ${order.externalOrderNo} has no line ${stranger}`);
};

const amounts = (order: HostOrder): ImportFault | null => {
  const owed = sumMinor(order.lines.map(line => line.paidMinor)) + order.freight.paidMinor;
  const tendered = sumMinor(order.tenders.map(tender => tender.paidMinor));
  if (owed > WIRE_MINOR_MAX || tendered > WIRE_MINOR_MAX)
    return fault("amount_too_large", `order ${order.externalOrderNo}: the total is beyond ${WIRE_MINOR_MAX} minor units`);
  return owed === tendered
    ? null
    : fault("amounts_do_not_balance", `order ${order.externalOrderNo}: lines and freight come to ${owed}, tenders to ${tendered}`);
};

const discountShares = (order: HostOrder): ImportFault | null => {
  for (const discount of order.discounts) {
    const shared: Minor = sumMinor(discount.shares.map(share => share.amountMinor));
    if (shared !== discount.amountMinor)
      return fault(
        "discount_shares_do_not_sum",
        `order ${order.externalOrderNo}: discount ${discount.discountNo} is ${discount.amountMinor}, its shares come to ${shared}`,
      );
  }
  return null;
};

/** A bundle is made of equal parts of its lines and has no threshold; lower steps stand below the one that was reached. */
const discountConditions = (order: HostOrder): ImportFault | null => {
  for (const { discountNo, amountMinor, thresholdMinor, lowerSteps = [], bundleSets, shares } of order.discounts) {
    const unsound = (why: string) => fault("discount_condition_unsound", `order ${order.externalOrderNo}: discount ${discountNo} ${why}`);
    if (bundleSets !== undefined && (thresholdMinor !== null || lowerSteps.length > 0))
      return unsound("is of a bundle and has a threshold");
    const uneven = shares.find(({ lineNo }) => (order.lines[lineNo - 1]?.quantity ?? 0) % (bundleSets ?? 1) !== 0);
    if (uneven !== undefined) return unsound(`is of ${bundleSets} sets, and the pieces of line ${uneven.lineNo} are no multiple of that`);
    if (lowerSteps.some(step => thresholdMinor === null || step.thresholdMinor >= thresholdMinor || step.amountMinor > amountMinor))
      return unsound("has a lower step that is not below its own threshold and amount");
  }
  return null;
};

const shippedQuantities = (order: HostOrder): ImportFault | null => {
  for (const line of order.lines) {
    let shipped = 0;
    for (const shipment of order.shipments) for (const part of shipment.lines) if (part.lineNo === line.lineNo) shipped += part.quantity;
    if (shipped + line.cancelledQuantity > line.quantity)
      return fault(
        "shipped_more_than_ordered",
        `order ${order.externalOrderNo}: ${shipped} of line ${line.lineNo} shipped and ${line.cancelledQuantity} cancelled, ${line.quantity} ordered`,
      );
  }
  return null;
};

/** Cash on delivery is the one way of paying that may come after the goods. */
const shippingState = (order: HostOrder): ImportFault | null => {
  if (order.shipments.length === 0) return null;
  if (order.cancelledAt !== null)
    return fault(
      "cancelled_after_shipping",
      `order ${order.externalOrderNo} is cancelled and has shipments: a shipped order is no longer cancelled`,
    );
  return order.paidAt === null && !paysOnDelivery(order)
    ? fault("shipped_unpaid", `order ${order.externalOrderNo} has shipments and no paidAt`)
    : null;
};

const paysOnDelivery = (order: HostOrder): boolean => order.tenders.some(tender => tender.kind === "cash_on_delivery");

const times = (order: HostOrder): ImportFault | null => {
  const late = (earlier: string, later: string): ImportFault =>
    fault("times_out_of_order", `order ${order.externalOrderNo}: ${later} lies before ${earlier}`);
  if (isBefore(order.paidAt, order.placedAt)) return late("placedAt", "paidAt");
  if (isBefore(order.cancelledAt, order.placedAt)) return late("placedAt", "cancelledAt");
  for (const shipment of order.shipments) {
    const name = `shipment ${shipment.shipmentNo}`;
    if (isBefore(shipment.shippedAt, order.placedAt)) return late("placedAt", `shippedAt of ${name}`);
    if (!paysOnDelivery(order) && order.paidAt !== null && shipment.shippedAt < order.paidAt) return late("paidAt", `shippedAt of ${name}`);
    if (isBefore(shipment.signedAt, shipment.shippedAt)) return late("shippedAt", `signedAt of ${name}`);
    if (!eventsInOrder(shipment)) return late("an earlier one", `an event of ${name}`);
  }
  return null;
};

const isBefore = (at: Instant | null, bound: Instant): boolean => at !== null && at < bound;

/** The state of a parcel is its last event, so the order of the list carries meaning. */
const eventsInOrder = (shipment: Shipment): boolean =>
  shipment.events.every((event, index) => {
    const before = shipment.events[index - 1];
    return before === undefined || before.at <= event.at;
  });
