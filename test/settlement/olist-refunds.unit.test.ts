import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { HostOrder } from "@amends/domain/order/host-record";
import type { OrderFacts, Tender } from "@amends/domain/order/order-facts";
import { addTotals, NO_REFUNDS, type RefundTotals } from "@amends/domain/order/refund-totals";
import { readOlist } from "@amends/importers/olist/read-olist";
import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, aTender, pieces } from "./an-order.ts";
import { mustRefund, sum, theRest } from "./arbitrary-refunds.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/olist-delivery", import.meta.url));
if (!existsSync(FOLDER)) console.warn(`skipped: Olist is not at ${FOLDER}`);

/** Read row by row, which is all the reader has to agree with. */
const paymentsByOrder = async (): Promise<ReadonlyMap<string, readonly bigint[]>> => {
  const paid = new Map<string, bigint[]>();
  const rows = gunzipSync(await readFile(`${FOLDER}/payments.csv.gz`))
    .toString("utf8")
    .trim()
    .split("\n")
    .slice(1);
  for (const row of rows) {
    const [orderNo = "", , , , cents = "0"] = row.trim().split(",");
    paid.set(orderNo, [...(paid.get(orderNo) ?? []), BigInt(cents)]);
  }
  return paid;
};

const inOrder = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

/** The same figures every time: a linear congruential generator. */
const seeded = (seed: bigint) => {
  let state = seed;
  return (below: bigint): bigint => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return (state >> 16n) % below;
  };
};

const refundable = (order: Pick<HostOrder, "lines" | "tenders" | "freight">): OrderFacts =>
  anOrder({
    lines: order.lines.map(({ lineNo, quantity, unitPriceMinor, paidMinor }) => aLine(lineNo, quantity, unitPriceMinor, paidMinor)),
    tenders: order.tenders,
    freight: order.freight,
  });

const unread = (payments: readonly bigint[]): OrderFacts => {
  const paidMinor = sum(payments);
  return anOrder({
    lines: [aLine(1, 1, paidMinor, paidMinor)],
    tenders: payments.map((minor, index): Tender => aTender(index + 1, index === 0 ? "card" : "wallet", minor)),
  });
};

describe.skipIf(!existsSync(FOLDER))("Olist's orders paid in several parts, refunded in two random ones", () => {
  test("give every payment back exactly what it brought, to the cent", async () => {
    const below = seeded(20_261_121n);
    const several = new Map([...(await paymentsByOrder())].filter(([, payments]) => payments.length > 1));
    const orders = new Map([...several].map(([orderNo, payments]) => [orderNo, unread(payments)]));
    let read = 0;
    for await (const item of readOlist(FOLDER)) {
      if (!item.ok || item.record.kind !== "order" || !several.has(item.record.externalOrderNo)) continue;
      orders.set(item.record.externalOrderNo, refundable(item.record));
      read += 1;
    }
    expect(orders.size).toBe(567);
    expect(read).toBeGreaterThan(550);
    for (const [orderNo, order] of orders) {
      const totals = inTwoParts(order, below);
      const given = order.tenders.map(({ tenderNo }) => totals.tenders.find(tender => tender.tenderNo === tenderNo)?.amountMinor ?? 0n);
      // A payment of nothing is no tender.
      const brought = (several.get(orderNo) ?? []).filter(minor => minor > 0n);
      expect(given.filter(minor => minor > 0n).toSorted(inOrder), orderNo).toEqual(brought.toSorted(inOrder));
      expect(given, orderNo).toEqual(order.tenders.map(({ paidMinor }) => paidMinor));
    }
  }, 120_000);
});

/** Some sum of the first line that cost anything, and then all the rest. */
const inTwoParts = (order: OrderFacts, below: (most: bigint) => bigint): RefundTotals => {
  const line = order.lines.find(({ paidMinor }) => paidMinor > 1n);
  if (line === undefined) return mustRefund(order, NO_REFUNDS, theRest(order, NO_REFUNDS)).adds;
  const worth = mustRefund(order, NO_REFUNDS, anAsk({ lines: [pieces(line.lineNo, line.quantity)] })).lines[0]?.amountMinor ?? 0n;
  const amountMinor = 1n + below(worth - 1n);
  const part = mustRefund(order, NO_REFUNDS, anAsk({ lines: [pieces(line.lineNo, line.quantity, { kind: "amount", amountMinor })] }));
  return addTotals(part.adds, mustRefund(order, part.adds, theRest(order, part.adds)).adds);
};
