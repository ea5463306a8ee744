import type { RecordedBatchEvent } from "@amends/domain/batch/batch-event";
import type { BatchStanding, BatchState, MemberFate, MemberProgress } from "@amends/domain/batch/batch-state";
import type { BatchId, CaseId, OrderId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Scope } from "./scope.ts";

/** A batch as it is loaded: with how its members stand. */
export type LoadedBatch = { readonly state: BatchState; readonly standing: BatchStanding };

/** One order of a batch, with the pieces of the goods it holds. */
export type BatchMember = {
  readonly orderId: OrderId;
  readonly externalOrderNo: string;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
  readonly fate: MemberFate;
  readonly progress: MemberProgress;
  /** Why it is left out, is refused, or could not be sent for. */
  readonly code: string | null;
  /** The case it had already, or got. */
  readonly caseId: CaseId | null;
  readonly amountMinor: Minor;
  /** The rules alone would refuse it; the batch is a person's word against that. */
  readonly contests: boolean;
};

export type FoundMember = Omit<BatchMember, "externalOrderNo" | "progress">;

/** Where the search through the orders has come to: after this one. */
export type GatheredTo = { readonly placedAt: Instant; readonly orderId: OrderId };

/** A batch with work to do, leased to one worker for a while; who dies gives it back by doing nothing. */
export type LeasedBatch = LoadedBatch & { readonly gatheredTo: GatheredTo | null };

/**
 * Where batches live, beside the cases and never in their way: no statement here touches a case or an order's guard. A commit is guarded by the version
 * that was read, and writes the batch, its event and what it says of a member together.
 */
export type BatchStore = {
  /** The batch and its first event. */
  open(state: BatchState, event: RecordedBatchEvent): Promise<void>;
  /** Null when it does not exist or lies outside the scope. Buyers see no batches. */
  find(scope: Scope, batchId: BatchId): Promise<LoadedBatch | null>;
  /** Latest first. */
  list(scope: Scope, after: BatchKey | null, limit: number): Promise<readonly LoadedBatch[]>;
  /** By order id. */
  listMembers(scope: Scope, batchId: BatchId, page: MembersPage): Promise<readonly BatchMember[]>;
  findMember(scope: Scope, batchId: BatchId, orderId: OrderId): Promise<BatchMember | null>;
  history(scope: Scope, batchId: BatchId): Promise<readonly RecordedBatchEvent[]>;
  commit(write: BatchWrite): Promise<"committed" | "stale">;

  /** One batch that is gathering or sending and that nobody holds; null where there is none. */
  lease(at: Instant, leaseMs: number): Promise<LeasedBatch | null>;
  release(state: BatchState): Promise<void>;
  /** Orders of that seller and time after a place, and which of them hold the goods; `lookedTo` null: there are no more. */
  findOrders(
    state: BatchState,
    after: GatheredTo | null,
    most: number,
  ): Promise<{ readonly orderIds: readonly OrderId[]; readonly lookedTo: GatheredTo | null }>;
  /** Adds what was found and moves the place, together; a member that is there already is left as it is. */
  addMembers(state: BatchState, members: readonly FoundMember[], lookedTo: GatheredTo | null): Promise<void>;
  /** Members nobody has been sent for yet, by order id. */
  nextMembers(state: BatchState, most: number): Promise<readonly BatchMember[]>;
  settleMember(state: BatchState, orderId: OrderId, settled: SettledMember): Promise<void>;
};

export type BatchKey = { readonly openedAt: Instant; readonly batchId: BatchId };
export type MembersPage = { readonly fate: MemberFate | null; readonly after: OrderId | null; readonly limit: number };

export type BatchWrite = {
  readonly before: BatchState;
  readonly state: BatchState;
  readonly event: RecordedBatchEvent;
  /** What becomes of the member the event names. */
  readonly member: { readonly orderId: OrderId; readonly fate: MemberFate; readonly code: string | null } | null;
};

export type SettledMember = {
  readonly fate: MemberFate;
  readonly progress: MemberProgress;
  readonly caseId: CaseId | null;
  readonly code: string | null;
};
