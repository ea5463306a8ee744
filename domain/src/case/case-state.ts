import type { HostCodes } from "../intake/case-facts.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import type { BatchId, CaseId, CustomerId, EffectId, FileId, OperationId, OrderId, SellerId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { LiabilityFinding } from "../liability/attribute-liability.ts";
import type { TenderKind } from "../order/order-facts.ts";
import type { RefundTotals } from "../order/refund-totals.ts";
import type { Actor } from "../party/party.ts";
import type { FreightFinding } from "../remedy/bear-freight.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { Leg } from "../settlement/postings.ts";
import type { PromisedBenefit } from "../settlement/promised-benefit.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import type { Severity } from "../triage/severity.ts";
import type { ExtendedBy } from "./announced-extension.ts";
import type { Attention } from "./contradiction.ts";
import type { EffectKind } from "./effect.ts";
import type { HandPayment } from "./hand-payment.ts";
import type { BookedCourier, NamedParcel, Parcel, ReturnFreight } from "./parcel.ts";
import type { CaseEnd } from "./plan-graph.ts";
import type { GrantProposal, KeptProof } from "./proof-facts.ts";
import type { Step } from "./step.ts";

/**
 * A running matter: one operation, one order, one seller, one service type, at least one line. The state is the fold of its events and nothing else
 * (`evolve`); whatever is stored beside the events can be thrown away and folded again.
 */
export type CaseState = {
  readonly caseId: CaseId;
  readonly shortNo: string;
  readonly operationId: OperationId;
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly sellerId: SellerId;
  /** The entry of the seller's book that goods go back to: its default when the case was filed. Absent where that was the first. */
  readonly returnAddressNo?: number;
  readonly serviceType: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  /** Three facts that are never mixed: what the buyer said, what inspection or a person found, what really caused it. */
  readonly claimedReason: string;
  /** The same in the host's own codes; absent where it spoke in ours. */
  readonly hostCodes?: HostCodes;
  readonly judgedReason: string | null;
  readonly rootCause: string | null;
  /** Who found the cause, and what the seller says of it; absent until a person has named one. */
  readonly judgement?: Judgement;
  /** What a person proved of the loss, the weight or the bad share; absent until one has. */
  readonly proof?: KeptProof;
  /** A sum that waits for a second person to give it. */
  readonly proposal?: GrantProposal;
  /** A payment by hand that waits for a second person's word; absent while there is none. */
  readonly handPayment?: HandPayment;
  /** Number of the last event; the guard of every later write. */
  readonly version: number;
  readonly filedAt: Instant;
  readonly end: CaseEnd | null;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  readonly severity: Severity;
  readonly packHash: string;
  readonly planTemplate: string;
  /** Whether money goes back ahead of the goods, and so counts against what may be paid ahead to this buyer. */
  readonly instantRefund: "none" | "before_return" | "after_return_shipped";
  /** `rowId` says why the platform bears it, where it does by the decision or a floor. */
  readonly liability: LiabilityFinding & { readonly rowId?: string };
  /** What the seller was charged for and the platform bears in its place, as it is on the books; absent while there is nothing of it. */
  readonly borne?: { readonly ruleId: string; readonly legs: readonly Leg[] };
  readonly freight: FreightFinding;
  /** By what both sides agreed on the freight: their word, or F-1 where they did not speak of it. Absent while it goes by the reason. */
  readonly freightAgreed?: "agreed" | "F-1";
  readonly lines: readonly CaseLine[];
  readonly steps: readonly Step[];
  readonly money: CaseMoney;
  readonly offer: Offer | null;
  readonly offersMade: number;
  readonly returnParcel: Parcel | null;
  /** Absent while none was booked that could still come. */
  readonly couriers?: readonly BookedCourier[];
  /** Absent until some were kept. */
  readonly lateGoods?: readonly LateGoods[];
  readonly replacementParcel: Parcel | null;
  /** Announced extensions of its times; absent until there is one. */
  readonly extensions?: readonly ExtendedBy[];
  /** Absent until somebody says what the way back cost. */
  readonly returnFreight?: ReturnFreight;
  /** Stock set aside for the replacement, until it is shipped or released. */
  readonly reservation: EffectId | null;
  readonly amendment: CaseAmendment | null;
  /** What the host's newer word says against this case, or the seller against a judgement, until somebody has looked at it; else nothing. */
  readonly attention: readonly Attention[];
  /** Hashes of what was brought as proof, so that a later request can be told from a mere repetition. */
  readonly evidence: readonly string[];
  /** Files that were shown with a consent of their own, until it is taken back. Absent where none was. */
  readonly consents?: readonly ConsentedFile[];
  /** Files that a person found to count for nothing; absent while there is none. */
  readonly voidFiles?: readonly VoidFile[];
  readonly repair: CaseRepair;
  /** What one side was asked to show beside the plan, the latest; absent while nobody was asked. */
  readonly evidenceRequest?: EvidenceRequest;
  /** Who was asked where the goods are to go, and the step that waits for the answer, the latest; absent while it was never unknown. */
  readonly addressAsked?: AddressAsked;
  /** The address that was the right one after all, the latest; absent while none was corrected. */
  readonly sendTo?: TextId;
  /** The common cause this case was found to share with others, where somebody found one. */
  readonly batchId: BatchId | null;
  /** How many effects this case has asked for: the next one's number, and so its idempotency key. */
  readonly effectsAsked: number;
  /**
   * Asked of a partner and not answered yet, or refused while its step still waits for others. An answer may come when its step has long been decided
   * by silence; until then the effect stays here, because money and stock move whether or not we still wait for them.
   */
  readonly openEffects: readonly OpenEffect[];
};

export type Judgement = {
  /** The row of `liability` that says who answers for the cause. */
  readonly rowId: string;
  readonly by: Actor;
  readonly at: Instant;
  readonly textId: TextId;
  /** It answered an objection: nobody objects to it again. */
  readonly isFinal: boolean;
  readonly objection: { readonly by: Actor; readonly at: Instant; readonly answerBy: Instant; readonly textId: TextId } | null;
};

export type OpenEffect = {
  readonly effectId: EffectId;
  readonly stepNo: number;
  readonly kind: EffectKind | "manual_refund";
  readonly refused: boolean;
  readonly tenderNo: number | null;
  readonly amountMinor: Minor | null;
  readonly benefitNo: number | null;
  /** The pickup that is called off; absent of any other effect. */
  readonly booking?: EffectId;
};

export type CaseLine = {
  readonly lineNo: number;
  readonly quantity: number;
  readonly replacementSkuId: string | null;
  readonly replacementPriceMinor: Minor | null;
  readonly ratioBasisPoints: number;
  readonly receivedQuantity: number;
  readonly inspection: LineInspection | null;
  readonly promisedMinor: Minor;
};

/** What the inspector counted. The four counts sum to the pieces received plus those missing from the parcel. */
export type LineInspection = {
  readonly grade: InspectionGrade;
  readonly good: number;
  readonly damaged: number;
  readonly missing: number;
  readonly wrong: number;
};

/** a as new · b opened, resaleable · c worth less · d worthless or not ours. */
export const INSPECTION_GRADES = ["a", "b", "c", "d"] as const;
export type InspectionGrade = (typeof INSPECTION_GRADES)[number];

/** Goods that came when their case waited for none, and were kept because their price had been paid back. */
export type LateGoods = NamedParcel & {
  readonly lines: readonly { readonly lineNo: number; readonly inspection: LineInspection }[];
};

export type CaseMoney = {
  readonly currency: Currency;
  /** What each route gets back. A route is settled when the bank says so, not when it was asked. */
  readonly refunds: readonly TenderRefund[];
  /** What is asked of the refund arithmetic; a revision changes this and computes again. Null where no money goes back. */
  readonly ask: RefundAsk | null;
  /** What this refund adds to the order's totals while it is promised or settled; later refunds are computed on top of it. */
  readonly totals: RefundTotals;
  readonly collect: Collection | null;
  /** What is given in kind beside the money. */
  readonly benefits: readonly PromisedBenefit[];
  /** What the order's other refunds had come to when `ask` was computed, so that the figures can be shown again; absent where it was the first. */
  readonly earlier?: RefundTotals;
  /** The legs of the promise as it stands; they are on the books exactly while `promised`. */
  readonly legs: readonly Leg[];
  readonly promised: boolean;
  /** Somebody decided that the case pays nothing after all; `ask` stays, for a decision the other way. */
  readonly calledOff: boolean;
};

export type TenderRefund = {
  /** A tender of the order, or one of the numbers below 1 that stand for money no tender of it brought. */
  readonly tenderNo: number;
  /** Where it goes: the tender's own method, or the one the buyer consented to. */
  readonly methodKind: TenderKind;
  readonly methodRef: string;
  readonly promisedMinor: Minor;
  readonly refundedMinor: Minor;
  /** The payment this gives back, where another case of the order collected it; absent for what the order itself was paid by. */
  readonly collectedUnder?: EffectId;
};

/** What the buyer is to pay, and has paid less what went back: more than `amountMinor` is owed to the buyer again. */
export type Collection = {
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly collectedMinor: Minor;
  /** The last payment that brought something of it. */
  readonly collectedUnder?: EffectId;
  /** The plan waits for it no more, and what is not paid is a debt of the buyer's: the last reminder's number. */
  readonly owedSince?: number;
};

export type VoidFile = { readonly fileId: FileId; readonly sha256: string };

export type ConsentedFile = { readonly fileId: FileId; readonly sha256: string };

export const FREIGHT_SIDES = ["buyer", "seller"] as const;
export type OfferedFreight = {
  readonly outbound: (typeof FREIGHT_SIDES)[number];
  readonly return: (typeof FREIGHT_SIDES)[number];
};

export type Offer = {
  readonly offerNo: number;
  readonly by: Actor;
  readonly amountMinor: Minor;
  readonly keepGoods: boolean;
  /** Given beside the sum, or in its place where the sum is nothing. */
  readonly benefits: readonly Benefit[];
  /** Who pays the freight if the goods go back; absent where it was not spoken of. */
  readonly freight?: OfferedFreight | undefined;
  readonly madeAt: Instant;
};

/**
 * The job at the repairer's, the appointment, what a repair that is not free would cost, and the unit lent meanwhile, until it is back. Each null while
 * there is none.
 */
export type CaseRepair = {
  readonly jobRef: string | null;
  readonly visit: { readonly visitRef: string; readonly slotAt: Instant } | null;
  readonly quotedMinor: Minor | null;
  readonly loan: LentUnit | null;
  /** From when to when the goods were away to be repaired, null = they still are. Absent until they go. */
  readonly away?: { readonly startedAt: Instant; readonly endedAt: Instant | null };
};

/** `worthMinor`: what the buyer pays who keeps it. */
export type LentUnit = { readonly unitRef: string; readonly worthMinor: Minor };

/** `rowId` where the rules asked and no person did. */
export type EvidenceRequest = {
  readonly stepNo: number;
  readonly of: "buyer" | "seller";
  readonly photos: number;
  readonly videos: number;
  readonly documents: number;
  readonly rowId: string | null;
};

export type AddressAsked = { readonly stepNo: number; readonly heldStepNo: number };

export type CaseAmendment =
  | { readonly kind: "address"; readonly recipientTextId: TextId }
  | { readonly kind: "items" }
  | { readonly kind: "payment"; readonly tenderKind: TenderKind; readonly methodRef: string };

export const CASE_PHASES = [
  "submitted",
  "waiting_for_buyer",
  "waiting_for_seller",
  "executing",
  "resolved",
  "rejected",
  "withdrawn",
  "closed",
] as const;
export type CasePhase = (typeof CASE_PHASES)[number];

/** Who holds the ball, in one word. Derived, never commanded. */
export const phaseOf = (state: Pick<CaseState, "end" | "steps">): CasePhase => {
  if (state.end !== null) return state.end;
  const step = promisedStep(state.steps);
  if (step === null) return "executing";
  if (step.owner === "buyer") return "waiting_for_buyer";
  if (step.type === "give_address" && step.owner === "seller") return "waiting_for_seller";
  if (step.type !== "review" && step.type !== "offer") return "executing";
  return step.owner === "seller" ? "waiting_for_seller" : "submitted";
};

/** The step of the promise line: of those active, the one whose time runs out first. */
export const promisedStep = (steps: readonly Step[]): Step | null => {
  let first: Step | null = null;
  for (const step of steps) {
    if (step.status !== "active") continue;
    if (first === null || (step.dueAt ?? Number.POSITIVE_INFINITY) < (first.dueAt ?? Number.POSITIVE_INFINITY)) first = step;
  }
  return first;
};

export const activeStep = (state: Pick<CaseState, "steps">, matches: (step: Step) => boolean): Step | null =>
  state.steps.find(step => step.status === "active" && matches(step)) ?? null;
