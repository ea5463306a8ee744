import type { CaseEventType } from "@amends/domain/case/case-event";
import type { CasePhase } from "@amends/domain/case/case-state";
import type { CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Scope } from "./scope.ts";

/**
 * Every committed event of every case, in one order. Numbers are gapless and only grow; an event gets its number when nothing older can still commit, so
 * whoever has read up to a number has missed nothing before it. A case's events follow each other as they happened.
 */
export type FeedReader = {
  /** The last number given out; 0 before the first. */
  head(): Promise<number>;
  /** Everything after a number, in order: for those who follow the whole and hold entries against a scope themselves. */
  readAll(after: number, most: number): Promise<readonly FeedEntry[]>;
  /**
   * What a scope may see, after one number and up to another. `readTo` is how far was looked: on from there, until it is `upTo`. One call looks at a
   * bounded part of the feed however little of it the scope may see.
   */
  read(scope: Scope, part: FeedPart): Promise<FeedPage>;
  /** The case's version; null where it does not exist or lies outside the scope. */
  caseVersion(scope: Scope, caseId: CaseId): Promise<number | null>;
};

export type FeedPart = { readonly caseId: CaseId | null; readonly after: number; readonly upTo: number; readonly most: number };
export type FeedPage = { readonly entries: readonly FeedEntry[]; readonly readTo: number };

export type FeedEntry = {
  readonly feedSeq: number;
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  readonly sellerId: SellerId;
  readonly caseId: CaseId;
  readonly seq: number;
  readonly type: CaseEventType;
  readonly at: Instant;
  /** Where the case stands when it is read, which may be further than this event. */
  readonly phase: CasePhase;
  /** An internal note: the parties do not even learn that there is one. */
  readonly staffOnly: boolean;
};

export const maySee = (scope: Scope, entry: FeedEntry): boolean => {
  if (scope.operationId !== entry.operationId) return false;
  switch (scope.kind) {
    case "operation":
      return true;
    case "customer":
      return entry.customerId === scope.customerId && !entry.staffOnly;
    case "seller":
      return entry.sellerId === scope.sellerId && !entry.staffOnly;
  }
};
