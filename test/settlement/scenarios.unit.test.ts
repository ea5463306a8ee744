import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nativeSku } from "@amends/contract/import/native-record";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { addTotals, NO_REFUNDS, sumOfRefunds } from "@amends/domain/order/refund-totals";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import { type ExchangeDifference, exchangeDifference, type NewItem } from "@amends/domain/settlement/exchange-difference";
import type { FreightAsk, LineAsk, RefundAsk } from "@amends/domain/settlement/refund-ask";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import type { RefundFault } from "@amends/domain/settlement/refund-refusal";
import { collectOf, keyNo, STARTED_AT } from "@amends/gateways/contract/requests";
import { createSandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, aTender, pieces } from "./an-order.ts";
import { SITUATIONS } from "./situations.ts";

/*
 * Situations of returns, exchanges, claims, payments and order edits as another system's tests have them, with the figures the rules give here. A comment
 * names the rule. Prices are in cents; `paid` includes tax, so tax needs no rule of its own: pieces carry the tax that was paid for them.
 */
const TWO_SHIRTS = anOrder({ lines: [aLine(1, 2, 2500n, 5000n)], freight: { paidMinor: 1100n } });
const ONE_PIECE = anOrder({ lines: [aLine(1, 1, 10_000n, 10_600n)] });
const THREE_LINES = anOrder({ lines: [aLine(1, 1, 1000n, 1000n), aLine(2, 2, 10_000n, 20_000n), aLine(3, 3, 2000n, 6000n)] });
const THREE_ITEMS = anOrder({
  lines: [aLine(1, 1, 800n, 800n), aLine(2, 2, 500n, 1000n), aLine(3, 1, 3000n, 3000n)],
  freight: { paidMinor: 1000n },
});

describe("returns", () => {
  test("both shirts back are 50.00; the way out of a no-reason return stays paid (F-4)", () => {
    expect(paidOut(TWO_SHIRTS, { lines: [pieces(1, 2)] })).toBe(5000n);
  });

  test("the way back is the buyer's in a no-reason return (7P-5) and the seller's for a fault (F-6)", () => {
    const deducted: FreightAsk = { ...anAsk({}).freight, returnTrip: { kind: "deduct", amountMinor: 1000n, advancedBy: "seller" } };
    expect(paidOut(TWO_SHIRTS, { lines: [pieces(1, 2)], freight: deducted })).toBe(4000n);
    expect(paidOut(TWO_SHIRTS, { lines: [pieces(1, 2)], freight: { ...anAsk({}).freight, outbound: { kind: "rest" } } })).toBe(6100n);
  });

  test("no pieces, and pieces of an unknown line, are refused", () => {
    expect(refusal(TWO_SHIRTS, [[pieces(1, 0)]])).toMatchObject({ code: "quantity_not_positive" });
    expect(refusal(THREE_LINES, [[pieces(333, 1)]])).toMatchObject({ code: "line_unknown", lineNo: 333 });
  });

  test("after one of line 2 and two of line 3, two more of line 3 are one too many", () => {
    expect(refusal(THREE_LINES, [[pieces(2, 1), pieces(3, 2)], [pieces(3, 2)]])).toEqual({
      code: "quantity_above_left",
      lineNo: 3,
      from: "untouched",
      askedQuantity: 2,
      leftQuantity: 1,
    });
  });

  test("two returns of one order, then its freight, are together all that was paid (M-1)", () => {
    const parts = told(THREE_ITEMS, [
      { lines: [pieces(1, 1), pieces(2, 1), pieces(3, 1)] },
      { lines: [pieces(2, 1)] },
      { freight: { ...anAsk({}).freight, outbound: { kind: "rest" } } },
    ]);
    expect(parts.map(part => part.totalToBuyerMinor)).toEqual([4300n, 500n, 1000n]);
  });

  test("a return that is cancelled frees its pieces; the other one stays", () => {
    const [, second] = told(THREE_ITEMS, [{ lines: [pieces(1, 1), pieces(2, 1), pieces(3, 1)] }, { lines: [pieces(2, 1)] }]);
    const answer = computeRefund({
      order: THREE_ITEMS,
      earlier: sumOfRefunds(second ? [second.adds] : []),
      ask: anAsk({ lines: [pieces(2, 1)] }),
    });
    expect(answer).toMatchObject({ kind: "refund", totalToBuyerMinor: 500n });
  });
});

describe("what may be refunded of a line after discount and tax (M-1: the sum really paid, tax within)", () => {
  test.each([
    ["2 × 50 less 20 at 10 %", 2, 5000n, 8800n, 800n, [4400n, 4400n], [400n, 400n]],
    ["2 × 30 at 10 %", 2, 3000n, 6600n, 600n, [3300n, 3300n], [300n, 300n]],
    ["1 × 5 at 50 %", 1, 500n, 750n, 250n, [750n], [250n]],
    ["2 × 50 less 10 at 10 %", 2, 5000n, 9900n, 900n, [4950n, 4950n], [450n, 450n]],
    ["99 with tax within, 9 off", 1, 9900n, 8910n, 810n, [8910n], [810n]],
    ["9 less 3 at 10 %", 1, 900n, 660n, 60n, [660n], [60n]],
    ["100 at 6 %", 1, 10_000n, 10_600n, 600n, [10_600n], [600n]],
  ])("%s", (_what, quantity, unitPriceMinor, paidMinor, taxMinor, perPiece, taxPerPiece) => {
    const order = anOrder({ lines: [{ ...aLine(1, quantity, unitPriceMinor, paidMinor), taxMinor }] });
    const parts = told(
      order,
      perPiece.map(() => ({ lines: [pieces(1, 1)] })),
    );
    expect(parts.map(part => part.totalToBuyerMinor)).toEqual(perPiece);
    expect(parts.map(part => part.lines[0]?.taxMinor)).toEqual(taxPerPiece);
  });

  test("one piece back good and one ruined by the buyer: 44.00, and nothing is left to refund (7D-13)", () => {
    const order = anOrder({ lines: [aLine(1, 2, 5000n, 8800n)] });
    const [received] = told(order, [{ lines: [pieces(1, 1), { ...pieces(1, 1), damageBasisPoints: 10_000 }] }]);
    expect(received?.totalToBuyerMinor).toBe(4400n);
    expect(refusal(order, [[pieces(1, 1), { ...pieces(1, 1), damageBasisPoints: 10_000 }], [pieces(1, 1)]])).toMatchObject({
      leftQuantity: 0,
    });
  });
});

describe("exchanges and claims (new goods and charged freight against what was paid for the pieces coming back)", () => {
  const newItem = (unitPriceMinor: bigint, quantity = 1): NewItem => ({ skuId: "new", name: "新品", quantity, unitPriceMinor });
  const chargedReturn = (amountMinor: bigint): FreightAsk => ({
    ...anAsk({}).freight,
    returnTrip: { kind: "deduct", amountMinor, advancedBy: "seller" },
  });
  const differences: readonly (readonly [
    what: string,
    order: OrderFacts,
    line: LineAsk,
    items: readonly NewItem[],
    freight: bigint,
    difference: ExchangeDifference,
  ])[] = [
    ["20 back, 50 out, 5 and 7.50 freight", THREE_LINES, pieces(3, 1), [newItem(5000n)], 1250n, { kind: "collect", amountMinor: 4250n }],
    [
      "25 back, 2 × 50.25 out, 20 and 15 freight",
      TWO_SHIRTS,
      pieces(1, 1),
      [newItem(5025n, 2)],
      3500n,
      { kind: "collect", amountMinor: 11_050n },
    ],
    ["25 back and 15 freight, nothing out", TWO_SHIRTS, pieces(1, 1), [], 1500n, { kind: "refund", amountMinor: 1000n }],
    ["a swap of equal price, tax within", ONE_PIECE, pieces(1, 1), [newItem(10_600n)], 0n, { kind: "even" }],
    [
      "a swap of equal price with 15 freight and its tax",
      ONE_PIECE,
      pieces(1, 1),
      [newItem(10_600n)],
      1590n,
      { kind: "collect", amountMinor: 1590n },
    ],
    [
      "an order edit: 2 × 25 out of the order, 2 × 13.20 in",
      TWO_SHIRTS,
      pieces(1, 2),
      [newItem(1320n, 2)],
      0n,
      { kind: "refund", amountMinor: 2360n },
    ],
  ];

  test.each(differences)("%s", (_what, order, line, newItems, chargedFreightMinor, expected) => {
    const [exchange] = told(order, [{ lines: [line], newItems, freight: chargedReturn(chargedFreightMinor) }]);
    const returnedPaidMinor = exchange?.lines[0]?.amountMinor ?? 0n;
    expect(exchangeDifference({ returnedPaidMinor, newItems, chargedFreightMinor })).toEqual(expected);
    expect(exchange?.totalToBuyerMinor).toBe(expected.kind === "refund" ? expected.amountMinor : 0n);
    expect(exchange?.amountToCollectMinor).toBe(expected.kind === "collect" ? expected.amountMinor : 0n);
  });

  test("a replacement for a defect is no exchange of prices: the 106.00 stay what is owed, with their tax", () => {
    const order = anOrder({ lines: [{ ...aLine(1, 1, 10_000n, 10_600n), taxMinor: 600n }] });
    const swapped = resultOf(order, { lines: [pieces(1, 1)], newItems: [{ ...newItem(10_600n), replacesLineNo: 1 }] });
    expect([swapped.totalToBuyerMinor, swapped.amountToCollectMinor]).toEqual([0n, 0n]);
    const back = resultOf(order, { lines: [{ ...pieces(1, 1), from: "exchanged", skuId: "new" }] }, swapped.adds);
    expect(back.totalToBuyerMinor).toBe(10_600n);
  });

  test("for a defect the seller bears the way back: 25.00 for one of two (CRPL a24)", () => {
    expect(paidOut(TWO_SHIRTS, { lines: [pieces(1, 1)] })).toBe(2500n);
  });

  test("at every step of a chain of swaps, total = paid − refunded + outstanding", () => {
    let totals = NO_REFUNDS;
    let orderTotal = 31_800n;
    const order = anOrder({ lines: [aLine(1, 3, 10_000n, 31_800n)] });
    for (const [priceMinor, freightMinor] of [
      [10_600n, 0n],
      [10_600n, 1590n],
      [5000n, 0n],
    ] as const) {
      const step = resultOf(
        order,
        { lines: [pieces(1, 1)], newItems: [newItem(priceMinor)], freight: chargedReturn(freightMinor) },
        totals,
      );
      totals = addTotals(totals, step.adds);
      orderTotal += priceMinor + freightMinor - 10_600n;
      const refunded = totals.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0n);
      expect(orderTotal).toBe(31_800n - refunded + totals.collectDueMinor);
    }
    expect([totals.collectDueMinor, orderTotal]).toEqual([0n, 27_790n]);
  });
});

describe("payments and refunds (a sum agreed; never above what is left)", () => {
  const agreed = (amountMinor: bigint, from: LineAsk["from"] = "partly_refunded"): RefundAsk["lines"] => [
    { ...pieces(1, 1, { kind: "amount", amountMinor }), from },
  ];
  const hundred = anOrder({ lines: [aLine(1, 1, 10_000n, 10_000n)] });

  test("50 of 100; 25 and 25 again", () => {
    expect(paidOut(hundred, { lines: agreed(5000n, "untouched") })).toBe(5000n);
    const parts = told(hundred, [{ lines: agreed(2500n, "untouched") }, { lines: agreed(2500n) }]);
    expect(parts.map(part => part.totalToBuyerMinor)).toEqual([2500n, 2500n]);
  });

  test.each([
    ["1000 after 25 of 100", [2500n, 100_000n], 7500n],
    ["60 after 50 of 100", [5000n, 6000n], 5000n],
  ])("%s is refused with what is left", (_what, [first = 0n, second = 0n], leftMinor) => {
    expect(refusal(hundred, [agreed(first, "untouched"), agreed(second)])).toMatchObject({ code: "amount_above_left", leftMinor });
  });

  test("more than was paid is refused at once", () => {
    const fifty = anOrder({ lines: [aLine(1, 1, 5000n, 5000n)] });
    expect(refusal(fifty, [agreed(10_000n, "untouched")])).toMatchObject({ code: "amount_above_left", leftMinor: 5000n });
  });

  test("where nothing is owed any more, goodwill is a compensation of its own and takes nothing from the payment", () => {
    const [, goodwill] = told(hundred, [
      { lines: [pieces(1, 1)] },
      { extras: [{ head: "goodwill", amountMinor: 1000n, capMinor: null, bearer: "seller", ruleId: "goodwill" }] },
    ]);
    expect([goodwill?.totalToBuyerMinor, goodwill?.tenders]).toEqual([1000n, []]);
  });

  test("999 of 1000 over four tenders in eight parts, then the last 1: each tender has exactly its own back (M-2)", () => {
    const order = anOrder({
      lines: [aLine(1, 1, 100_000n, 100_000n)],
      tenders: [aTender(1, "card", 12_000n), aTender(2, "wallet", 18_000n), aTender(3, "bank", 20_000n), aTender(4, "card", 50_000n)],
    });
    const sums = [7000n, 5000n, 18_000n, 10_000n, 4000n, 6000n, 40_000n, 9900n];
    const parts = told(order, [
      ...sums.map((amountMinor, index) => ({ lines: agreed(amountMinor, index === 0 ? "untouched" : "partly_refunded") })),
      { lines: agreed(100n) },
    ]);
    expect(parts.slice(0, 8).reduce((sum, part) => sum + part.totalToBuyerMinor, 0n)).toBe(99_900n);
    const totals = sumOfRefunds(parts.map(part => part.adds));
    expect(totals.tenders.map(tender => tender.amountMinor)).toEqual([12_000n, 18_000n, 20_000n, 50_000n]);
  });
});

describe("an order edited before it is sent (what is added, taken out or dearer moves the total by its own price)", () => {
  const plain = (unitPriceMinor: bigint, quantity: number): NewItem => ({ skuId: "n", name: "新品", quantity, unitPriceMinor });

  test("from 60.00: 2 × 12 more, the same again, a third at 25, all three at 30, none of them", () => {
    const edits: readonly (readonly [outMinor: bigint, newItems: readonly NewItem[], totalMinor: bigint])[] = [
      [0n, [], 6000n],
      [0n, [plain(1200n, 2)], 8400n],
      [5000n, [plain(2500n, 2)], 8400n],
      [5000n, [plain(2500n, 3)], 10_900n],
      [7500n, [plain(3000n, 3)], 12_400n],
      [9000n, [], 3400n],
    ];
    let totalMinor = 6000n;
    for (const [returnedPaidMinor, newItems, expected] of edits) {
      const difference = exchangeDifference({ returnedPaidMinor, newItems, chargedFreightMinor: 0n });
      if (difference.kind !== "even") totalMinor += difference.kind === "collect" ? difference.amountMinor : -difference.amountMinor;
      expect(totalMinor).toBe(expected);
    }
  });
});

describe("what no amount may depend on", () => {
  test("a parcel that was sent, signed for or lost changes nothing of what is owed", () => {
    const shipped = (signedAt: Instant | null): OrderFacts => ({
      ...TWO_SHIRTS,
      shipments: [
        { shipmentNo: 1, carrier: "sf", trackingNo: "1", lines: [{ lineNo: 1, quantity: 2 }], shippedAt: instant(0), signedAt, events: [] },
      ],
    });
    const ask = { lines: [pieces(1, 1)], newItems: [{ skuId: "n", name: "新品", quantity: 1, unitPriceMinor: 4000n }] };
    for (const order of [shipped(null), shipped(instant(1))])
      expect(resultOf(order, ask)).toMatchObject({ amountToCollectMinor: 1500n, totalToBuyerMinor: 0n });
    expect(resultOf(TWO_SHIRTS, ask)).toMatchObject({ amountToCollectMinor: 1500n, totalToBuyerMinor: 0n });
  });

  test("what a buyer is asked to pay is just what is outstanding, step after step", () => {
    let totals = NO_REFUNDS;
    const order = anOrder({ lines: [aLine(1, 3, 10_000n, 31_800n)] });
    for (const [priceMinor, dueMinor] of [
      [12_000n, 1400n],
      [10_600n, 1400n],
      [9000n, 0n],
    ] as const) {
      const step = resultOf(
        order,
        { lines: [pieces(1, 1)], newItems: [{ skuId: "n", name: "新品", quantity: 1, unitPriceMinor: priceMinor }] },
        totals,
      );
      totals = addTotals(totals, step.adds);
      expect(totals.collectDueMinor).toBe(dueMinor);
    }
  });

  test("a price with a fraction of a cent is refused at the door, never rounded in silence", () => {
    for (const written of [123_456.123, "123456.12", 1e21, -1]) expect(nativeSku.shape.priceMinor.safeParse(written).success).toBe(false);
    expect(nativeSku.shape.priceMinor.safeParse(12_345_612).success).toBe(true);
  });
});

test("100 of a difference asked for again under its key: collected once, and answered the same", async () => {
  const bank = createSandboxBank({ clock: () => instant(STARTED_AT) });
  const asked = collectOf(keyNo(1), { amountMinor: 10_000n });
  const answer = await bank.collect(asked);
  expect([answer, await bank.collect(asked)]).toEqual([expect.objectContaining({ kind: "done" }), answer]);
  expect(await bank.statement()).toMatchObject([{ key: asked.key, kind: "collect", amountMinor: 10_000n }]);
});

describe("the list of situations", () => {
  const thisFile = readFileSync(fileURLToPath(import.meta.url), "utf8");

  test.each(Object.entries(SITUATIONS).filter(([, where]) => !/^not (ours|money): /.test(where)))("%s is tested: %s", (_id, where) => {
    expect(thisFile).toContain(JSON.stringify(where));
  });

  const list = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/data/medusa-scenarios.md");
  test.skipIf(!existsSync(list))("leaves out no number of the parts about money (skipped where the list is not at hand)", () => {
    const numbers = [...readFileSync(list, "utf8").matchAll(/^\| ([TXCPE]-\d\d) \|/gm)].map(([, id]) => id);
    expect(Object.keys(SITUATIONS).filter(id => !id.startsWith("invariant"))).toEqual(numbers);
  });
});

const resultOf = (order: OrderFacts, ask: Partial<RefundAsk>, earlier = NO_REFUNDS): RefundBreakdown => {
  const answer = computeRefund({ order, earlier, ask: anAsk(ask) });
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return answer;
};

const told = (order: OrderFacts, asks: readonly Partial<RefundAsk>[]): readonly RefundBreakdown[] => {
  let totals = NO_REFUNDS;
  return asks.map(ask => {
    const refund = resultOf(order, ask, totals);
    totals = addTotals(totals, refund.adds);
    return refund;
  });
};

const paidOut = (order: OrderFacts, ask: Partial<RefundAsk>): bigint => resultOf(order, ask).totalToBuyerMinor;

/** The answer to the last of several asks, when the earlier ones were paid. */
const refusal = (order: OrderFacts, parts: readonly RefundAsk["lines"][]): RefundFault | null => {
  const before = sumOfRefunds(
    told(
      order,
      parts.slice(0, -1).map(lines => ({ lines })),
    ).map(part => part.adds),
  );
  const answer = computeRefund({ order, earlier: before, ask: anAsk({ lines: parts.at(-1) ?? [] }) });
  if (answer.kind === "refund") return null;
  const { kind: _, ...fault } = answer;
  return fault;
};
