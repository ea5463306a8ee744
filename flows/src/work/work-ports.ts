import type { CaseState } from "@amends/domain/case/case-state";
import type { StepOwner } from "@amends/domain/case/step";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { AccountId, CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Role } from "@amends/domain/party/party";
import type { Severity } from "@amends/domain/triage/severity";
import type { NoNext } from "@amends/domain/work/choose-next";
import type { Shift } from "@amends/domain/work/shift-plan";
import type { CallResult, WorkAgent, WorkClass, WorkEnd, WorkItemId, WorkKind, WorkLanguage } from "@amends/domain/work/work-item";
import type { Scope } from "../scope.ts";

/** One thing one person is to do. Nobody's while `ownerId` is null. */
export type WorkItem = {
  readonly itemId: WorkItemId;
  readonly operationId: OperationId;
  readonly caseId: CaseId;
  readonly shortNo: string;
  readonly stepNo: number | null;
  readonly kind: WorkKind;
  readonly stepOwner: StepOwner;
  readonly sellerId: SellerId;
  readonly customerId: CustomerId;
  readonly serviceType: ServiceType;
  readonly category: string;
  readonly language: WorkLanguage;
  readonly tier: string;
  readonly severity: Severity;
  readonly team: string;
  readonly skill: string;
  readonly class: WorkClass;
  /** What it takes of a person's capacity. */
  readonly effort: number;
  readonly keepsOwner: boolean;
  /** The routing row that sent it here. */
  readonly routedBy: string;
  readonly waitingSince: Instant;
  readonly rankAt: Instant;
  readonly answerDueAt: Instant;
  readonly standardDueAt: Instant | null;
  readonly dueAt: Instant | null;
  /** What is broken next if nobody moves; null where nothing can be any more. */
  readonly breachAt: Instant | null;
  readonly readyAt: Instant;
  readonly preferredId: AccountId | null;
  readonly preferredUntil: Instant | null;
  readonly ownerId: AccountId | null;
  readonly ownerName: string | null;
  readonly ownedSince: Instant | null;
  readonly mergedInto: WorkItemId | null;
  readonly endedAt: Instant | null;
  readonly version: number;
};

/** An item as the feed's reader makes it or finds it changed. */
export type ProjectedItem = Omit<
  WorkItem,
  "breachAt" | "ownerName" | "ownedSince" | "mergedInto" | "version" | "readyAt" | "ownerId" | "endedAt"
> & {
  /** Whose it is from the beginning: the one owner of a complaint. Only a new item takes it. */
  readonly ownerId: AccountId | null;
  readonly end: { readonly at: Instant; readonly how: WorkEnd } | null;
  /** Who ended it, where that was a person with an account. */
  readonly endedBy: AccountId | null;
  /** The row of the rules that promised `standardDueAt`. */
  readonly standardRow: string | null;
  /** The ladder gave it to somebody else at that time, and until then not back to who had it; null where it says nothing of that. */
  readonly passed: { readonly at: Instant; readonly until: Instant | null } | null;
};

export type NearBuyer = Pick<WorkAgent, "accountId" | "teams" | "skills" | "languages">;

/** A case as far as its items need it, with who has been near this buyer. */
export type ProjectedCase = {
  readonly state: WorkedCase;
  readonly tier: string;
  readonly category: string;
  /** Holds a complaint of this case, or held the last one. */
  readonly keeperId: AccountId | null;
  /** As the buyer wants to be written to. */
  readonly language: WorkLanguage;
  /** On duty, and near this buyer: their own advisor first, then who ended an item of theirs, the latest first. */
  readonly near: readonly NearBuyer[];
  /** Of the steps that a person with an account ended, who. */
  readonly endedBy: ReadonlyMap<number, AccountId>;
  /** The items it has already, and whether they have ended. */
  readonly kept: ReadonlyMap<WorkItemId, "open" | "ended">;
};
export type WorkedCase = Pick<
  CaseState,
  | "caseId"
  | "shortNo"
  | "operationId"
  | "customerId"
  | "sellerId"
  | "serviceType"
  | "refundOnlyKind"
  | "severity"
  | "packHash"
  | "steps"
  | "attention"
  | "filedAt"
  | "endedAt"
>;

/** What items are made from. */
export type WorkProjection = {
  readCases(caseIds: readonly CaseId[]): Promise<readonly ProjectedCase[]>;
  /** Of these the ones that ask something of a person, or did: a step of a desk has begun, or there is an item, or it is among `contradicted`. */
  readAsking(caseIds: readonly CaseId[], contradicted: readonly CaseId[]): Promise<readonly ProjectedCase[]>;
};

export type WorkFilter = {
  readonly view: "waiting" | "mine" | "open" | "put_off";
  readonly class?: WorkClass | undefined;
  readonly team?: string | undefined;
  readonly kind?: WorkKind | undefined;
  readonly skill?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Broken, or broken before then. */
  readonly breachBefore?: Instant | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly ownerId?: AccountId | undefined;
};
export type WorkCursor = { readonly class: number; readonly rankAt: Instant; readonly itemId: WorkItemId };

/** `count` is never above `most`: a full house is counted no further. */
export type WorkCount = { readonly class: WorkClass; readonly waiting: number; readonly breached: number };

export const WORK_FACETS = ["team", "kind", "skill", "severity"] as const;
export type WorkFacet = (typeof WORK_FACETS)[number];

/** How many items each choice of a filter would show under the others as they are. `isMore`: there are more than were looked at. */
export type WorkFacets = {
  readonly counts: readonly { readonly facet: WorkFacet; readonly value: string; readonly count: number }[];
  readonly breaching: number;
  readonly isMore: boolean;
};

export type WorkAgentRow = WorkAgent & {
  readonly name: string;
  readonly role: Role;
  readonly sellerId: SellerId | null;
  readonly dutySince: Instant | null;
  readonly shifts: readonly Shift[];
};

export type NextItem =
  | { readonly kind: "taken"; readonly item: WorkItem }
  | { readonly kind: NoNext; readonly capacity: number }
  | { readonly kind: "no_agent" };

/** Why an item stays as it is. `busy`: somebody is changing it at this moment. */
export type WorkRefused = {
  readonly kind:
    | "not_found"
    | "item_ended"
    | "item_merged"
    | "claimed_by_other"
    | "not_claimed"
    | "capacity_full"
    | "no_agent"
    | "lacks_skill"
    | "owner_kept"
    | "not_same_buyer"
    | "ends_with_step"
    | "not_a_call"
    | "busy";
};
export type WorkChanged = { readonly kind: "changed"; readonly item: WorkItem } | WorkRefused;

/** Who changes an item. A supervisor may move what others hold; everyone else what is nobody's or their own. */
export type WorkActor = { readonly accountId: AccountId; readonly mayMoveOthers: boolean };

/**
 * The queue. Each change is one statement that locks the items it names without waiting and the people it loads in the order of their ids, so that two
 * changes never wait for each other in a circle.
 */
export type WorkStore = {
  next(operationId: OperationId, accountId: AccountId, at: Instant): Promise<NextItem>;
  list(scope: Scope, filter: WorkFilter, ask: WorkPage): Promise<readonly WorkItem[]>;
  counts(scope: Scope, most: number, at: Instant): Promise<readonly WorkCount[]>;
  facets(scope: Scope, filter: WorkFilter, ask: FacetAsk): Promise<WorkFacets>;
  find(scope: Scope, itemId: WorkItemId): Promise<WorkItem | null>;
  ofCase(scope: Scope, caseId: CaseId): Promise<readonly WorkItem[]>;
  claim(scope: Scope, itemId: WorkItemId, actor: WorkActor, at: Instant): Promise<WorkChanged>;
  release(scope: Scope, itemId: WorkItemId, actor: WorkActor): Promise<WorkChanged>;
  /** `promisedAt` is the time the buyer is told; null tells none. */
  handOver(
    scope: Scope,
    itemId: WorkItemId,
    actor: WorkActor,
    to: AccountId,
    promisedAt: Instant | null,
    at: Instant,
  ): Promise<WorkChanged>;
  /** Out of sight until then; whoever put it off has the first look at it for a while after. */
  snooze(scope: Scope, itemId: WorkItemId, actor: WorkActor, until: Instant): Promise<WorkChanged>;
  merge(scope: Scope, itemId: WorkItemId, actor: WorkActor, into: WorkItemId): Promise<WorkChanged>;
  /** What the buyer is still to be told, oldest first; `told` takes it away. */
  untold(most: number): Promise<readonly Untold[]>;
  told(untold: Untold): Promise<void>;
  /** An item that no step asks for: a call-back. False where its case already has it. */
  open(item: ProjectedItem, opening: Opening): Promise<boolean>;
  /** Puts a call on record; the item stays as it is. */
  called(
    scope: Scope,
    itemId: WorkItemId,
    actor: WorkActor,
    call: { readonly result: CallResult; readonly againAt: Instant | null; readonly at: Instant },
  ): Promise<WorkChanged>;
  /** Of one case, in their order. */
  calls(operationId: OperationId, caseId: CaseId): Promise<readonly KeptCall[]>;
  /** Ends such an item. */
  finish(scope: Scope, itemId: WorkItemId, actor: WorkActor, at: Instant): Promise<WorkChanged>;
};

export type Opening = {
  readonly at: Instant;
  /** Comes into the queue then; null = at once. */
  readonly readyAt: Instant | null;
  /** Whom the buyer is to be told of. */
  readonly tells: { readonly callerId: AccountId; readonly promisedAt: Instant } | null;
};

export type KeptCall = {
  readonly itemId: WorkItemId;
  readonly callNo: number;
  readonly accountId: AccountId;
  readonly name: string | null;
  readonly calledAt: Instant;
  readonly result: CallResult;
  readonly againAt: Instant | null;
};

export type WorkPage = {
  readonly accountId: AccountId | null;
  readonly after: WorkCursor | null;
  readonly limit: number;
  readonly at: Instant;
};

export type FacetAsk = Pick<WorkPage, "accountId" | "at"> & {
  /** What is broken before then is about to be. */
  readonly breachingBefore: Instant;
  /** No more items than these are looked at. */
  readonly most: number;
};

export type Untold = {
  readonly operationId: OperationId;
  readonly itemId: WorkItemId;
  readonly caseId: CaseId;
  readonly ownerId: AccountId;
  readonly promisedAt: Instant | null;
  /** Since when it is theirs: tells two hand-overs to one person apart. */
  readonly ownedSince: Instant | null;
};

export type AgentStore = {
  find(operationId: OperationId, accountId: AccountId): Promise<WorkAgentRow | null>;
  list(operationId: OperationId, sellerId: SellerId | null): Promise<readonly WorkAgentRow[]>;
  put(operationId: OperationId, agent: Omit<WorkAgentRow, "load" | "isOnDuty" | "dutySince">): Promise<WorkAgentRow>;
  /** Null where the account is no agent yet. */
  setDuty(operationId: OperationId, accountId: AccountId, isOnDuty: boolean, at: Instant): Promise<WorkAgentRow | null>;
  setAdvisor(operationId: OperationId, customerId: CustomerId, accountId: AccountId | null): Promise<void>;
  /** Null where the buyer has none; a name is null once the advisor has no place at the queue. */
  advisor(
    operationId: OperationId,
    customerId: CustomerId,
  ): Promise<{ readonly accountId: AccountId; readonly name: string | null } | null>;
  names(operationId: OperationId, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>>;
};
