import type { Decision } from "../evaluation/decision.ts";
import type { EvidenceItem } from "../intake/case-facts.ts";
import type { AccountId, BatchId, EffectId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { TrackingCode } from "../order/order-facts.ts";
import type { Actor } from "../party/party.ts";
import type { PartUsed } from "./case-command.ts";
import type {
  CaseAmendment,
  CaseLine,
  CaseMoney,
  CaseState,
  EvidenceRequest,
  LentUnit,
  LineInspection,
  Offer,
  Parcel,
  ReturnFreight,
} from "./case-state.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { Contradiction } from "./contradiction.ts";
import type { EffectKind } from "./effect.ts";
import type { NamedCause, WrittenText } from "./named-cause.ts";
import type { CaseEnd } from "./plan-graph.ts";
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
  | RefundRevised
  | EffectAsked
  | EffectDone
  | EffectRefused
  | MoneyReturned
  | MoneyCollected
  | BenefitGranted
  | ParcelTraced
  | RepairOrdered
  | VisitBooked
  | RepairQuoted
  | UnitLent
  | RepairReported
  | StockReserved
  | StockReleased
  | ParcelNamed
  | ReturnFreightStated
  | ParcelTracked
  | GoodsReceived
  | GoodsInspected
  | ReasonJudged
  | CauseJudged
  | JudgementObjected
  | EvidenceRequested
  | EvidenceAdded
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
    | "serviceType"
    | "refundOnlyKind"
    | "claimedReason"
    | "hostCodes"
    | "filedBy"
  >;
  readonly currency: Currency;
  readonly lines: readonly FiledCaseLine[];
  readonly amendment?: CaseAmendment | undefined;
  readonly evidence?: readonly EvidenceItem[] | undefined;
  readonly statementTextId?: TextId | undefined;
  readonly contestsRefusal?: true | undefined;
};

/** The decision itself is stored apart, with its facts; the event holds what the case goes on with. */
/** Nothing has come back or been promised yet. */
export type FiledCaseLine = Pick<CaseLine, "lineNo" | "quantity" | "ratioBasisPoints"> & {
  readonly replacementSkuId?: string | undefined;
  readonly replacementPriceMinor?: Minor | undefined;
};

export type CaseDecided = {
  readonly type: "case_decided";
  readonly outcome: Decision["outcome"];
  readonly engine: number;
  readonly packHash: string;
  readonly severity: Decision["severity"];
  readonly liability: Decision["liability"];
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

/** What the buyer stands to get was computed anew: after an inspection, an accepted offer, a partial receipt. */
export type RefundRevised = {
  readonly type: "refund_revised";
  readonly because: RevisionReason;
  readonly promisedLines: readonly { readonly lineNo: number; readonly promisedMinor: Minor; readonly ratioBasisPoints: number }[];
  readonly money: CaseMoney;
};

/**
 * return_freight  the goods are in, and what their way back cost is reckoned with
 * return_freight_charged  the same, where the seller bears what the platform paid for it: the buyer's sum stays
 * granted       a person decided what the buyer gets
 * quoted        the buyer wants the repair at the price named
 * called_off    the case will not pay: what was promised is taken back, what was already paid is owed by the buyer
 * restored      somebody decided for the buyer after all
 * kept_both     the buyer keeps the old goods beside the new and pays for these
 * collected     the buyer paid back what was too much
 * written_off   what the buyer still owes is borne by the platform
 * loan_kept     what was lent for the time of a repair was kept and is to be paid for
 * loan_given_up nobody pays for it
 */
export const REVISION_REASONS = [
  "inspection",
  "return_freight",
  "return_freight_charged",
  "offer",
  "granted",
  "quoted",
  "called_off",
  "restored",
  "kept_both",
  "collected",
  "written_off",
  "loan_kept",
  "loan_given_up",
] as const;
export type RevisionReason = (typeof REVISION_REASONS)[number];

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
};
/** The partner did what was asked, where nothing more needs saying. */
export type EffectDone = { readonly type: "effect_done"; readonly effectId: EffectId };

/** The partner said no for good. Whether that fails the step depends on what else the step still waits for. */
export type EffectRefused = { readonly type: "effect_refused"; readonly effectId: EffectId; readonly code: string };

export type MoneyReturned = {
  readonly type: "money_returned";
  readonly effectId: EffectId;
  readonly tenderNo: number;
  readonly amountMinor: Minor;
  readonly gatewayRef: string;
};
export type MoneyCollected = {
  readonly type: "money_collected";
  readonly effectId: EffectId;
  readonly amountMinor: Minor;
  readonly gatewayRef: string;
};

/** A benefit is the buyer's. `effectId` is null where finance gave it by hand. */
export type BenefitGranted = {
  readonly type: "benefit_granted";
  readonly effectId: EffectId | null;
  readonly benefitNo: number;
  readonly grantRef: string;
};

/** Where a carrier, or whoever asked it, says that a parcel is. */
export type ParcelTraced = {
  readonly type: "parcel_traced";
  readonly effectId: EffectId | null;
  readonly finding: "moving" | "arrived" | "lost" | "damaged";
};

/** The repairer has taken the job. */
export type RepairOrdered = { readonly type: "repair_ordered"; readonly effectId: EffectId; readonly jobRef: string };
/** Somebody will come at this time. */
export type VisitBooked = {
  readonly type: "visit_booked";
  readonly effectId: EffectId;
  readonly visitRef: string;
  readonly slotAt: Instant;
};
/** The repair is not free: the buyer says whether it is wanted at this price. */
export type RepairQuoted = { readonly type: "repair_quoted"; readonly amountMinor: Minor };
/** The seller has lent something to use until the repair is done. */
export type UnitLent = { readonly type: "unit_lent"; readonly loan: LentUnit };
export type RepairReported = {
  readonly type: "repair_reported";
  readonly result: "repaired" | "beyond_repair";
  readonly parts: readonly PartUsed[];
};

/** The warehouse keeps the stock under the key of the effect that asked for it. */
export type StockReserved = { readonly type: "stock_reserved"; readonly effectId: EffectId };
export type StockReleased = { readonly type: "stock_released"; readonly effectId: EffectId };

export type ParcelNamed = {
  readonly type: "parcel_named";
  readonly way: "return" | "replacement";
  readonly parcel: Parcel;
  /** The booking it answers; null when a person named it. */
  readonly effectId: EffectId | null;
};
/** What the way back cost, as the buyer who paid it says, or the carrier whose pickup the platform pays. It counts once the goods are in. */
export type ReturnFreightStated = { readonly type: "return_freight_stated" } & ReturnFreight;
export type ParcelTracked = {
  readonly type: "parcel_tracked";
  readonly trackingNo: string;
  readonly code: TrackingCode;
  readonly trackedAt: Instant;
};

export type GoodsReceived = {
  readonly type: "goods_received";
  readonly stepNo: number;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
};
export type GoodsInspected = {
  readonly type: "goods_inspected";
  readonly stepNo: number;
  readonly lines: readonly { readonly lineNo: number; readonly inspection: LineInspection }[];
};

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
/** One side is asked to show something more; the review that asked waits for it, or for its time to run out. */
export type EvidenceRequested = {
  readonly type: "evidence_requested";
  readonly request: EvidenceRequest;
  readonly step: Step;
  readonly reviewStepNo: number;
  readonly reviewDueAt: Instant | null;
};

export type EvidenceAdded = { readonly type: "evidence_added"; readonly items: readonly EvidenceItem[] };
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
