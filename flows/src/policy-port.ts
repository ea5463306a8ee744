import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { WrittenRow } from "@amends/domain/case/shop-rules";
import type { OperationFacts } from "@amends/domain/intake/case-facts";
import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PolicyProblem } from "@amends/domain/policy/problem";
import type { Announcement, RuleVersion } from "@amends/domain/policy/rule-versions";

/** An operation and the rules it runs by. Reference data: cached with a version, never read on the way of a command. */
export type RunningOperation = {
  readonly operationId: OperationId;
  readonly code: string;
  readonly facts: OperationFacts;
  readonly running: RunningPack;
  /**
   * The same with what this seller gives beyond it: what is owed as when the order was paid, how it is gone about as at `at`. At hand, but for the first
   * question about rules nobody has asked about since the server started.
   */
  readonly rulesOf: (sale: Sale, at: Instant) => Promise<RunningPack>;
};

export type Sale = { readonly sellerId: SellerId; readonly paidAt: Instant };

export type Policy = {
  /** The operation with the pack in force at that moment; null for an operation that does not exist. */
  operation(operationId: OperationId, at: Instant): Promise<RunningOperation | null>;
  /** The pack a case was filed under. It is kept for ever, so not finding it is our own mistake. */
  packByHash(packHash: string): Promise<RunningPack>;
};

export type ShopChange = { readonly before: readonly WrittenRow[]; readonly after: readonly WrittenRow[] };

/** What binding rules to a shop asks of the packs at hand. */
export type ShopRulesCheck = {
  /** What is wrong with rules a shop would have on this operation's pack, by the row; none = they may be bound. */
  checkShopRules(operationId: OperationId, sellerId: SellerId, rows: readonly WrittenRow[], at: Instant): Promise<readonly PolicyProblem[]>;
  /** How long a shop's buyers are to be told beforehand that rules of it give way to others: not at all where nothing gets worse for them. */
  shopNoticeMs(operationId: OperationId, sellerId: SellerId, change: ShopChange, at: Instant): Promise<number>;
  /** Something about the operation has changed here; other servers notice within seconds. */
  forgetOperation(operationId: OperationId): void;
};

/** One version of an operation's rules, with what it said of its own beginning. */
export type DatedRules = { readonly version: RuleVersion; readonly running: RunningPack; readonly announcement: Announcement };

export type AnnouncedRules = {
  /** The version in force and those to come, soonest first; null for an operation that does not exist. */
  datedRules(
    operationId: OperationId,
    at: Instant,
  ): Promise<{ readonly inForce: DatedRules; readonly upcoming: readonly DatedRules[] } | null>;
};
