import type { FileKind } from "../evidence/evidence-file.ts";
import type { EvidenceItem } from "../intake/case-facts.ts";
import type { AccountId, BatchId, EffectId, ExtensionId, FileId, TextId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import type { Severity } from "../triage/severity.ts";
import type { Extension } from "./announced-extension.ts";
import type { CaseState, InspectionGrade, Offer } from "./case-state.ts";
import type { FileAssessment } from "./file-assessment.ts";
import type { NamedCause, WrittenText } from "./named-cause.ts";
import type { ScanCode } from "./parcel.ts";
import type { Proof, ProofOutcome } from "./proof-facts.ts";
import type { ReturnPlaces } from "./return-destination.ts";
import type { PauseReason } from "./step.ts";

/** What may be asked of a running case. People, gateways, parcels and clocks all speak through this one door. */
export type CaseCommand =
  | { readonly kind: "approve" }
  | { readonly kind: "reject"; readonly reason: string }
  | ({ readonly kind: "make_offer" } & Pick<Offer, "amountMinor" | "keepGoods" | "benefits" | "freight">)
  | ({ readonly kind: "counter_offer" } & Pick<Offer, "amountMinor" | "keepGoods" | "freight">)
  | { readonly kind: "grant"; readonly grant: Grant }
  | { readonly kind: "enter_proof"; readonly proof: Proof; readonly outcome: ProofOutcome }
  | { readonly kind: "answer_offer"; readonly accept: boolean }
  | { readonly kind: "confirm_solution"; readonly settled: boolean }
  | { readonly kind: "report_trace"; readonly finding: "arrived" | "lost" | "damaged" }
  | { readonly kind: "report_visit"; readonly met: boolean }
  | { readonly kind: "quote_repair"; readonly amountMinor: Minor }
  | { readonly kind: "answer_quote"; readonly accept: boolean }
  | { readonly kind: "report_repair"; readonly result: "repaired" | "beyond_repair"; readonly parts: readonly PartUsed[] }
  | { readonly kind: "lend_unit"; readonly unitRef: string; readonly worthMinor: Minor }
  | { readonly kind: "withdraw" }
  | { readonly kind: "request_evidence"; readonly of: "buyer" | "seller"; readonly kinds: readonly FileKind[] }
  | { readonly kind: "provide_evidence"; readonly items: readonly EvidenceItem[] }
  | { readonly kind: "withdraw_consent"; readonly fileId: FileId }
  | ({ readonly kind: "assess_file" } & FileAssessment)
  | { readonly kind: "hand_over"; readonly carrier: string; readonly trackingNo: string; readonly returnFreight?: ReturnFreightClaim }
  | { readonly kind: "correct_parcel"; readonly carrier: string; readonly trackingNo: string }
  | { readonly kind: "request_pickup" }
  | { readonly kind: "match_parcel"; readonly carrier: string; readonly trackingNo: string }
  | { readonly kind: "accept_late_goods"; readonly carrier: string; readonly trackingNo: string; readonly lines: readonly AcceptedLine[] }
  | { readonly kind: "receive_goods"; readonly lines: readonly ReceivedLine[]; readonly wrongGoods: boolean }
  | { readonly kind: "inspect_goods"; readonly lines: readonly InspectedLine[] }
  | { readonly kind: "send_back"; readonly carrier: string; readonly trackingNo: string }
  | { readonly kind: "confirm_arrival"; readonly arrived: boolean }
  | { readonly kind: "report_tracking"; readonly trackingNo: string; readonly code: ScanCode; readonly trackedAt: Instant }
  | { readonly kind: "effect_answered"; readonly effectId: EffectId; readonly answer: EffectAnswer }
  | { readonly kind: "step_due"; readonly stepNo: number }
  | { readonly kind: "wait_for_buyer"; readonly reason: PauseReason }
  | { readonly kind: "go_on" }
  | { readonly kind: "extend_times"; readonly extension: Extension }
  | { readonly kind: "note_return_address"; readonly was: Partial<ReturnPlaces>; readonly since: Instant }
  | { readonly kind: "take_back_extension"; readonly extensionId: ExtensionId }
  | { readonly kind: "set_severity"; readonly severity: Severity }
  | { readonly kind: "retry_step"; readonly stepNo: number }
  | { readonly kind: "settle_by_hand"; readonly stepNo: number; readonly gatewayRef: string }
  | { readonly kind: "judge_reason"; readonly judgedReason: string }
  | ({ readonly kind: "judge_cause" } & NamedCause)
  | { readonly kind: "object_to_judgement"; readonly text: WrittenText }
  | { readonly kind: "add_note"; readonly textId: TextId; readonly textHash: string; readonly visibleTo: "staff" | "everyone" }
  | { readonly kind: "clear_attention" }
  | { readonly kind: "open_recovery"; readonly score: number }
  | { readonly kind: "close_recovery" }
  | { readonly kind: "pay_debt" }
  | { readonly kind: "remind_of_debt"; readonly reminder: number }
  | { readonly kind: "name_handler"; readonly accountId: AccountId; readonly promisedAt: Instant | null }
  | { readonly kind: "join_batch"; readonly batchId: BatchId; readonly judgedReason: string; readonly approves: boolean }
  | { readonly kind: "order_facts_changed"; readonly toVersion: number };

export type CaseCommandKind = CaseCommand["kind"];

/**
 * What a person decides that the buyer gets. `refundMinor` comes back out of what was paid, `cashMinor` on top of it; a benefit is given in kind. Who bears
 * what goes on top is the one found liable unless the grant says otherwise.
 */
export type Grant = {
  readonly refundMinor: Minor;
  readonly cashMinor: Minor;
  readonly benefits: readonly Benefit[];
  readonly bearer: "seller" | "platform" | null;
  /** Sums the rules computed, each under its own head and bearer; absent where the person names a sum of their own. */
  readonly sums?: readonly SumDue[];
};

/** A part that went into the goods, by the repairer's own number for it. */
export type PartUsed = { readonly partNo: string; readonly quantity: number };

/** What the buyer paid for the parcel back, and what shows it. */
export type ReturnFreightClaim = { readonly amountMinor: Minor; readonly receipt: readonly EvidenceItem[] };

export type ReceivedLine = { readonly lineNo: number; readonly quantity: number };

export type InspectedLine = {
  readonly lineNo: number;
  readonly grade: InspectionGrade;
  readonly good: number;
  readonly damaged: number;
  readonly missing: number;
  readonly wrong: number;
};

/** Of goods that came late only what is there is counted, and what is not ours is not kept. */
export type AcceptedLine = Pick<InspectedLine, "lineNo" | "grade" | "good" | "damaged">;

/** A partner's final word on one effect. `refused` carries the partner's own closed code. */
export type EffectAnswer =
  | { readonly kind: "money_returned"; readonly gatewayRef: string }
  | { readonly kind: "money_collected"; readonly gatewayRef: string }
  | { readonly kind: "benefit_granted"; readonly grantRef: string }
  | { readonly kind: "intercepted" }
  | { readonly kind: "parcel_traced"; readonly finding: "moving" | "arrived" | "lost" | "damaged" }
  | { readonly kind: "repair_ordered"; readonly jobRef: string }
  | { readonly kind: "visit_booked"; readonly visitRef: string; readonly slotAt: Instant }
  /** When somebody comes for the parcel, and what that costs; each absent where the carrier does not say, or was never asked. */
  | {
      readonly kind: "pickup_booked";
      readonly carrier: string;
      readonly trackingNo: string;
      readonly slotAt?: Instant;
      readonly feeMinor?: Minor;
    }
  | { readonly kind: "pickup_cancelled" }
  | { readonly kind: "stock_reserved" }
  | { readonly kind: "stock_released" }
  | { readonly kind: "goods_shipped"; readonly carrier: string; readonly trackingNo: string }
  | { readonly kind: "order_amended" }
  | { readonly kind: "refused"; readonly code: string };

/**
 * Why a command is not carried out. Checks run in this order; the first that holds is the answer, and nothing has changed. `not_the_owner` is asked
 * twice: before anything for a role that may never say this, and after `step_not_open` for one to whom the open step does not belong.
 */
export const COMMAND_REJECTIONS = [
  "not_the_owner",
  "case_ended",
  "step_not_open",
  "rejection_reason_unknown",
  "rejection_reason_barred",
  "nothing_granted",
  "grant_not_in_plan",
  "grant_not_positive",
  "grant_above_paid",
  "grant_above_authority",
  "nothing_suggested",
  "sum_granted_before",
  "sum_instead_of_another",
  "proof_missing",
  "grant_needs_another",
  "nothing_proved",
  "proof_needs_evidence",
  "offer_not_in_plan",
  "offer_not_positive",
  "offer_above_paid",
  "offer_below_agreed",
  "too_many_offers",
  "nothing_to_answer",
  "nothing_to_counter",
  "quote_not_positive",
  "cannot_withdraw_now",
  "nothing_asked",
  "evidence_of_oneself",
  "evidence_asked_before",
  "evidence_missing",
  "evidence_consent_missing",
  "evidence_consent_differs",
  "no_consent_given",
  "file_cannot_show",
  "tracking_no_missing",
  "parcel_seen",
  "courier_expected",
  "goods_awaited",
  "goods_not_paid_back",
  "return_freight_not_owed",
  "return_freight_not_positive",
  "receipt_missing",
  "line_not_in_case",
  "quantity_not_positive",
  "more_than_sent",
  "counts_do_not_add_up",
  "effect_not_open",
  "not_due_yet",
  "nothing_to_pause",
  "already_paused",
  "not_paused",
  "severity_unchanged",
  "nothing_to_retry",
  "hand_payment_needs_another",
  "no_debt",
  "in_another_batch",
  "judgement_final",
  "other_judge_needed",
  "judged_reason_unknown",
  "cause_not_for_reason",
  "cause_needs_evidence",
  "cause_not_shared",
  "nothing_judged",
  "objected_before",
  "objection_too_late",
] as const;
export type CommandRejectionCode = (typeof COMMAND_REJECTIONS)[number];

export type CommandRejected = {
  readonly kind: "rejected";
  readonly code: CommandRejectionCode;
  readonly params: Readonly<Record<string, string | number>>;
};

export const rejected = (code: CommandRejectionCode, state: CaseState, params: CommandRejected["params"] = {}): CommandRejected => ({
  kind: "rejected",
  code,
  params: { caseId: state.caseId, shortNo: state.shortNo, ...params },
});
