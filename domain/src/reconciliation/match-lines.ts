import type { Instant } from "../kernel/time.ts";
import { type GatewayLine, movementOf, nameOfLine } from "./gateway-line.ts";
import type { MoneyFact } from "./money-fact.ts";
import type { ReconciliationRules } from "./reconciliation-rules.ts";
import { suggestPairs } from "./suggest-pairs.ts";

export const DIFFERENCES = ["amount", "currency", "state", "day"] as const;
export type Difference = (typeof DIFFERENCES)[number];

/**
 * What became of each line and each fact; each stands in exactly one of these.
 *
 * matched     the same movement, or two that a person linked
 * different   the same movement, with another amount, currency, end or day
 * duplicated  a further line of a movement that is listed already
 * extra       the gateway moved it and the books do not know it
 * outside     the host's own business with its gateway, or a line that moved nothing
 * missing     the books have it and the gateway does not
 * carried     missing so close to the day's end that the next statement is waited for
 * not_due     a fact that need not stand here: of the next day, another gateway's, paid by hand
 */
export type Finding =
  | { readonly outcome: "matched"; readonly line: GatewayLine; readonly fact: MoneyFact; readonly by: "gateway_ref" | "key" | "hand" }
  | { readonly outcome: "different"; readonly line: GatewayLine; readonly fact: MoneyFact; readonly differences: readonly Difference[] }
  | { readonly outcome: "duplicated"; readonly line: GatewayLine }
  | { readonly outcome: "extra"; readonly line: GatewayLine; readonly suggested: string | null }
  | { readonly outcome: "outside"; readonly line: GatewayLine }
  | { readonly outcome: "missing"; readonly fact: MoneyFact; readonly suggestedRow: number | null }
  | { readonly outcome: "carried" | "not_due"; readonly fact: MoneyFact };
export type Outcome = Finding["outcome"];

export type MatchAsk = {
  readonly gateway: string;
  /** The statement's day: from its first moment up to the first of the next. */
  readonly from: Instant;
  readonly until: Instant;
  readonly rules: Pick<ReconciliationRules, "carryMs" | "suggestMs">;
  readonly lines: readonly GatewayLine[];
  /** Of the day, open ones of earlier days, and those of the first hours of the next, which may stand here early. */
  readonly facts: readonly MoneyFact[];
  /** What a person linked: the fact's key by the line's name. */
  readonly links: ReadonlyMap<string, string>;
};

/**
 * Holds a statement against the books. By the gateway's own number, else by ours; nothing else makes two movements one: what has the same amount and order
 * is only suggested. The order of lines and facts changes nothing.
 */
export const matchLines = (ask: MatchAsk): readonly Finding[] => {
  const lines = ask.lines.toSorted((left, right) => left.row - right.row);
  const facts = ask.facts.toSorted((left, right) => (left.factKey < right.factKey ? -1 : 1));
  const pairs = pairUp(ask, lines, facts);
  const taken = new Set<string>();
  const firstOf = new Set<string>();
  const lone: GatewayLine[] = [];
  const findings: Finding[] = [];
  for (const [line, found] of bestFirst(ask, pairs)) {
    if (taken.has(found.fact.factKey)) {
      findings.push({ outcome: "duplicated", line });
      continue;
    }
    taken.add(found.fact.factKey);
    const differences = differencesOf(ask, line, found);
    findings.push(
      differences.length === 0
        ? { outcome: "matched", line, fact: found.fact, by: found.by }
        : { outcome: "different", line, fact: found.fact, differences },
    );
  }
  for (const line of lines) {
    if (pairs.has(line)) continue;
    const movement = movementOf(line);
    if (isOutside(line)) findings.push({ outcome: "outside", line });
    else if (movement !== null && firstOf.has(movement)) findings.push({ outcome: "duplicated", line });
    else lone.push(line);
    if (movement !== null) firstOf.add(movement);
  }
  const left = facts.filter(fact => !taken.has(fact.factKey));
  const missing = left.filter(fact => standing(ask, fact) === "missing");
  const suggested = suggestPairs(lone, missing, ask.rules.suggestMs);
  for (const line of lone) findings.push({ outcome: "extra", line, suggested: suggested.byRow.get(line.row) ?? null });
  for (const fact of left) {
    const outcome = standing(ask, fact);
    findings.push(outcome === "missing" ? { outcome, fact, suggestedRow: suggested.byFact.get(fact.factKey) ?? null } : { outcome, fact });
  }
  return findings;
};

type Found = { readonly fact: MoneyFact; readonly by: "gateway_ref" | "key" | "hand" };
type Pairs = ReadonlyMap<GatewayLine, Found>;

const pairUp = ({ links }: MatchAsk, lines: readonly GatewayLine[], facts: readonly MoneyFact[]): Pairs => {
  const byFactKey = new Map(facts.map(fact => [fact.factKey, fact]));
  const byRef = new Map<string, MoneyFact[]>();
  for (const fact of facts) {
    if (fact.gatewayRef !== "") byRef.set(fact.gatewayRef, [...(byRef.get(fact.gatewayRef) ?? []), fact]);
  }
  const byKey = new Map(facts.map(fact => [fact.key, fact]));
  const pairs = new Map<GatewayLine, Found>();
  for (const line of lines) {
    const linked = byFactKey.get(links.get(nameOfLine(line)) ?? "");
    // One reference a person vouched with may stand for several tenders: the one of this amount is meant.
    const ofRef = line.gatewayRef === null ? [] : (byRef.get(line.gatewayRef) ?? []);
    const fact = ofRef.find(candidate => candidate.amountMinor === line.amountMinor) ?? ofRef[0];
    const ofKey = line.key === null ? undefined : byKey.get(line.key);
    // Money that came back is another movement, whatever number it carries.
    if (linked !== undefined) pairs.set(line, { fact: linked, by: "hand" });
    else if (line.kind === "reversal" || line.kind === "fee" || line.kind === "payout") continue;
    else if (fact !== undefined) pairs.set(line, { fact, by: "gateway_ref" });
    else if (ofKey !== undefined) pairs.set(line, { fact: ofKey, by: "key" });
  }
  return pairs;
};

/** Of several lines of one movement, the one that agrees is it; the others are listed again. */
const bestFirst = (ask: MatchAsk, pairs: Pairs): readonly (readonly [GatewayLine, Found])[] => {
  const ranked = [...pairs].map(([line, found]) => ({ line, found, rank: differencesOf(ask, line, found).length }));
  return ranked.sort((left, right) => left.rank - right.rank || left.line.row - right.line.row).map(({ line, found }) => [line, found]);
};

/** Whoever linked two by hand has seen that their days differ, and vouches for it; sums are not a matter of vouching. */
const differencesOf = ({ from, until, rules }: MatchAsk, line: GatewayLine, { fact, by }: Found): readonly Difference[] => [
  ...(line.amountMinor === fact.amountMinor ? [] : (["amount"] as const)),
  ...(line.currency === fact.currency ? [] : (["currency"] as const)),
  ...(line.state === "done" ? [] : (["state"] as const)),
  ...(by === "hand" || (fact.at >= from - rules.carryMs && fact.at < until + rules.carryMs) ? [] : (["day"] as const)),
];

/** Sales and payouts are between the host and its gateway, and what did not move needs no fact. */
const isOutside = ({ kind, state }: GatewayLine): boolean => kind === "sale" || kind === "payout" || kind === "other" || state !== "done";

const standing = ({ gateway, until, rules }: MatchAsk, fact: MoneyFact): "missing" | "carried" | "not_due" => {
  if (fact.gateway !== gateway || fact.at >= until) return "not_due";
  return fact.at >= until - rules.carryMs ? "carried" : "missing";
};
