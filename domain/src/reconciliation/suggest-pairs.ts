import type { GatewayLine } from "./gateway-line.ts";
import type { MoneyFact } from "./money-fact.ts";

export type Suggested = { readonly byRow: ReadonlyMap<number, string>; readonly byFact: ReadonlyMap<string, number> };

/** Lines and facts that may be one movement: of one amount, currency and order, near in time, and with no other candidate on either side. */
export const suggestPairs = (lines: readonly GatewayLine[], facts: readonly MoneyFact[], withinMs: number): Suggested => {
  const factsOf = grouped(facts, ({ orderNo, amountMinor, currency }) => `${orderNo} ${amountMinor} ${currency}`);
  const byRow = new Map<number, string>();
  const byFact = new Map<string, number>();
  const linesOf = grouped(
    lines.filter(line => line.orderNo !== null),
    ({ orderNo, amountMinor, currency }) => `${orderNo} ${amountMinor} ${currency}`,
  );
  for (const [name, [line, ...moreLines]] of linesOf) {
    const [fact, ...moreFacts] = factsOf.get(name) ?? [];
    if (line === undefined || fact === undefined || moreLines.length > 0 || moreFacts.length > 0) continue;
    if (Math.abs(line.at - fact.at) > withinMs) continue;
    byRow.set(line.row, fact.factKey);
    byFact.set(fact.factKey, line.row);
  }
  return { byRow, byFact };
};

const grouped = <T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item]);
  return groups;
};
