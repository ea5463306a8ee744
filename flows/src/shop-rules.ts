import { rulesInForce, type ShopRules, type WrittenRow } from "@amends/domain/case/shop-rules";
import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { PolicyProblem } from "@amends/domain/policy/problem";
import type { ShopRulesCheck } from "./policy-port.ts";
import { actorOf, type Principal, type Scope, scopeOf } from "./scope.ts";

/** Rules bound to a shop, as they were written. They are never changed: other rules are bound, or these are ended. */
export type BoundRules = ShopRules & {
  readonly sellerId: SellerId;
  readonly rows: readonly WrittenRow[];
  readonly boundBy: Actor;
  readonly boundAt: Instant;
};

/** Which rules of an operation's shops there are, without what they say. A higher version has more of them or has ended some. */
export type ShopRulesIndex = { readonly version: number; readonly bySeller: ReadonlyMap<SellerId, readonly ShopRules[]> };

export type ShopRulesStore = {
  /** Null where the scope has no such seller. */
  bind(scope: Scope, rules: Omit<BoundRules, "rulesNo">): Promise<BoundRules | null>;
  /** Latest first; null where the scope has no such seller. */
  list(scope: Scope, sellerId: SellerId): Promise<readonly BoundRules[] | null>;
  /** Lets rules that have no end, or a later one, end at a moment. Null where the scope has no such rules. Ending them twice changes nothing. */
  end(scope: Scope, sellerId: SellerId, rulesNo: number, at: Instant): Promise<BoundRules | null>;
  /** One statement; `known` when nothing changed since that version. */
  index(operationId: OperationId, known: number): Promise<ShopRulesIndex | "known">;
};

/** Where shops' rules are kept, and what weighs them. */
export type ShopRulesPorts = { readonly store: ShopRulesStore; readonly check: ShopRulesCheck };

export type BindOutcome =
  | { readonly kind: "bound"; readonly rules: BoundRules }
  | { readonly kind: "not_found" }
  /** They would begin before now, or end before they begin. */
  | { readonly kind: "wrong_dates"; readonly fromAt: Instant; readonly untilAt: Instant | null }
  /** They take away what buyers were promised, sooner than they may be told of it (G-5). */
  | { readonly kind: "notice_too_short"; readonly fromAt: Instant; readonly earliestAt: Instant }
  | { readonly kind: "refused"; readonly first: PolicyProblem; readonly count: number };

export type BindAsk = { readonly sellerId: SellerId; readonly rows: readonly WrittenRow[] } & {
  /** Null = from now on. */
  readonly fromAt: Instant | null;
  readonly untilAt: Instant | null;
};

/** Checks that the rules hold together on the operation's pack and are worse for the buyer nowhere, and binds them to the shop. */
export const bindShopRules = async (
  { store, check }: ShopRulesPorts,
  principal: Principal,
  ask: BindAsk,
  at: Instant,
): Promise<BindOutcome> => {
  const { sellerId, rows } = ask;
  const fromAt = ask.fromAt ?? at;
  // What an order was bought under is not changed afterwards.
  if (fromAt < at || (ask.untilAt !== null && ask.untilAt <= fromAt)) return { kind: "wrong_dates", fromAt, untilAt: ask.untilAt };
  const earlier = await store.list(scopeOf(principal), sellerId);
  if (earlier === null) return { kind: "not_found" };
  const problems = await check.checkShopRules(principal.operationId, sellerId, rows, at);
  const [first] = problems;
  if (first !== undefined) return { kind: "refused", first, count: problems.length };
  const earliestAt = await earliestFrom(check, principal.operationId, { sellerId, rows, fromAt, untilAt: ask.untilAt, earlier }, at);
  if (fromAt < earliestAt) return { kind: "notice_too_short", fromAt, earliestAt };
  const bound = { sellerId, rows, fromAt, untilAt: ask.untilAt, boundBy: actorOf(principal), boundAt: at };
  const rules = await store.bind(scopeOf(principal), bound);
  check.forgetOperation(principal.operationId);
  return rules === null ? { kind: "not_found" } : { kind: "bound", rules };
};

type PlannedRules = Omit<BoundRules, "rulesNo" | "boundBy" | "boundAt"> & { readonly earlier: readonly BoundRules[] };

/** From when on rules may stand in place of those they give less than; from now on where they give no less. */
export const earliestFrom = async (
  check: Pick<ShopRulesCheck, "shopNoticeMs">,
  operationId: OperationId,
  { sellerId, rows, fromAt, untilAt, earlier }: PlannedRules,
  at: Instant,
): Promise<Instant> => {
  const isWithin = (moment: Instant): boolean => moment >= fromAt && (untilAt === null || moment < untilAt);
  const turns = [fromAt, ...earlier.flatMap(each => [each.fromAt, ...(each.untilAt === null ? [] : [each.untilAt])])].filter(isWithin);
  const replaced = new Map<BoundRules, Instant>();
  for (const moment of turns.toSorted((one, other) => one - other)) {
    const held = rulesInForce(earlier, moment);
    if (held !== null && !replaced.has(held)) replaced.set(held, moment);
  }
  const notices = await Promise.all(
    // What begins later gives way later.
    [...replaced].map(async ([{ rows: before }, moment]) => {
      const noticeMs = await check.shopNoticeMs(operationId, sellerId, { before, after: rows }, at);
      return moment >= at + noticeMs ? 0 : noticeMs;
    }),
  );
  return addMs(at, Math.max(0, ...notices));
};

/**
 * The shop has the rules it had without these: from now on, or where they gave its buyers more, once those could be told (G-5). Orders paid until then keep
 * what they were bought under.
 */
export const endShopRules = async (
  { store, check }: ShopRulesPorts,
  principal: Principal,
  { sellerId, rulesNo }: Pick<BoundRules, "sellerId" | "rulesNo">,
  at: Instant,
): Promise<BoundRules | null> => {
  const all = (await store.list(scopeOf(principal), sellerId)) ?? [];
  const ending = all.find(each => each.rulesNo === rulesNo);
  if (ending === undefined) return null;
  const others = all.filter(each => each !== ending);
  const holds = ending.fromAt > at || rulesInForce(all, at) === ending;
  const change = { before: ending.rows, after: rulesInForce(others, at)?.rows ?? [] };
  const noticeMs = holds ? await check.shopNoticeMs(principal.operationId, sellerId, change, at) : 0;
  const ended = await store.end(scopeOf(principal), sellerId, rulesNo, addMs(at, noticeMs));
  check.forgetOperation(principal.operationId);
  return ended;
};
