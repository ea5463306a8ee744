import type { StepOwner } from "@amends/domain/case/step";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { AccountId, CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Severity } from "@amends/domain/triage/severity";
import type { WorkClass, WorkItemId, WorkKind, WorkLanguage } from "@amends/domain/work/work-item";
import type { Scope } from "@amends/flows/scope";
import type { ProjectedItem, WorkItem } from "@amends/flows/work/work-ports";

/** Every column a reader is shown; `i` is the item. */
export const ITEM = `
  i.item_id, i.operation_id, i.case_id, i.short_no, i.step_no, i.kind, i.step_owner, i.seller_id, i.customer_id, i.service_type, i.category, i.language,
  i.tier, i.severity, i.team, i.skill, i.class, i.effort, i.keeps_owner, i.routed_by, i.waiting_since, i.rank_at, i.answer_due_at, i.standard_due_at,
  i.due_at, i.breach_at, i.ready_at, i.preferred_id, i.preferred_until, i.owner_id, i.owned_since, i.merged_into, i.ended_at, i.version,
  (select a.name from work_agents a where a.operation_id = i.operation_id and a.account_id = i.owner_id) as owner_name`;

export type ItemRow = {
  readonly item_id: WorkItemId;
  readonly operation_id: OperationId;
  readonly case_id: CaseId;
  readonly short_no: string;
  readonly step_no: number | null;
  readonly kind: WorkKind;
  readonly step_owner: StepOwner;
  readonly seller_id: SellerId;
  readonly customer_id: CustomerId;
  readonly service_type: ServiceType;
  readonly category: string;
  readonly language: WorkLanguage;
  readonly tier: string;
  readonly severity: Severity;
  readonly team: string;
  readonly skill: string;
  readonly class: WorkClass;
  readonly effort: number;
  readonly keeps_owner: boolean;
  readonly routed_by: string;
  readonly waiting_since: string;
  readonly rank_at: string;
  readonly answer_due_at: string;
  readonly standard_due_at: string | null;
  readonly due_at: string | null;
  readonly breach_at: string | null;
  readonly ready_at: string;
  readonly preferred_id: AccountId | null;
  readonly preferred_until: string | null;
  readonly owner_id: AccountId | null;
  readonly owner_name: string | null;
  readonly owned_since: string | null;
  readonly merged_into: WorkItemId | null;
  readonly ended_at: string | null;
  readonly version: number;
};

export const atOf = (value: string): Instant => Number(value) as Instant;
export const atOrNull = (value: string | null): Instant | null => (value === null ? null : atOf(value));

export const itemOf = (row: ItemRow): WorkItem => ({
  itemId: row.item_id,
  operationId: row.operation_id,
  caseId: row.case_id,
  shortNo: row.short_no,
  stepNo: row.step_no,
  kind: row.kind,
  stepOwner: row.step_owner,
  sellerId: row.seller_id,
  customerId: row.customer_id,
  serviceType: row.service_type,
  category: row.category,
  language: row.language,
  tier: row.tier,
  severity: row.severity,
  team: row.team,
  skill: row.skill,
  class: row.class,
  effort: row.effort,
  keepsOwner: row.keeps_owner,
  routedBy: row.routed_by,
  waitingSince: atOf(row.waiting_since),
  rankAt: atOf(row.rank_at),
  answerDueAt: atOf(row.answer_due_at),
  standardDueAt: atOrNull(row.standard_due_at),
  dueAt: atOrNull(row.due_at),
  breachAt: atOrNull(row.breach_at),
  readyAt: atOf(row.ready_at),
  preferredId: row.preferred_id,
  preferredUntil: atOrNull(row.preferred_until),
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  ownedSince: atOrNull(row.owned_since),
  mergedInto: row.merged_into,
  endedAt: atOrNull(row.ended_at),
  version: row.version,
});

/** A seller's people see the work of their own desk; every other scope in a queue is the operation's. $1 and $2 of a statement. */
export const deskOf = (scope: Scope): readonly [operationId: string, sellerId: string | null] => {
  switch (scope.kind) {
    case "operation":
      return [scope.operationId, null];
    case "seller":
      return [scope.operationId, scope.sellerId];
    case "customer":
      throw new Error("broken invariant: a buyer has no queue");
  }
};
export const AT_DESK = "i.operation_id = $1 and ($2::text is null or (i.seller_id = $2 and i.team = 'seller'))";

/** As `jsonb_to_recordset` reads it in `GIVEN_COLUMNS`. */
export const givenRow = (item: ProjectedItem) => ({
  operation_id: item.operationId,
  item_id: item.itemId,
  case_id: item.caseId,
  short_no: item.shortNo,
  step_no: item.stepNo,
  kind: item.kind,
  step_owner: item.stepOwner,
  seller_id: item.sellerId,
  customer_id: item.customerId,
  service_type: item.serviceType,
  category: item.category,
  language: item.language,
  tier: item.tier,
  severity: item.severity,
  team: item.team,
  skill: item.skill,
  class: item.class,
  effort: item.effort,
  keeps_owner: item.keepsOwner,
  routed_by: item.routedBy,
  waiting_since: item.waitingSince,
  rank_at: item.rankAt,
  answer_due_at: item.answerDueAt,
  standard_due_at: item.standardDueAt,
  due_at: item.dueAt,
  preferred_id: item.preferredId,
  preferred_until: item.preferredUntil,
  owner_id: item.ownerId,
  ended_at: item.end?.at ?? null,
  ended_how: item.end?.how ?? null,
  ended_by: item.endedBy,
  standard_row: item.standardRow,
  passed_at: item.passed?.at ?? null,
  passed_until: item.passed?.until ?? null,
});

export const GIVEN_COLUMNS = `operation_id text, item_id text, case_id text, short_no text, step_no integer, kind text, step_owner text, seller_id text,
  customer_id text, service_type text, category text, language text, tier text, severity text, team text, skill text, class smallint, effort smallint,
  keeps_owner boolean, routed_by text, waiting_since bigint, rank_at bigint, answer_due_at bigint, standard_due_at bigint, due_at bigint,
  preferred_id text, preferred_until bigint, owner_id text, ended_at bigint, ended_how text, ended_by text, standard_row text,
  passed_at bigint, passed_until bigint`;
