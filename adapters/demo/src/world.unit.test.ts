import { parseNativeLine } from "@amends/contract/import/parse-native-line";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import { shipmentState } from "@amends/domain/order/goods-state";
import { TENDER_KINDS } from "@amends/domain/order/order-facts";
import { weaknessOf } from "@amends/domain/party/sign-in-limits";
import { describe, expect, test } from "vitest";
import { DEMO_PASSWORD, demoAccounts } from "./accounts.ts";
import { DEMO_OPERATIONS } from "./operations.ts";
import { makeDemoWorld } from "./world.ts";

const NOW = instant(Date.UTC(2026, 10, 21, 8));
const world = makeDemoWorld(NOW);
const parsed = world.flatMap(({ records }) => records).map(record => parseNativeLine(JSON.stringify(record)));
const records = parsed.flatMap(line => (line.ok ? [line.record] : []));
const orders = records.flatMap(record => (record.kind === "order" ? [record] : []));
const of = (kind: string) => records.filter(record => record.kind === kind).length;

describe("the demo world", () => {
  test("is the same for the same seed and moment, and another for another seed", () => {
    expect(JSON.stringify(makeDemoWorld(NOW))).toBe(JSON.stringify(world));
    expect(JSON.stringify(makeDemoWorld(NOW, 7))).not.toBe(JSON.stringify(world));
  });

  test("consists of records the import takes, every one", () => {
    expect(parsed.filter(line => !line.ok)).toEqual([]);
    expect({ sellers: of("seller"), buyers: of("customer"), articles: of("sku"), orders: of("order") }).toEqual({
      sellers: 25,
      buyers: 122,
      articles: 311,
      orders: 3000,
    });
  });

  test("names order numbers, articles and parcels once", () => {
    const unique = (keys: readonly string[]) => expect(new Set(keys).size).toBe(keys.length);
    unique(orders.map(order => order.externalOrderNo));
    unique(records.flatMap(record => (record.kind === "sku" ? [record.skuId] : [])));
    unique(orders.flatMap(order => order.shipments.map(shipment => shipment.trackingNo)));
    unique(records.flatMap(record => (record.kind === "customer" && record.phone !== null ? [record.phone] : [])));
  });

  test("lies within the last sixty days and knows nothing of tomorrow", () => {
    for (const order of orders) {
      const times = [
        order.placedAt,
        order.paidAt,
        order.cancelledAt,
        ...order.shipments.flatMap(({ shippedAt, signedAt, events }) => [shippedAt, signedAt, ...events.map(event => event.at)]),
      ];
      for (const at of times.filter(time => time !== null)) {
        expect(at).toBeLessThanOrEqual(NOW);
        expect(at).toBeGreaterThanOrEqual(NOW - 60 * DAY_MS);
      }
    }
  });

  test("takes as much money as its lines and freight cost, whatever the mix", () => {
    for (const order of orders) {
      const owed = order.lines.reduce((sum, line) => sum + line.paidMinor, order.freight.paidMinor);
      expect(order.tenders.reduce((sum, tender) => sum + tender.paidMinor, 0n)).toBe(owed);
      for (const line of order.lines) {
        const cut = order.discounts.flatMap(({ shares }) => shares).filter(share => share.lineNo === line.lineNo);
        expect(line.paidMinor).toBe(line.unitPriceMinor * BigInt(line.quantity) - cut.reduce((sum, share) => sum + share.amountMinor, 0n));
        expect(line.paidMinor).toBeGreaterThan(0n);
      }
    }
    const used = new Set(orders.flatMap(order => order.tenders.map(tender => tender.kind)));
    expect(TENDER_KINDS.filter(kind => used.has(kind))).toEqual(["card", "wallet", "gift_card", "store_credit", "points"]);
  });

  test("has parcels in every state, unpaid and cancelled orders, thresholds, gifts and confirmations", () => {
    const states = new Set(orders.flatMap(order => order.shipments.map(shipmentState)));
    expect([...states].sort()).toEqual(["delivered", "in_transit", "lost", "refused"]);
    const some = (is: (order: (typeof orders)[number]) => boolean) => expect(orders.filter(is).length).toBeGreaterThan(5);
    some(order => order.paidAt !== null && order.cancelledAt === null && order.shipments.length === 0);
    some(order => order.cancelledAt !== null);
    some(order => order.shipments.length > 1);
    some(order => order.discounts.some(discount => discount.thresholdMinor !== null));
    some(order => order.discounts.some(discount => discount.bearer === "creator"));
    some(order => order.freight.freeFromMinor !== null && order.freight.paidMinor === 0n);
    some(order => order.gifts.length > 0);
    some(order => order.lines.some(line => line.sevenDay.confirmation !== null));
    some(order => order.lines.some(line => line.sevenDay.class === "abs_fresh"));
    some(order => order.lines.some(line => line.cancelledQuantity > 0));
    some(order => new Set(order.lines.map(line => line.sellerExternalId)).size > 1);
  });

  test("opens a door for every role, with a password the house accepts", () => {
    for (const operation of DEMO_OPERATIONS) {
      const accounts = demoAccounts(operation);
      expect(accounts.map(account => account.role)).toEqual([
        "agent",
        "complaint_owner",
        "supervisor",
        "finance",
        "warehouse",
        "admin",
        "seller",
      ]);
      for (const { email } of accounts) expect(weaknessOf(DEMO_PASSWORD, email)).toBeUndefined();
    }
  });
});
