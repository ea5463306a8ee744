import type { BearingRule } from "@amends/domain/case/case-event";
import type { CaseId, CustomerId, OperationId, RecourseId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { AlarmKind } from "@amends/domain/recourse/alarm-kinds";
import type { InwardFinding } from "@amends/domain/recourse/bearer-shares";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import type { RecoursePhase, RecourseState } from "@amends/domain/recourse/recourse-state";
import type { Leg } from "@amends/domain/settlement/postings";
import type { PotMove, PotPlace } from "./pot-ports.ts";
import type { Scope } from "./scope.ts";

/** Recourses lie with their seller: its shard holds its book, its pots and all that is recovered from it. */
export type RecourseStore = {
  find(scope: Scope, recourseId: RecourseId): Promise<RecourseState | null>;
  ofCase(shard: Shard, caseId: CaseId): Promise<readonly RecourseState[]>;
  ofCases(cases: readonly Pick<PostedCase, "sellerShard" | "caseId">[]): Promise<readonly RecourseState[]>;
  list(
    scope: Scope,
    filter: RecourseFilter,
    page: { readonly after: RecourseKey | null; readonly most: number },
  ): Promise<readonly RecourseState[]>;
  /** By what number people know these cases. */
  caseNumbers(caseIds: readonly CaseId[]): Promise<ReadonlyMap<CaseId, string>>;
  history(scope: Scope, recourseId: RecourseId): Promise<readonly RecordedRecourse[]>;
  /** Those that have to be looked at by now, the longest due first. */
  due(at: Instant, most: number): Promise<readonly RecourseState[]>;
  /** Those a settlement of this seller may be asked for, and those that took something under this reference already; the oldest first. */
  collectible(shard: Shard, sellerId: SellerId, ref: string): Promise<readonly RecourseState[]>;
  /**
   * Events, book, holds and pots become durable together, or `stale` says that the recourse has changed since (or was opened by another) and nothing was
   * written. Holds of this recourse that are not taken here are let go.
   */
  commit(write: RecourseWrite): Promise<"committed" | "stale">;
  /** Those whose sum in the advance fund is of an older version. */
  unexposed(most: number): Promise<readonly RecourseState[]>;
  exposed(recourse: RecourseState): Promise<void>;
};

export type RecourseFilter = { readonly phase: RecoursePhase | null; readonly sellerId: SellerId | null; readonly caseId: CaseId | null };
export type RecourseKey = { readonly openedAt: Instant; readonly recourseId: RecourseId };

export type RecourseWrite = {
  readonly shard: Shard;
  readonly before: RecourseState | null;
  readonly state: RecourseState;
  readonly events: readonly RecordedRecourse[];
  readonly legs: readonly Leg[];
  readonly takes: readonly { readonly pot: PotPlace; readonly keys: readonly string[] }[];
  readonly moves: readonly { readonly pot: PotPlace; readonly move: PotMove }[];
  readonly at: Instant;
};

/** What cases have posted, summed: all that is needed to say who owes what of it. */
export type AdvanceReader = {
  /** Of these cases the ones with a posting of that event or a later one. */
  posted(cases: readonly { readonly caseId: CaseId; readonly fromSeq: number }[]): Promise<readonly PostedCase[]>;
  find(caseIds: readonly CaseId[]): Promise<readonly AdvancedCase[]>;
};

export type PostedCase = {
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  readonly sellerShard: Shard;
  /** Of all its postings to this day, by account and party. */
  readonly sums: readonly Leg[];
};

export type AdvancedCase = PostedCase & {
  /** The sellers of a brand are its own stores. */
  readonly isOwnSeller: boolean;
  readonly sellerId: SellerId;
  readonly packHash: string;
  readonly externalOrderNo: string;
  readonly currency: Currency;
  readonly caseVersion: number;
  readonly customerId: CustomerId;
  /** Its plan has stopped waiting for what the buyer was paid too much. */
  readonly isOwing: boolean;
  readonly found: InwardFinding;
  /** Effects whose money has arrived. */
  readonly settledEffects: readonly string[];
};

/** Cases whose bearers could not be told what they owe, so that no other waits for them. */
export type StuckAdvances = {
  park(parked: Pick<StuckAdvance, "operationId" | "caseId" | "lastFault">, at: Instant, until: Instant): Promise<void>;
  /** The longest due first. */
  due(at: Instant, most: number): Promise<readonly StuckAdvance[]>;
  settled(stuck: Pick<StuckAdvance, "operationId" | "caseId">): Promise<void>;
  count(): Promise<number>;
  /** Of one operation, the longest stuck first. */
  list(operationId: OperationId, most: number): Promise<readonly ListedStuckAdvance[]>;
  /** Makes it due now; false where it is not stuck. */
  retry(operationId: OperationId, caseId: CaseId, at: Instant): Promise<boolean>;
};
type ListedStuckAdvance = Omit<StuckAdvance, "operationId"> & {
  readonly shortNo: string;
  readonly stuckAt: Instant;
  readonly dueAt: Instant;
};
export type StuckAdvance = {
  readonly operationId: OperationId;
  readonly caseId: CaseId;
  readonly attempts: number;
  readonly lastFault: string;
};

export type MerchantStore = {
  /** Null for a seller that does not exist, or lies outside the scope. */
  find(scope: Scope, sellerId: SellerId): Promise<Merchant | null>;
  findByExternalId(scope: Scope, externalId: string): Promise<Merchant | null>;
  setTerms(merchant: Pick<Merchant, "shard" | "sellerId" | "operationId">, terms: DepositTerms): Promise<void>;
  /** Moves money of the deposit and posts it, once for its key. */
  /** `alone`: with what left it before on one person's word, it is too much for one. */
  moveDeposit(write: DepositWrite): Promise<"moved" | "known" | "short" | "alone">;
  /**
   * Notes who asks for a withdrawal that takes two, unless it was paid out before. `askedBy`: who asked for the very same before; null where the reference is
   * new, or is of another sum.
   */
  askWithdrawal(asked: WithdrawalAsked): Promise<{ readonly isPaid: boolean; readonly askedBy: string | null }>;
  /** Those that wait for a second person, the oldest first. */
  withdrawalsAsked(merchant: Pick<Merchant, "shard" | "sellerId">): Promise<readonly WithdrawalAsked[]>;
  recordSettlement(settlement: SettlementWrite): Promise<void>;
  findSettlement(shard: Shard, sellerId: SellerId, sourceId: string): Promise<{ readonly withheldMinor: Minor } | null>;
  statement(
    scope: Scope,
    sellerId: SellerId,
    page: { readonly after: StatementKey | null; readonly most: number },
  ): Promise<readonly StatementLine[]>;
  findLine(scope: Scope, sellerId: SellerId, lineKey: string): Promise<StatementLine | null>;
  object(objection: Objection): Promise<"raised" | "known">;
  answerObjection(
    scope: Scope,
    sellerId: SellerId,
    lineKey: string,
    answer: "upheld" | "rejected",
    by: string,
    at: Instant,
  ): Promise<boolean>;
};

export type DepositTerms = { readonly noticeMinor: Minor; readonly floorMinor: Minor; readonly isFrozen: boolean };
export type Merchant = DepositTerms & {
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly shard: Shard;
  readonly currency: Currency;
  readonly name: string;
  readonly depositMinor: Minor;
  readonly depositHeldMinor: Minor;
  /** What the host keeps of orders' proceeds, and may be taken. */
  readonly keptMinor: Minor;
  /** What is billed and not paid. */
  readonly receivableMinor: Minor;
  /** All that is still to be recovered from it or through it. */
  readonly outstandingMinor: Minor;
};

export type DepositWrite = {
  readonly shard: Shard;
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly currency: Currency;
  readonly key: string;
  readonly amountMinor: Minor;
  readonly legs: readonly Leg[];
  readonly at: Instant;
  /** The reference of the withdrawal that this pays out; null where money comes in. */
  readonly withdrawal: string | null;
  /** What one person may take out in all; null where money comes in, two have asked for it, or the pack sets no limit. */
  readonly alone: AloneLimit | null;
};

/** Withdrawals since that moment, each below the sum, stay below it together. Larger ones took two people and do not count. */
export type AloneLimit = { readonly belowMinor: Minor; readonly since: Instant };

export type WithdrawalAsked = {
  readonly shard: Shard;
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly reference: string;
  readonly amountMinor: Minor;
  /** The account of the first person. */
  readonly askedBy: string;
  readonly at: Instant;
};

export type SettlementWrite = {
  readonly shard: Shard;
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly sourceId: string;
  readonly kind: "kept" | "released" | "run";
  readonly externalOrderNo: string | null;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly withheldMinor: Minor;
  readonly at: Instant;
};

export type StatementKey = { readonly at: Instant; readonly lineKey: string };
/** One movement of the seller's account, its case, and what the seller said against it. Below nothing: taken from the seller. */
export type StatementLine = StatementKey & {
  readonly account: "settlement" | "deposit" | "receivable";
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly caseId: CaseId | null;
  readonly shortNo: string | null;
  /** `borne_by_platform`: a charge of the case that the platform took upon itself, or gave back when somebody else was found to bear it. */
  readonly reason: "case" | "borne_by_platform" | "recourse" | "deposit";
  /** The rule that says who bears it, where one moved it. */
  readonly rule: BearingRule | null;
  readonly objection: { readonly status: "open" | "upheld" | "rejected"; readonly raisedAt: Instant; readonly dueAt: Instant } | null;
};
export type Objection = {
  readonly shard: Shard;
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly lineKey: string;
  readonly caseId: CaseId;
  readonly raisedAt: Instant;
  readonly dueAt: Instant;
};

export type AlarmStore = {
  /** The same thing again is the same alarm, unless it was settled. Says whether it is new. */
  raise(alarm: Alarm): Promise<boolean>;
  listOpen(scope: Scope, most: number): Promise<readonly Alarm[]>;
  settle(scope: Scope, kind: AlarmKind, targetId: string, by: string, at: Instant): Promise<boolean>;
};
export type { AlarmKind };
export type Alarm = {
  readonly operationId: OperationId;
  readonly kind: AlarmKind;
  readonly targetId: string;
  readonly raisedAt: Instant;
  readonly detail: string;
};
