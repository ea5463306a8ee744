import { CASE_CLOCKS } from "@amends/domain/case/case-clocks";
import { CASE_PHASES, FREIGHT_SIDES, INSPECTION_GRADES } from "@amends/domain/case/case-state";
import { ATTENTIONS } from "@amends/domain/case/contradiction";
import { STEP_OWNERS, STEP_STATUSES } from "@amends/domain/case/step";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { TENDER_KINDS } from "@amends/domain/order/order-facts";
import { PARTIES, ROLES } from "@amends/domain/party/party";
import { FREIGHT_PAYERS } from "@amends/domain/remedy/bear-freight";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { amount, externalId, id, instant } from "../wire.ts";
import { consentTerms, consentText } from "./consent-view.ts";
import { courierView } from "./courier-view.ts";
import { weighing } from "./weighing-view.ts";

/** One sentence in both languages; the screen shows the reader's. */
export const bilingualText = z.strictObject({ zh: z.string(), en: z.string() });

/** The promise line: who must act, by when, and what happens otherwise. */
export const promiseLine = z
  .strictObject({
    stepNo: z.int(),
    stepType: z.string(),
    title: bilingualText,
    owner: z.enum(STEP_OWNERS),
    startedAt: instant.nullable(),
    dueAt: instant.nullable(),
    standardDueAt: instant.nullable(),
    onTimeout: z.string().nullable(),
  })
  .meta({ id: "PromiseLine" });

export const stepView = z
  .strictObject({
    stepNo: z.int(),
    key: z.string(),
    type: z.string(),
    title: bilingualText,
    owner: z.enum(STEP_OWNERS),
    status: z.enum(STEP_STATUSES),
    startedAt: instant.nullable(),
    dueAt: instant.nullable(),
    standardDueAt: instant.nullable(),
    onTimeout: z.string().nullable(),
    /** Since when its clock waits for the buyer; null while it runs. */
    pausedAt: instant.nullable(),
    /** Rungs of the ladder taken: how often somebody was told that it takes long. */
    rung: z.int(),
    outcome: z.string().nullable(),
    endedAt: instant.nullable(),
    automatic: z
      .strictObject({ because: z.enum(["rule", "silence", "gateway", "tracking"]), rowId: z.string().nullable(), overruledBy: z.string() })
      .nullable(),
  })
  .meta({ id: "Step" });

export const parcelView = z
  .strictObject({
    carrier: z.string(),
    trackingNo: z.string(),
    sentAt: instant,
    /** When a return was first seen under this number; until then the number may be corrected. Absent before. */
    seenAt: instant.optional(),
    /** When the carrier comes for it. Absent where the buyer takes it there, or no time was said. */
    slotAt: instant.optional(),
  })
  .meta({ id: "Parcel" });

export const caseLineView = z
  .strictObject({
    lineNo: z.int(),
    name: z.string(),
    skuId: z.string(),
    quantity: z.int(),
    replacementSkuId: z.string().nullable(),
    receivedQuantity: z.int(),
    inspection: z
      .strictObject({ grade: z.enum(INSPECTION_GRADES), good: z.int(), damaged: z.int(), missing: z.int(), wrong: z.int() })
      .nullable(),
    promised: amount,
  })
  .meta({ id: "CaseLine" });

/** Who pays the way out and the way back of goods that go back by an agreement. */
export const offeredFreight = z.strictObject({ outbound: z.enum(FREIGHT_SIDES), return: z.enum(FREIGHT_SIDES) });

/** What a buyer can be given in kind. `worth` is what it costs whoever bears it. */
export const benefit = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("coupon"), worth: amount, validDays: z.int().min(1).max(3650) }),
    z.strictObject({ kind: z.literal("points"), worth: amount, points: z.int().min(1).max(100_000_000) }),
    z.strictObject({ kind: z.literal("gift"), worth: amount, skuId: externalId, quantity: z.int().min(1).max(1000) }),
    z.strictObject({ kind: z.literal("extended_warranty"), worth: amount, months: z.int().min(1).max(120) }),
  ])
  .meta({ id: "Benefit" });

/** The id is null where the reader may know the role but not the person. */
export const actorView = z.strictObject({ role: z.enum(ROLES), id: z.string().nullable() });

/** What lists show, and what every command answers. */
export const caseSummary = z
  .strictObject({
    caseId: id("case"),
    shortNo: z.string(),
    version: z.int(),
    orderId: id("order"),
    sellerId: id("seller"),
    serviceType: z.enum(SERVICE_TYPES),
    refundOnlyKind: z.enum(REFUND_ONLY_KINDS).nullable(),
    reason: z.string(),
    /** What was asked in the platform's own codes, exactly as it came; null where it came in ours. */
    hostCodes: z.strictObject({ reason: z.string().nullable(), type: z.string().nullable() }).nullable(),
    phase: z.enum(CASE_PHASES),
    severity: z.enum(SEVERITIES),
    filedAt: instant,
    endedAt: instant.nullable(),
    endReason: z.string().nullable(),
    promise: promiseLine.nullable(),
    refund: amount,
    refunded: amount,
  })
  .meta({ id: "CaseSummary" });

/** Why it was decided so: each row that spoke, in the reader's words, with its source. */
export const explanationRow = z
  .strictObject({
    stage: z.string(),
    rowId: z.string(),
    lineNo: z.int().nullable(),
    status: z.enum(["verified", "chosen", "unverified", "floor"]),
    zh: z.string(),
    en: z.string(),
    source: z.string(),
  })
  .meta({ id: "ExplanationRow" });

/** `text` is what a person wrote, where the event carries it and the reader may read it; null also after an erasure. */
export const timelineEvent = z
  .strictObject({
    seq: z.int(),
    at: instant,
    by: actorView,
    type: z.string(),
    data: z.record(z.string(), z.json()),
    text: z.string().nullable(),
  })
  .meta({ id: "TimelineEvent" });

/** A row of a list: with what it is about. */
export const caseListItem = z
  .strictObject({
    ...caseSummary.shape,
    customerId: id("customer"),
    externalOrderNo: z.string(),
    goods: z.array(z.strictObject({ lineNo: z.int(), name: z.string(), quantity: z.int() })),
    /** What the host's newer word about the order says against the case, until somebody has looked; nothing for those outside. */
    attention: z.array(z.enum(ATTENTIONS)),
  })
  .meta({ id: "CaseListItem" });

export const inwardShare = z.strictObject({ party: z.enum(PARTIES), shareBasisPoints: z.int() });

/** Who found the cause of a case and in which words; a seller has until `objectUntil` to say that it is not so. */
export const judgementView = z.strictObject({
  cause: z.string(),
  zh: z.string(),
  en: z.string(),
  by: actorView,
  judgedAt: instant,
  /** Null once nobody may object any more, or somebody has. */
  objectUntil: instant.nullable(),
  objection: z.strictObject({ objectedAt: instant, answerBy: instant }).nullable(),
  isFinal: z.boolean(),
});

/**
 * One promise as it stands when it is read. Lengths are milliseconds of the time it is counted in: what was waited for the buyer is in `pausedMs` and not
 * in `consumedMs`, and what was consumed beyond the promise is `breachMs`.
 */
export const caseClock = z
  .strictObject({
    /** The step it belongs to; null where it is about the case as a whole, which `clock` names then. */
    stepNo: z.int().nullable(),
    stepType: z.string().nullable(),
    clock: z.enum(CASE_CLOCKS).nullable(),
    /** `silence`: nothing was promised but what happens when nobody answers. */
    counts: z.enum(["standard", "silence"]),
    rowId: z.string(),
    words: bilingualText,
    status: z.enum(["running", "paused", "stopped"]),
    startedAt: instant,
    stoppedAt: instant.nullable(),
    dueAt: instant.nullable(),
    targetMs: z.int(),
    consumedMs: z.int(),
    remainingMs: z.int(),
    breachMs: z.int(),
    pausedMs: z.int(),
    /** Who had the ball for how long. */
    held: z.array(z.strictObject({ by: z.enum(STEP_OWNERS), ms: z.int() })),
  })
  .meta({ id: "CaseClock" });

export const caseDetail = z
  .strictObject({
    ...caseSummary.shape,
    customerId: id("customer"),
    externalOrderNo: z.string(),
    /** What inspection or a person found, and what really caused it: not for the buyer. */
    judgedReason: z.string().nullable(),
    rootCause: z.string().nullable(),
    /** Null until a person has named a cause, and for the buyer, who finds what it means in `explanation`. */
    judgement: judgementView.nullable(),
    lines: z.array(caseLineView),
    steps: z.array(stepView),
    refunds: z.array(z.strictObject({ tenderNo: z.int(), methodKind: z.enum(TENDER_KINDS), promised: amount, refunded: amount })),
    /** `owing`: the case waits for it no more, and what is not paid is a debt of the buyer's. */
    collect: z.strictObject({ methodKind: z.enum(TENDER_KINDS), amount, collected: amount, owing: z.boolean() }).nullable(),
    /** Who bears it among themselves is not for the buyer: null there. */
    liability: z
      .strictObject({
        outward: z.enum(PARTIES),
        inward: z.array(inwardShare),
      })
      .nullable(),
    freight: z.strictObject({ outbound: z.enum(FREIGHT_PAYERS), return: z.enum(FREIGHT_PAYERS) }),
    offer: z
      .strictObject({
        offerNo: z.int(),
        amount,
        keepGoods: z.boolean(),
        benefits: z.array(benefit),
        /** Who pays the freight if the goods go back; null where it was not spoken of. */
        freight: offeredFreight.nullable(),
        by: actorView,
        madeAt: instant,
        /** It stands until then; null once it is not waited for any more. */
        expiresAt: instant.nullable(),
      })
      .nullable(),
    /** Whether another way to settle can be put forward now; never by the buyer. */
    mayOffer: z.boolean(),
    /** Announced, and why times of this case are later than they were. */
    extensions: z.array(z.strictObject({ zh: z.string(), en: z.string(), untilAt: instant })),
    attention: z.array(z.enum(ATTENTIONS)),
    /** What is given in kind beside the money. */
    benefits: z.array(
      z.strictObject({
        benefitNo: z.int(),
        benefit,
        isGiven: z.boolean(),
        /** The row of the rules it is owed under, found in `explanation`; null where a person thought of it. */
        ruleId: z.string().nullable(),
      }),
    ),
    repair: z.strictObject({
      jobRef: z.string().nullable(),
      visitAt: instant.nullable(),
      /** What a repair that no guarantee covers would cost. */
      quoted: amount.nullable(),
      /** What the buyer has to use meanwhile, and what it costs to keep. */
      loan: z.strictObject({ unitRef: z.string(), worth: amount }).nullable(),
    }),
    /** While the case waits for evidence: the least that is still to be shown, and what should be seen on it. */
    evidenceAsked: z
      .strictObject({
        photos: z.int(),
        videos: z.int(),
        documents: z.int(),
        explanation: z.strictObject({ zh: z.string(), en: z.string() }),
        /** What the buyer has to agree to before they show these; absent where nothing. */
        consent: consentText.exactOptional(),
      })
      .nullable(),
    /** What is to be agreed to before this reader shows files for it. */
    consent: consentTerms,
    /** The common cause it was found to share with other buyers' cases. */
    batchId: id("batch").nullable(),
    returnParcel: parcelView.nullable(),
    courier: courierView.nullable(),
    replacementParcel: parcelView.nullable(),
    explanation: z.array(explanationRow),
    /** Null of cases filed before evidence was ranked. */
    weighing: weighing.nullable(),
    timeline: z.array(timelineEvent),
    /** What was promised and how it was kept, in the order it began. For those behind the counter; a buyer is shown none. */
    clocks: z.array(caseClock),
  })
  .meta({ id: "CaseDetail" });
