import type { Decision, Explanation } from "../evaluation/decision.ts";
import type { EvidenceItem } from "../intake/case-facts.ts";
import type { AccountId, BatchId, EffectId, FileId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { FloorId } from "../remedy/floors.ts";
import type { Leg } from "../settlement/postings.ts";
import type { CaseAmendment, CaseLine, CaseMoney, CaseState, EvidenceRequest, Offer, OfferedFreight } from "./case-state.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { Contradiction } from "./contradiction.ts";
import type { EffectKind } from "./effect.ts";
import type { FileAssessed } from "./file-assessment.ts";
import type { GoodsEvent } from "./goods-event.ts";
import type { HandPaymentRecorded } from "./hand-payment.ts";
import type { MoneyEvent } from "./money-event.ts";
import type { NamedCause, WrittenText } from "./named-cause.ts";
import type { CaseEnd } from "./plan-graph.ts";
import type { GrantProposed, LossProved } from "./proof-facts.ts";
import type { AutomaticReason, PlannedStep, Step, StepOutcome, StepOwner } from "./step.ts";

/**
 * What happened to a case, in the words a service agent would use. Events are the case: appended, chained by hash, never changed. They carry
 * references to people and texts, never the texts themselves. A new fact is a new event type, so a fold that does not know one fails loudly.
 */
export type CaseEvent =
  | CaseFiled
  | CaseDecided
  | PlanAmended
  | StepStarted
  | StepEnded
  | StepEscalated
  | ClockEvent
  | OfferMade
  | FreightAgreed
  | EffectAsked
  | EffectDone
  | EffectRefused
  | MoneyEvent
  | GoodsEvent
  | ReasonJudged
  | CauseJudged
  | JudgementObjected
  | CauseLeftOpen
  | BorneByPlatform
  | LossProved
  | GrantProposed
  | HandPaymentRecorded
  | EvidenceRequested
  | EvidenceAdded
  | FileAssessed
  | ConsentWithdrawn
  | NoteAdded
  | OrderFactsChanged
  | AttentionCleared
  | RecoveryWanted
  | HandlerNamed
  | BatchJoined
  | CaseEnded;

export type CaseEventType = CaseEvent["type"];

/** What was not said in a filing is left out: it is the largest thing of many filings that say little. */
export type CaseFiled = {
  readonly type: "case_filed";
  readonly case: Pick<
    CaseState,
    | "caseId"
    | "shortNo"
    | "operationId"
    | "orderId"
    | "customerId"
    | "sellerId"
    | "returnAddressNo"
    | "serviceType"
    | "refundOnlyKind"
    | "claimedReason"
    | "hostCodes"
  >;
  readonly currency: Currency;
  readonly lines: readonly FiledCaseLine[];
  readonly amendment?: CaseAmendment | undefined;
  readonly evidence?: readonly EvidenceItem[] | undefined;
  readonly statementTextId?: TextId | undefined;
  readonly contestsRefusal?: true | undefined;
};

/** Nothing has come back or been promised yet. */
export type FiledCaseLine = Pick<CaseLine, "lineNo" | "quantity" | "ratioBasisPoints"> & {
  readonly replacementSkuId?: string | undefined;
  readonly replacementPriceMinor?: Minor | undefined;
};

/** The decision itself is stored apart, with its facts; the event holds what the case goes on with. */
export type CaseDecided = {
  readonly type: "case_decided";
  readonly outcome: Decision["outcome"];
  readonly engine: number;
  readonly packHash: string;
  readonly severity: Decision["severity"];
  /** `rowId`: the row or floor by which the platform bears it; only where it does. */
  readonly liability: Decision["liability"] & { readonly rowId?: string };
  readonly freight: Decision["freight"];
  readonly planTemplate: string;
  readonly instantRefund: CaseState["instantRefund"];
  readonly promisedLines: readonly { readonly lineNo: number; readonly promisedMinor: Minor; readonly ratioBasisPoints: number }[];
  readonly money: CaseMoney;
  readonly steps: readonly PlannedStep[];
};

/** The plan took a way that was not foreseen: new steps, and foreseen ones that will not happen. */
export type PlanAmended = {
  readonly type: "plan_amended";
  readonly reason: PlanChangeReason;
  readonly added: readonly PlannedStep[];
  readonly skipped: readonly number[];
  readonly cancelled: readonly number[];
};
export const PLAN_CHANGE_REASONS = ["outcome", "withdrawn", "rejected", "retried", "order_facts_changed", "recovery"] as const;
export type PlanChangeReason = (typeof PLAN_CHANGE_REASONS)[number];

export type StepStarted = {
  readonly type: "step_started";
  readonly stepNo: number;
  readonly ready?: true | undefined;
  readonly dueAt: Instant | null;
  readonly onTimeout: StepOutcome | "escalate" | null;
  readonly standardDueAt: Instant | null;
  /** When the first rung of the ladder is. */
  readonly climbAt: Instant | null;
};

export type StepEnded = {
  readonly type: "step_ended";
  readonly stepNo: number;
  readonly outcome: StepOutcome;
  readonly automatic: AutomaticReason | null;
  /** Code the seller gave for a refusal, or the gateway for a failure; never free text. */
  readonly code: string | null;
};

/** Time ran out where silence decides nothing: the step stays with its owner, somebody above is told, and it is asked about again. */
export type StepEscalated = {
  readonly type: "step_escalated";
  readonly stepNo: number;
  readonly nextDueAt: Instant;
  /** Who has the step from now on: the platform, where it can decide in a merchant's stead. */
  readonly owner: StepOwner;
};

export type OfferMade = { readonly type: "offer_made"; readonly offer: Offer };

/** Both sides agreed that the goods go back, and with that who pays their freight: by their word, or by F-1 where they did not speak of it. */
export type FreightAgreed = { readonly type: "freight_agreed"; readonly ruleId: "agreed" | "F-1"; readonly freight: OfferedFreight };

/** Written before the call leaves: the intent is on record whatever happens to the call. */
export type EffectAsked = {
  readonly type: "effect_asked";
  readonly effectId: EffectId;
  readonly stepNo: number;
  readonly kind: EffectKind | "manual_refund";
  /** What is to move, for effects that move money. */
  readonly tenderNo: number | null;
  readonly amountMinor: Minor | null;
  /** What is to be given, for effects that give a benefit. */
  readonly benefitNo: number | null;
  /** The stock given back, for effects that release some. */
  readonly reservation: EffectId | null;
  /** The pickup that is called off; absent of any other effect. */
  readonly booking?: EffectId;
};
/** The partner did what was asked, where nothing more needs saying. */
export type EffectDone = { readonly type: "effect_done"; readonly effectId: EffectId };

/** The partner said no for good. Whether that fails the step depends on what else the step still waits for. */
export type EffectRefused = { readonly type: "effect_refused"; readonly effectId: EffectId; readonly code: string };

export type ReasonJudged = { readonly type: "reason_judged"; readonly judgedReason: string; readonly rootCause: string | null };
/** A person found the cause, and with it who answers for it, who bears it and who pays the way back from now on. */
export type CauseJudged = NamedCause & {
  readonly type: "cause_judged";
  readonly rowId: string;
  readonly liability: Pick<Decision["liability"], "outward" | "inward">;
  readonly freight: Decision["freight"];
  readonly answersObjection: boolean;
};
/** The seller says that the cause named is not the cause. */
export type JudgementObjected = { readonly type: "judgement_objected"; readonly text: WrittenText; readonly answerBy: Instant };
/** The platform let the buyer have it at once and nobody has shown whose fault it was: it bears the cost until a cause is named (G-1). */
export type CauseLeftOpen = {
  readonly type: "cause_left_open";
  readonly floor: FloorId;
  readonly inward: Decision["liability"]["inward"];
};
/** What the seller was charged for passes to the platform, or less of it than before; nothing where it passes back whole. */
export type BorneByPlatform = BearingRule & {
  readonly type: "borne_by_platform";
  readonly amountMinor: Minor;
  /** As they stand from now on, from the beginning. */
  readonly legs: readonly Leg[];
};
/** The rule that says who bears it, in its own words: whoever reads a statement has no pack at hand. */
export type BearingRule = { readonly ruleId: string; readonly explanation: Explanation };
/** One side is asked to show something more; the review that asked waits for it, or for its time to run out. */
export type EvidenceRequested = {
  readonly type: "evidence_requested";
  readonly request: EvidenceRequest;
  readonly step: Step;
  readonly reviewStepNo: number;
  readonly reviewDueAt: Instant | null;
};

/** `of`: for whom somebody else added it; absent where the one who gave it is the side it speaks for, or it speaks for neither. */
export type EvidenceAdded = {
  readonly type: "evidence_added";
  readonly items: readonly EvidenceItem[];
  readonly of?: "buyer" | "seller" | undefined;
};
/** The buyer took back what they had agreed to when they showed this file: it is gone, and the case goes on without it (PIPL a15, a47). */
export type ConsentWithdrawn = { readonly type: "consent_withdrawn"; readonly fileId: FileId; readonly sha256: string };
export type NoteAdded = {
  readonly type: "note_added";
  readonly textId: TextId;
  readonly textHash: string;
  readonly visibleTo: "staff" | "everyone";
};
export type OrderFactsChanged = {
  readonly type: "order_facts_changed";
  readonly toVersion: number;
  readonly contradicts: readonly Contradiction[];
};

/** A person has looked at what the host's newer word says against the case. */
export type AttentionCleared = { readonly type: "attention_cleared" };

/** Somebody found that this case has its cause in common with others, and decided them together. */
export type BatchJoined = { readonly type: "batch_joined"; readonly batchId: BatchId };

/** A person has taken the matter over; what they are called is looked up when it is shown. `promisedAt` is when they will have answered, if a clock holds it. */
export type HandlerNamed = { readonly type: "handler_named"; readonly accountId: AccountId; readonly promisedAt: Instant | null };

/** The buyer rated the case so low, from 1 to 5, that somebody is to call: the follow-up step added after its end. The answer itself stands apart. */
export type RecoveryWanted = { readonly type: "recovery_wanted"; readonly stepNo: number; readonly score: number };

export type CaseEnded = { readonly type: "case_ended"; readonly end: CaseEnd; readonly reason: string | null };

/** An event with its place in the case: who, when, and in what order. */
export type Recorded<E extends CaseEvent = CaseEvent> = E & { readonly seq: number; readonly at: Instant; readonly by: Actor };
