import type { CaseState } from "../case/case-state.ts";
import { STEP_OWNERS, type Step, type StepOwner, type StepType } from "../case/step.ts";
import { type AccountId, type CaseId, type Id, makeOrdinalId } from "../kernel/ids.ts";
import { type Instant, latest, MINUTE_MS } from "../kernel/time.ts";

export type WorkItemId = Id<"item">;

/**
 * What a person is asked to do. The first eight are the work of an after-sales desk; `fulfilment` is any other step a person holds (goods to be sent, a
 * visit to be made), `order_changed` a case that the host's newer word contradicts.
 */
export const WORK_KINDS = [
  "review",
  "evidence",
  "inspection",
  "offer",
  "call_back",
  "follow_up",
  "complaint",
  "manual_refund",
  "fulfilment",
  "order_changed",
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export const WORK_LANGUAGES = ["zh", "en"] as const;
export type WorkLanguage = (typeof WORK_LANGUAGES)[number];

/** The four levels of response: 1 is answered first. They follow P1 to P4 unless a routing row raises them. */
export const WORK_CLASSES = [1, 2, 3, 4] as const;
export type WorkClass = (typeof WORK_CLASSES)[number];

/** What is broken by then unless somebody moves is about to be: long enough for a supervisor to give it to somebody. */
export const BREACHING_WITHIN_MS = 30 * MINUTE_MS;
/** As many of them as a team looks at together; the queue has them all. */
export const BREACHING_SHOWN_MAX = 30;

/**
 * done        its step ended, whoever ended it
 * elapsed     silence decided before anybody did
 * called_off  the step was taken back: withdrawn, or the plan went another way
 */
export const WORK_ENDS = ["done", "elapsed", "called_off"] as const;
export type WorkEnd = (typeof WORK_ENDS)[number];

/** How a telephone call ended. Only `no_answer` leaves the call still to be made. */
export const CALL_RESULTS = ["reached", "no_answer", "wrong_number", "declined"] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

/** What a case asks of people, read off its state alone: whoever reads it twice finds the same, and nobody writes it into the case's transaction. */
export type WantedItem = {
  readonly itemId: WorkItemId;
  readonly stepNo: number | null;
  readonly kind: WorkKind;
  readonly stepOwner: StepOwner;
  readonly waitingSince: Instant;
  readonly standardDueAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly end: { readonly at: Instant; readonly how: WorkEnd } | null;
};

/** Buyers, carriers and machines have no desk here; what they do is waited for, not queued. */
const HAS_DESK: Readonly<Record<StepOwner, boolean>> = {
  buyer: false,
  carrier: false,
  system: false,
  seller: true,
  supplier: true,
  platform: true,
  finance: true,
  warehouse: true,
  repairer: true,
  inspector: true,
};
export const DESK_OWNERS: readonly StepOwner[] = STEP_OWNERS.filter(owner => HAS_DESK[owner]);

type ItemsAsk = Pick<CaseState, "caseId" | "serviceType" | "steps" | "attention" | "filedAt" | "endedAt">;

/** Every item of a case, open and ended. `at` stands in for the end of a step that was taken back, which keeps none of its own. */
export const itemsOf = (state: ItemsAsk, at: Instant): readonly WantedItem[] => [
  ...state.steps.flatMap(step => (HAS_DESK[step.owner] && step.startedAt !== null ? [itemOfStep(state, step, step.startedAt, at)] : [])),
  ...attentionOf(state, at),
];

const itemOfStep = (state: ItemsAsk, step: Step, startedAt: Instant, at: Instant): WantedItem => ({
  itemId: itemIdOf(state.caseId, step.stepNo),
  stepNo: step.stepNo,
  kind: kindOf(state, step),
  stepOwner: step.owner,
  waitingSince: startedAt,
  standardDueAt: step.standardDueAt,
  dueAt: step.dueAt,
  end: endOf(step, state.endedAt ?? at),
});

/** The n-th step's item has the step's number; the one for a contradicted case has 0, and is the same item each time it comes back. */
export const itemIdOf = (caseId: CaseId, stepNo: number): WorkItemId => makeOrdinalId("item", caseId, stepNo);

/** What a step asks of a person, where it is more than to see to it. */
const KINDS: Readonly<Partial<Record<StepType, WorkKind>>> = {
  review: "review",
  collect_evidence: "evidence",
  receive: "inspection",
  inspect: "inspection",
  offer: "offer",
  follow_up: "follow_up",
  refund: "manual_refund",
  compensate: "manual_refund",
  collect: "manual_refund",
};

const kindOf = ({ serviceType }: Pick<CaseState, "serviceType">, { type }: Pick<Step, "type">): WorkKind =>
  type === "review" && serviceType === "complaint" ? "complaint" : (KINDS[type] ?? "fulfilment");

const endOf = (step: Step, otherwise: Instant): WantedItem["end"] => {
  switch (step.status) {
    case "active":
    case "planned":
    case "ready":
      return null;
    case "done":
    case "failed":
      return { at: step.endedAt ?? otherwise, how: step.automatic?.because === "silence" ? "elapsed" : "done" };
    case "skipped":
    case "cancelled":
      return { at: step.endedAt ?? otherwise, how: "called_off" };
  }
};

const attentionOf = ({ caseId, attention, filedAt, endedAt }: ItemsAsk, at: Instant): readonly WantedItem[] => {
  const item = { itemId: itemIdOf(caseId, 0), stepNo: null, kind: "order_changed", stepOwner: "platform" } as const;
  const times = { standardDueAt: null, dueAt: null } as const;
  // Whether one was ever asked for stands nowhere in the state: an end without a beginning is left out by whoever keeps the items.
  if (attention.length === 0) return [{ ...item, ...times, waitingSince: filedAt, end: { at: endedAt ?? at, how: "done" } }];
  return [{ ...item, ...times, waitingSince: latest(filedAt, at), end: null }];
};

/** Whoever is to take an item, as far as the choice goes. Load is what the items one holds weigh together. */
export type WorkAgent = {
  readonly accountId: AccountId;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly WorkLanguage[];
  readonly capacity: number;
  readonly load: number;
  readonly isOnDuty: boolean;
};
