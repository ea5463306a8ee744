import type { Currency, Minor } from "../kernel/money.ts";
import { type GatewayLine, nameOfLine } from "./gateway-line.ts";
import type { Difference, Finding, Outcome } from "./match-lines.ts";
import type { MoneyFact } from "./money-fact.ts";

/** The outcomes somebody has to look at, and the one that is only waited for. */
export const ITEM_OUTCOMES = ["missing", "extra", "different", "duplicated", "carried"] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

export type OpenItem = {
  /** The same thing has the same name however often it is matched, and in whatever order a statement lists it. */
  readonly itemKey: string;
  readonly outcome: ItemOutcome;
  readonly line: GatewayLine | null;
  readonly fact: MoneyFact | null;
  readonly differences: readonly Difference[];
  /** The fact's key, or the line's row, that may be its other half. */
  readonly suggested: string | null;
  /** How much more the gateway has of the merchant's money than the books say; null where the two are in different currencies. */
  readonly stakeMinor: Minor | null;
  readonly currency: Currency;
};

export const openItems = (findings: readonly Finding[]): readonly OpenItem[] => {
  const counted = new Map<string, number>();
  const named = (name: string): string => {
    const count = (counted.get(name) ?? 0) + 1;
    counted.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  };
  return findings.flatMap(finding => itemsOf(finding, named));
};

const itemsOf = (finding: Finding, named: (name: string) => string): readonly OpenItem[] => {
  switch (finding.outcome) {
    case "matched":
    case "outside":
    case "not_due":
      return [];
    case "different": {
      const { line, fact, differences } = finding;
      const isSame = line.currency === fact.currency;
      const movedMinor = line.state === "done" ? line.amountMinor : 0n;
      const stakeMinor = isSame ? movedMinor - fact.amountMinor : null;
      return [{ ...of(finding.outcome, `fact:${fact.factKey}`, fact.currency), line, fact, differences, stakeMinor }];
    }
    case "missing":
    case "carried": {
      const { fact } = finding;
      const suggested = finding.outcome === "missing" && finding.suggestedRow !== null ? String(finding.suggestedRow) : null;
      return [{ ...of(finding.outcome, `fact:${fact.factKey}`, fact.currency), fact, suggested, stakeMinor: -fact.amountMinor }];
    }
    case "extra":
    case "duplicated": {
      const { line } = finding;
      const suggested = finding.outcome === "extra" ? finding.suggested : null;
      const itemKey = named(`${finding.outcome === "extra" ? "line" : "again"}:${nameOfLine(line)}`);
      // A line that moved nothing is at stake with nothing, however often it is listed.
      const stakeMinor = line.state === "done" ? line.amountMinor : 0n;
      return [{ ...of(finding.outcome, itemKey, line.currency), line, suggested, stakeMinor }];
    }
  }
};

const of = (outcome: ItemOutcome, itemKey: string, currency: Currency) =>
  ({ outcome, itemKey, currency, line: null, fact: null, differences: [], suggested: null }) as const;

export type OutcomeSums = {
  readonly [O in Outcome]: { readonly count: number; readonly amountMinor: Minor };
};

/** How many of each, and what they add up to: lines by what the statement says, facts without a line by what the books say. */
export const outcomeSums = (findings: readonly Finding[]): OutcomeSums => {
  const sums = {
    matched: NONE,
    different: NONE,
    duplicated: NONE,
    extra: NONE,
    outside: NONE,
    missing: NONE,
    carried: NONE,
    not_due: NONE,
  };
  for (const finding of findings) {
    const amountMinor = "line" in finding ? finding.line.amountMinor : finding.fact.amountMinor;
    const before = sums[finding.outcome];
    sums[finding.outcome] = { count: before.count + 1, amountMinor: before.amountMinor + amountMinor };
  }
  return sums;
};

/** What the gateway kept for movements that are ours; of the host's own business the books know nothing, and of what no posting was found for not yet. */
export const feeOfMatched = (findings: readonly Finding[]): Minor =>
  findings.reduce(
    (sum, finding) => (finding.outcome === "matched" || finding.outcome === "different" ? sum + finding.line.feeMinor : sum),
    0n,
  );

const NONE = { count: 0, amountMinor: 0n };
