import type { caseDetail, caseListItem, caseSummary, promiseLine, stepView } from "@amends/contract/views/case-view";
import { filesNamedIn, findingsIn } from "@amends/contract/views/file-view";
import { isOwing } from "@amends/domain/case/buyer-debt";
import { activeStep, type CaseState, phaseOf, promisedStep } from "@amends/domain/case/case-state";
import { RECOVERY, RECOVERY_TITLE } from "@amends/domain/case/decide-recovery";
import { GIVE_ADDRESS, giveAddressStep } from "@amends/domain/case/give-address";
import { MORE_EVIDENCE, moreEvidenceStep } from "@amends/domain/case/more-evidence";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import type { Step } from "@amends/domain/case/step";
import type { TraceRow } from "@amends/domain/evaluation/decision";
import { evidenceAsked, evidenceMissing } from "@amends/domain/evaluation/evidence-asked";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Benefit } from "@amends/domain/remedy/benefit";
import type { CasePage } from "@amends/flows/list-cases";
import type { JudgedRow, ShownCase } from "@amends/flows/show-case";
import { type Audience, actorFor, type ShownEvent } from "@amends/flows/show-timeline";
import type { z } from "zod";
import { clockViewOf } from "./clock-view.ts";
import { courierViewOf } from "./courier-view.ts";
import { weighingViewOf } from "./weighing-view.ts";

/** A case as the wire shows it. Titles come from the plan template it was filed under, so an old case reads as it did then. */
export const summaryOf = (state: CaseState, template: PlanTemplate): z.output<typeof caseSummary> => {
  const waiting = promisedStep(state.steps);
  return {
    caseId: state.caseId,
    shortNo: state.shortNo,
    version: state.version,
    orderId: state.orderId,
    sellerId: state.sellerId,
    serviceType: state.serviceType,
    refundOnlyKind: state.refundOnlyKind,
    reason: state.claimedReason,
    hostCodes: state.hostCodes ?? null,
    phase: phaseOf(state),
    severity: state.severity,
    filedAt: state.filedAt,
    endedAt: state.endedAt,
    endReason: state.endReason,
    promise: waiting === null ? null : promiseLineOf(waiting, template),
    refund: inCurrency(state, sumMinor(state.money.refunds.map(refund => refund.promisedMinor))),
    refunded: inCurrency(state, sumMinor(state.money.refunds.map(refund => refund.refundedMinor))),
  };
};

export const promiseLineOf = (step: Step, template: PlanTemplate): z.output<typeof promiseLine> => ({
  stepNo: step.stepNo,
  stepType: step.type,
  title: titleOf(step, template),
  owner: step.owner,
  startedAt: step.startedAt,
  dueAt: step.dueAt,
  standardDueAt: step.standardDueAt,
  onTimeout: step.onTimeout,
});

const stepViewOf = ({ type, automatic, climb, ...step }: Step, template: PlanTemplate): z.output<typeof stepView> => ({
  ...step,
  pausedAt: climb?.pausedAt ?? null,
  rung: climb?.rung ?? 0,
  type,
  automatic,
  title: titleOf({ type, ...step }, template),
});

const titleOf = (
  { key, type, owner }: Pick<Step, "key" | "type" | "owner">,
  template: PlanTemplate,
): { readonly zh: string; readonly en: string } =>
  key === MORE_EVIDENCE
    ? moreEvidenceStep(owner).title
    : key === GIVE_ADDRESS
      ? giveAddressStep(owner).title
      : key === RECOVERY
        ? RECOVERY_TITLE
        : (template.steps.get(key)?.title ?? { zh: type, en: type });

export const listItemOf = (
  { state, template, externalOrderNo, goods }: CasePage["items"][number],
  audience: Audience,
): z.output<typeof caseListItem> => ({
  attention: attentionFor(state, audience),
  ...summaryOf(state, template),
  customerId: state.customerId,
  externalOrderNo,
  goods: [...goods],
});

const attentionFor = ({ attention }: CaseState, audience: Audience): CaseState["attention"][number][] =>
  audience === "staff" ? [...attention] : [];

export const detailOf = ({
  audience,
  state,
  template,
  order,
  decision,
  timeline,
  weighing,
  judged,
  consent,
  mayOffer,
  clocks,
}: ShownCase): z.output<typeof caseDetail> => ({
  ...summaryOf(state, template),
  customerId: state.customerId,
  externalOrderNo: order.externalOrderNo,
  judgedReason: audience === "buyer" ? null : state.judgedReason,
  rootCause: audience === "staff" ? state.rootCause : null,
  judgement: judged === null ? null : judgementOf(state, judged, audience),
  lines: linesOf(state, order),
  steps: state.steps.map(step => stepViewOf(step, template)),
  refunds: state.money.refunds.map(({ tenderNo, methodKind, promisedMinor, refundedMinor }) => ({
    tenderNo,
    methodKind,
    promised: inCurrency(state, promisedMinor),
    refunded: inCurrency(state, refundedMinor),
  })),
  collect: collectOf(state),
  liability: audience === "buyer" ? null : { outward: state.liability.outward, inward: [...state.liability.inward] },
  freight: state.freight,
  offer: offerOf(state, audience),
  mayOffer: mayOffer && audience !== "buyer",
  extensions: (state.extensions ?? []).map(({ zh, en, untilAt }) => ({ zh, en, untilAt })),
  attention: attentionFor(state, audience),
  benefits: state.money.benefits.map(({ benefitNo, benefit, grantRef, owedUnder }) => ({
    benefitNo,
    benefit: benefitOf(state, benefit),
    isGiven: grantRef !== null,
    ruleId: owedUnder?.ruleId ?? null,
  })),
  repair: {
    jobRef: state.repair.jobRef,
    visitAt: state.repair.visit?.slotAt ?? null,
    quoted: state.repair.quotedMinor === null ? null : inCurrency(state, state.repair.quotedMinor),
    loan: loanOf(state),
  },
  evidenceAsked: askedOf({ state, decision, timeline, audience, consent }),
  consent,
  batchId: state.batchId,
  returnParcel: state.returnParcel,
  courier: courierViewOf(state),
  replacementParcel: state.replacementParcel,
  explanation: [
    ...decision.trace.filter(row => audience !== "buyer" || !NOT_FOR_BUYERS.has(row.stage)).map(explanationOf),
    ...(judged === null ? [] : [judgedRow(state, judged)]),
  ],
  weighing: weighing === null ? null : weighingViewOf(weighing, decision),
  timeline: timeline.map(timelineEventOf),
  clocks: clocks.map(clockViewOf),
});

/** How it is ranked and who pays whom among those behind the counter explains nothing to a buyer. */
const NOT_FOR_BUYERS: ReadonlySet<string> = new Set(["severity", "liability", "plans"]);

/** In the words of its row, like every other reason: what a person found explains to everybody why it is so. */
const judgedRow = ({ judgement }: CaseState, { row: { status, zh, en, source } }: JudgedRow) => ({
  ...{ stage: "judgement", rowId: judgement?.rowId ?? "", lineNo: null, status, zh, en, source },
});

const judgementOf = (
  { judgement, rootCause }: CaseState,
  { row: { zh, en }, objectUntil }: JudgedRow,
  audience: Audience,
): z.output<typeof caseDetail>["judgement"] => {
  if (judgement === undefined || audience === "buyer") return null;
  const { by, at, isFinal, objection } = judgement;
  return {
    ...{ cause: rootCause ?? "", zh, en, by: actorFor(by, audience), judgedAt: at, isFinal },
    objectUntil: isFinal || objection !== null ? null : objectUntil,
    objection: objection === null ? null : { objectedAt: objection.at, answerBy: objection.answerBy },
  };
};

/** What is waited for: asked beside the plan by whoever reviews, or by the plan itself for the reason that was given. */
const loanOf = (state: CaseState): z.output<typeof caseDetail>["repair"]["loan"] => {
  const { loan } = state.repair;
  return loan === null ? null : { unitRef: loan.unitRef, worth: inCurrency(state, loan.worthMinor) };
};

type Asking = Pick<ShownCase, "state" | "decision" | "timeline" | "audience" | "consent">;

const askedOf = (asking: Asking): z.output<typeof caseDetail>["evidenceAsked"] => {
  const { state, decision, timeline, audience, consent: terms } = asking;
  const step = activeStep(state, ({ type, owner }) => type === "collect_evidence" && (audience === "staff" || owner === audience));
  if (step === null) return null;
  const asked = evidenceAsked(decision);
  const { evidenceRequest: request } = state;
  const consent = terms.asked === null ? {} : { consent: terms.asked };
  if (request?.stepNo === step.stepNo) {
    const { photos, videos, documents, rowId } = request;
    const { zh, en } = rowId !== null && asked !== null ? asked.explanation : ASKED_BY_A_PERSON;
    return { photos, videos, documents, explanation: { zh, en }, ...consent };
  }
  if (asked === null) return null;
  const { zh, en } = asked.explanation;
  return { ...evidenceMissing(asked, countedIn(timeline)), explanation: { zh, en }, ...consent };
};

/** What does not count has not been shown. */
const countedIn = (timeline: ShownCase["timeline"]): ReturnType<typeof filesNamedIn> => {
  const findings = findingsIn(timeline);
  return filesNamedIn(timeline).filter(({ fileId }) => findings.get(fileId)?.kind !== "void");
};

const ASKED_BY_A_PERSON = {
  zh: "审核的人需要再看到这些，请补充一次",
  en: "Whoever reviews this needs to see the following; you are asked once",
};

const linesOf = (state: CaseState, order: OrderFacts): z.output<typeof caseDetail>["lines"] =>
  state.lines.map(line => {
    const bought = order.lines.find(candidate => candidate.lineNo === line.lineNo);
    return {
      lineNo: line.lineNo,
      name: bought?.name ?? "",
      skuId: bought?.skuId ?? "",
      quantity: line.quantity,
      replacementSkuId: line.replacementSkuId,
      receivedQuantity: line.receivedQuantity,
      inspection: line.inspection,
      promised: inCurrency(state, line.promisedMinor),
    };
  });

const collectOf = (state: CaseState): z.output<typeof caseDetail>["collect"] => {
  const { collect } = state.money;
  if (collect === null || collect.amountMinor === 0n) return null;
  return {
    methodKind: collect.tenderKind,
    amount: inCurrency(state, collect.amountMinor),
    collected: inCurrency(state, collect.collectedMinor),
    owing: isOwing(state),
  };
};

const offerOf = (state: CaseState, audience: Audience): z.output<typeof caseDetail>["offer"] => {
  const { offer } = state;
  if (offer === null) return null;
  const { offerNo, amountMinor, keepGoods, benefits, freight = null, by, madeAt } = offer;
  return {
    offerNo,
    amount: inCurrency(state, amountMinor),
    keepGoods,
    benefits: benefits.map(benefit => benefitOf(state, benefit)),
    freight,
    by: actorFor(by, audience),
    madeAt,
    expiresAt: activeStep(state, step => step.type === "offer")?.dueAt ?? null,
  };
};

const benefitOf = (state: CaseState, { worthMinor, ...what }: Benefit) => ({ ...what, worth: inCurrency(state, worthMinor) });

export const explanationOf = ({ stage, rowId, lineNo, status, explanation: { zh, en, source } }: TraceRow) => ({
  stage,
  rowId,
  lineNo,
  status,
  zh,
  en,
  source,
});

const timelineEventOf = ({ data, ...event }: ShownEvent) => ({ ...event, data: wireData(data) });

/** Inside an event's data, names that end in `Minor` hold whole minor units and names that end in `At` moments, written as everywhere. */
const wireData = (data: object): Record<string, z.core.util.JSONType> =>
  JSON.parse(
    JSON.stringify(data, (name, value: unknown) => {
      if (typeof value === "bigint") return Number(value);
      return typeof value === "number" && name.endsWith("At") ? new Date(value).toISOString() : value;
    }),
  );

const inCurrency = ({ money: { currency } }: CaseState, amountMinor: Minor) => ({ amountMinor, currency });
