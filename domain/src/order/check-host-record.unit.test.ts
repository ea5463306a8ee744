import { describe, expect, test } from "vitest";
import type { Currency } from "../kernel/money.ts";
import { instant } from "../kernel/time.ts";
import { checkHostRecord } from "./check-host-record.ts";
import type { HostOrder, HostOrderLine } from "./host-record.ts";
import type { Shipment } from "./order-facts.ts";

const line = (lineNo: number, change: Partial<HostOrderLine> = {}): HostOrderLine => ({
  lineNo,
  sellerExternalId: "s",
  skuId: "sku",
  productId: "product",
  name: "n",
  category: "c",
  goods: "physical",
  batchNo: null,
  options: {},
  quantity: 2,
  cancelledQuantity: 0,
  unitPriceMinor: 100n,
  paidMinor: 190n,
  taxMinor: 0n,
  sevenDay: { class: "none", confirmation: null },
  shipBy: null,
  promises: [],
  ...change,
});

const shipment = (shipmentNo: number, change: Partial<Shipment> = {}): Shipment => ({
  shipmentNo,
  carrier: "sf",
  trackingNo: `t-${shipmentNo}`,
  lines: [{ lineNo: 1, quantity: 1 }],
  shippedAt: instant(300),
  signedAt: instant(400),
  events: [
    { at: instant(300), code: "picked_up" },
    { at: instant(400), code: "signed" },
  ],
  ...change,
});

/** Two lines of 1.90 and 0.20 freight: 4.00. */
const order = (change: Partial<HostOrder> = {}): HostOrder => ({
  kind: "order",
  source: "erp",
  sourceVersion: 1,
  externalOrderNo: "o-1",
  customerExternalId: "c-1",
  currency: "CNY" as Currency,
  channel: "online",
  placedAt: instant(100),
  paidAt: instant(200),
  cancelledAt: null,
  region: null,
  lines: [line(1), line(2)],
  tenders: [
    { tenderNo: 1, kind: "wallet", methodRef: "w", paidMinor: 300n },
    { tenderNo: 2, kind: "points", methodRef: "p", paidMinor: 100n },
  ],
  discounts: [
    {
      discountNo: 1,
      bearer: "seller",
      amountMinor: 20n,
      thresholdMinor: null,
      shares: [
        { lineNo: 1, amountMinor: 10n },
        { lineNo: 2, amountMinor: 10n },
      ],
    },
  ],
  freight: { paidMinor: 20n, freeFromMinor: null, feeMinor: 20n },
  gifts: [{ giftNo: 1, name: "g", withLineNos: [2], markedPriceMinor: null }],
  shipments: [shipment(1), shipment(2)],
  promises: [],
  recipient: null,
  message: null,
  ...change,
});

const codeOf = (change: Partial<HostOrder>) => checkHostRecord(order(change))?.code ?? null;
const [first, second] = order().tenders;
const tenders = [first ?? expect.fail(), second ?? expect.fail()] as const;

describe("an order of the host", () => {
  test("is taken when everything adds up", () => {
    expect(checkHostRecord(order())).toBeNull();
  });

  test("numbers its lines 1 to n, in order, and everything else once", () => {
    expect(codeOf({ lines: [line(1), line(3)] })).toBe("line_numbers_not_consecutive");
    expect(codeOf({ lines: [line(2), line(1)] })).toBe("line_numbers_not_consecutive");
    expect(codeOf({ tenders: [tenders[0], { ...tenders[1], tenderNo: 1 }] })).toBe("number_twice");
    expect(codeOf({ shipments: [shipment(1), shipment(1)] })).toBe("number_twice");
  });

  test("names no line it does not have", () => {
    expect(codeOf({ shipments: [shipment(1, { lines: [{ lineNo: 3, quantity: 1 }] })] })).toBe("unknown_line");
    expect(codeOf({ gifts: [{ giftNo: 1, name: "g", withLineNos: [9], markedPriceMinor: null }] })).toBe("unknown_line");
  });

  test("was paid with exactly what lines and freight came to, to the cent", () => {
    expect(codeOf({ tenders: [tenders[0], { ...tenders[1], paidMinor: 101n }] })).toBe("amounts_do_not_balance");
    expect(codeOf({ freight: { paidMinor: 19n, freeFromMinor: null, feeMinor: 0n } })).toBe("amounts_do_not_balance");
    const huge = 9_007_199_254_740_991n;
    expect(codeOf({ lines: [line(1, { paidMinor: huge }), line(2)], tenders: [{ ...tenders[0], paidMinor: huge + 210n }] })).toBe(
      "amount_too_large",
    );
  });

  test("shares each discount out whole", () => {
    const discount = { discountNo: 1, bearer: "platform" as const, amountMinor: 20n, thresholdMinor: null };
    expect(codeOf({ discounts: [{ ...discount, shares: [{ lineNo: 1, amountMinor: 19n }] }] })).toBe("discount_shares_do_not_sum");
  });

  test("says under which condition a discount stands so that a partial return can be reckoned", () => {
    const discount = { discountNo: 1, bearer: "seller" as const, amountMinor: 20n, shares: [{ lineNo: 1, amountMinor: 20n }] };
    const cut = (condition: Partial<HostOrder["discounts"][number]>) =>
      codeOf({ discounts: [{ ...discount, thresholdMinor: null, ...condition }] });
    expect(cut({ bundleSets: 1 })).toBe(null);
    expect(cut({ bundleSets: 7 })).toBe("discount_condition_unsound");
    expect(cut({ bundleSets: 1, thresholdMinor: 10n })).toBe("discount_condition_unsound");
    expect(cut({ thresholdMinor: 100n, lowerSteps: [{ thresholdMinor: 50n, amountMinor: 10n }] })).toBe(null);
    expect(cut({ thresholdMinor: 100n, lowerSteps: [{ thresholdMinor: 100n, amountMinor: 10n }] })).toBe("discount_condition_unsound");
    expect(cut({ thresholdMinor: 100n, lowerSteps: [{ thresholdMinor: 50n, amountMinor: 21n }] })).toBe("discount_condition_unsound");
    expect(cut({ lowerSteps: [{ thresholdMinor: 50n, amountMinor: 10n }] })).toBe("discount_condition_unsound");
  });

  test("ships no more of a line than was ordered, over all parcels", () => {
    expect(codeOf({ shipments: [shipment(1), shipment(2, { lines: [{ lineNo: 1, quantity: 2 }] })] })).toBe("shipped_more_than_ordered");
  });

  test("is not both cancelled and shipped, nor shipped unpaid unless it is paid on delivery", () => {
    expect(codeOf({ cancelledAt: instant(150) })).toBe("cancelled_after_shipping");
    expect(codeOf({ paidAt: null })).toBe("shipped_unpaid");
    const onDelivery = { tenders: [{ ...tenders[0], kind: "cash_on_delivery" as const, paidMinor: 400n }] };
    expect(codeOf({ ...onDelivery, paidAt: null })).toBeNull();
    expect(codeOf({ ...onDelivery, paidAt: instant(400) })).toBeNull();
  });

  test("was placed, paid, sent and signed for in this order", () => {
    expect(codeOf({ paidAt: instant(99) })).toBe("times_out_of_order");
    expect(codeOf({ paidAt: instant(301) })).toBe("times_out_of_order");
    expect(codeOf({ shipments: [], cancelledAt: instant(99) })).toBe("times_out_of_order");
    expect(codeOf({ shipments: [shipment(1, { signedAt: instant(299) })] })).toBe("times_out_of_order");
    const events = [...shipment(1).events].reverse();
    expect(codeOf({ shipments: [shipment(1, { events })] })).toBe("times_out_of_order");
  });

  test("says the first fault in a fixed order when there are several", () => {
    expect(codeOf({ lines: [line(2)], tenders: [], paidAt: null })).toBe("line_numbers_not_consecutive");
    expect(codeOf({ tenders: [], paidAt: null })).toBe("amounts_do_not_balance");
  });
});

describe("a seller, a customer or an article", () => {
  const said = { source: "erp", sourceVersion: 1 };
  const contact = { name: "n", phone: null, region: "r", detail: "d" };
  const seller = { kind: "seller" as const, ...said, externalId: "s", name: "n", isTrader: true, flagship: false, closed: false };

  test("has one default return address at most", () => {
    const book = [1, 2].map(addressNo => ({ addressNo, isDefault: true, contact }));
    expect(checkHostRecord({ ...seller, returnAddresses: book })?.code).toBe("several_defaults");
    expect(checkHostRecord({ ...seller, returnAddresses: book.slice(0, 1) })).toBeNull();
  });

  test("has an id that is nobody's telephone, and the refusal does not repeat it", () => {
    const fault = checkHostRecord({ ...seller, externalId: "13812341234", returnAddresses: [] });
    expect(fault?.code).toBe("personal_data_in_id");
    expect(JSON.stringify(fault)).not.toContain("138");
  });
});
