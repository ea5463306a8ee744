import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CaseId, EffectId, SellerId } from "../kernel/ids.ts";
import { type Currency, sumMinor } from "../kernel/money.ts";
import { DAY_MS, HOUR_MS, instant } from "../kernel/time.ts";
import type { GatewayLine } from "./gateway-line.ts";
import { type Finding, type MatchAsk, matchLines } from "./match-lines.ts";
import type { MoneyFact } from "./money-fact.ts";
import { openItems, outcomeSums } from "./open-item.ts";

const CNY = "CNY" as Currency;
const FROM = instant(1_763_654_400_000);
const RULES = { carryMs: 2 * HOUR_MS, suggestMs: DAY_MS };

const factOf = (place: number, amountMinor: bigint, atMs: number): MoneyFact => ({
  factKey: `case_${place}:1`,
  caseId: `case_${place}` as CaseId,
  shortNo: `${place}`,
  sellerId: "seller_1" as SellerId,
  kind: amountMinor < 0n ? "refund" : "collection",
  effectId: `effect_${place}` as EffectId,
  gatewayRef: `ref-${place}`,
  key: `key${place}`,
  orderNo: `order-${place % 7}`,
  amountMinor,
  currency: CNY,
  at: instant(FROM + atMs),
  gateway: "bank",
});
const lineOf = (fact: MoneyFact, row: number): GatewayLine => ({
  row,
  kind: fact.kind === "collection" ? "collection" : "refund",
  gatewayRef: fact.gatewayRef,
  key: fact.key,
  orderNo: fact.orderNo,
  amountMinor: fact.amountMinor,
  feeMinor: 0n,
  currency: fact.currency,
  at: fact.at,
  state: "done",
});
const ask = (lines: readonly GatewayLine[], facts: readonly MoneyFact[]): MatchAsk => ({
  ...{ gateway: "bank", from: FROM, until: instant(FROM + DAY_MS), rules: RULES },
  ...{ lines, facts, links: new Map() },
});

/** Facts anywhere from the hours before the day to the hours after it, each with a line or without, and lines nobody knows. */
const worlds = fc
  .array(
    fc.record({
      amount: fc.integer({ min: -50_000, max: 50_000 }).filter(amount => amount !== 0),
      atMs: fc.integer({ min: -HOUR_MS, max: DAY_MS + HOUR_MS }),
      has: fc.constantFrom("both", "fact", "line", "twice", "other amount", "failed", "sale"),
    }),
    { maxLength: 40 },
  )
  .map(entries => {
    const facts: MoneyFact[] = [];
    const lines: GatewayLine[] = [];
    for (const [place, { amount, atMs, has }] of entries.entries()) {
      const fact = factOf(place, BigInt(amount), atMs);
      const line = lineOf(fact, lines.length + 2);
      if (has !== "line" && has !== "sale") facts.push(fact);
      if (has === "both" || has === "line") lines.push(line);
      if (has === "twice") lines.push(line, { ...line, row: line.row + 1 });
      if (has === "other amount") lines.push({ ...line, amountMinor: line.amountMinor + 1n });
      if (has === "failed") lines.push({ ...line, state: "failed" });
      if (has === "sale") lines.push({ ...line, kind: "sale" });
    }
    return { facts, lines };
  });

const linesIn = (findings: readonly Finding[]) => findings.flatMap(finding => ("line" in finding ? [finding.line] : []));
const factsIn = (findings: readonly Finding[]) => findings.flatMap(finding => ("fact" in finding ? [finding.fact] : []));

describe("a statement and the books", () => {
  test("put every line and every fact in exactly one group", () => {
    fc.assert(
      fc.property(worlds, ({ lines, facts }) => {
        const found = matchLines(ask(lines, facts));
        expect(
          linesIn(found)
            .map(line => line.row)
            .sort(),
        ).toEqual(lines.map(line => line.row).sort());
        expect(
          factsIn(found)
            .map(fact => fact.factKey)
            .sort(),
        ).toEqual(facts.map(fact => fact.factKey).sort());
      }),
    );
  });

  test("add up: the groups that hold lines are worth what the statement is", () => {
    fc.assert(
      fc.property(worlds, ({ lines, facts }) => {
        const { matched, different, duplicated, extra, outside } = outcomeSums(matchLines(ask(lines, facts)));
        const groups = [matched, different, duplicated, extra, outside];
        expect(sumMinor(groups.map(group => group.amountMinor))).toBe(sumMinor(lines.map(line => line.amountMinor)));
        expect(groups.reduce((count, group) => count + group.count, 0)).toBe(lines.length);
      }),
    );
  });

  test("do not ask in which order they are told", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 1000 }), ({ lines, facts }, turn) => {
        const turned = <T>(items: readonly T[]) =>
          [...items.slice(turn % (items.length || 1)), ...items.slice(0, turn % (items.length || 1))].reverse();
        expect(matchLines(ask(turned(lines), turned(facts)))).toEqual(matchLines(ask(lines, facts)));
      }),
    );
  });

  test("leave the difference of a statement to the books in the open items and what is not due", () => {
    fc.assert(
      fc.property(worlds, ({ lines, facts }) => {
        const found = matchLines(ask(lines, facts));
        const outside = linesIn(found.filter(finding => finding.outcome === "outside" && finding.line.state === "done"));
        const moved = lines.filter(line => line.state === "done" && !outside.includes(line));
        const notDue = factsIn(found.filter(finding => finding.outcome === "not_due"));
        const difference =
          sumMinor(moved.map(line => line.amountMinor)) -
          sumMinor(facts.map(fact => fact.amountMinor)) +
          sumMinor(notDue.map(fact => fact.amountMinor));
        expect(sumMinor(openItems(found).map(item => item.stakeMinor ?? 0n))).toBe(difference);
      }),
    );
  });
});

const perfect = fc
  .array(fc.tuple(fc.integer({ min: -50_000, max: -1 }), fc.integer({ min: 0, max: 21 * HOUR_MS })), { minLength: 2, maxLength: 30 })
  .map(entries => entries.map(([amount, atMs], place) => factOf(place, BigInt(amount), atMs)));

describe("a perfect statement", () => {
  test("matches wholly, by either number", () => {
    fc.assert(
      fc.property(perfect, fc.constantFrom("gatewayRef", "key"), (facts, unknown) => {
        const found = matchLines(
          ask(
            facts.map((fact, place) => ({ ...lineOf(fact, place + 2), [unknown]: null })),
            facts,
          ),
        );
        expect(found.every(finding => finding.outcome === "matched")).toBe(true);
      }),
    );
  });

  const MUTATIONS: Readonly<Record<string, (lines: readonly GatewayLine[], place: number) => readonly GatewayLine[]>> = {
    missing: (lines, place) => lines.toSpliced(place, 1),
    extra: lines => [...lines, { ...lineOf(factOf(999, -77n, HOUR_MS), 999) }],
    duplicated: (lines, place) => [...lines, ...lines.slice(place, place + 1).map(line => ({ ...line, row: 999 }))],
    amount: (lines, place) => lines.map((line, at) => (at === place ? { ...line, amountMinor: line.amountMinor - 1n } : line)),
    currency: (lines, place) => lines.map((line, at) => (at === place ? { ...line, currency: "USD" as Currency } : line)),
    state: (lines, place) => lines.map((line, at) => (at === place ? { ...line, state: "failed" as const } : line)),
  };

  test.each(Object.entries(MUTATIONS))("with one thing changed (%s) has exactly that one item", (name, mutate) => {
    fc.assert(
      fc.property(perfect, fc.nat(), (facts, seed) => {
        const lines = facts.map((fact, place) => lineOf(fact, place + 2));
        const items = openItems(matchLines(ask(mutate(lines, seed % lines.length), facts)));
        expect(items.map(item => (item.outcome === "different" ? item.differences.join() : item.outcome))).toEqual([name]);
      }),
    );
  });
});
