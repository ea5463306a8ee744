import type { Decision } from "../evaluation/decision.ts";
import { type EvidenceAsked, evidenceAsked, evidenceMissing, isAllShown } from "../evaluation/evidence-asked.ts";
import type { CaseFacts, FiledLine, FilingRequest } from "../intake/case-facts.ts";
import { replacedPieces } from "../intake/request-context.ts";
import { assert } from "../kernel/assert.ts";
import type { CaseId } from "../kernel/ids.ts";
import { NO_REFUNDS } from "../order/refund-totals.ts";
import { type AmendmentAsk, amendmentMoney, type PayMethod } from "../settlement/amendment-money.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import type { RefundBreakdown } from "../settlement/refund-breakdown.ts";
import type { CaseDecided, FiledCaseLine } from "./case-event.ts";
import { moneyOf } from "./case-money.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type CaseAmendment, type CaseMoney, type Collection } from "./case-state.ts";
import type { Decided } from "./decide.ts";
import { requestAtFiling } from "./decide-evidence.ts";
import { CaseDraft } from "./draft.ts";
import { BY_RULE, leaveCauseOpen, paysForKeptGoods } from "./leave-cause-open.ts";
import { passToPlatform } from "./pass-to-platform.ts";
import { endStep, firstSteps, startPlan } from "./plan.ts";
import type { PlanEntry } from "./plan-graph.ts";
import { FIRST_ADDRESS_NO } from "./return-destination.ts";
import { promisedLines } from "./revise-refund.ts";

export type Opening = {
  readonly caseId: CaseId;
  readonly shortNo: string;
  readonly facts: CaseFacts;
  readonly decision: Decision;
  /** What is to be paid back if all goes as filed; null where the case pays nothing (an address change). */
  readonly promised: { readonly ask: RefundAsk; readonly breakdown: RefundBreakdown } | null;
};

/**
 * A decided filing becomes a case: its first events, the plan's first steps and what they ask of the world. The decision has not refused; a refusal
 * opens nothing unless the buyer contests it, and then it arrives here as a review.
 */
export const openCase = ({ caseId, shortNo, facts, decision, promised }: Opening, rules: CaseRules): Decided => {
  const { request, order } = facts;
  assert(decision.outcome !== "refused", `${caseId} opens on a decision that goes forward`);
  const draft = new CaseDraft(null, facts.at, request.appliedBy);
  draft.record({
    type: "case_filed",
    case: {
      caseId,
      shortNo,
      operationId: order.operationId,
      orderId: order.orderId,
      customerId: order.customerId,
      sellerId: facts.seller.sellerId,
      ...chosenAddress(facts),
      serviceType: request.serviceType,
      refundOnlyKind: request.refundOnlyKind,
      claimedReason: request.reason,
      ...(request.hostCodes === undefined ? {} : { hostCodes: request.hostCodes }),
    },
    currency: order.currency,
    // In the order of the order, as they are read back: whoever files may name them in any.
    lines: request.lines.toSorted((one, other) => one.lineNo - other.lineNo).map(line => caseLine(facts, decision, line)),
    amendment: amendmentOf(facts) ?? undefined,
    evidence: request.evidence.length === 0 ? undefined : request.evidence,
    statementTextId: request.statementTextId ?? undefined,
    contestsRefusal: request.contestsRefusal || undefined,
  });
  const entry = rules.template.entry[entryOf(facts, decision)];
  draft.record({
    type: "case_decided",
    outcome: decision.outcome,
    engine: decision.engine,
    packHash: decision.packHash,
    severity: decision.severity,
    liability: withRow(decision),
    freight: decision.freight,
    planTemplate: rules.template.id,
    instantRefund: decision.remedy.instantRefund,
    promisedLines: promised === null ? [] : promisedLines(draft.state.lines, promised.breakdown),
    money: openingMoney(facts, promised),
    steps: firstSteps(rules.template, entry),
  });
  if (decision.outcome === "approved") leaveOpenAtFiling(draft, rules, entry);
  startPlan(draft, rules, entry);
  const shown = { asked: evidenceAsked(decision), given: request.evidence };
  askNothingTwice(draft, rules, shown);
  askOnce(draft, rules, shown);
  passToPlatform(draft, rules);
  return { kind: "decided", state: draft.state, events: draft.events, effects: draft.effects };
};

/** Why the platform bears it, for whoever reads the books; of any other decision the trace is enough. */
const withRow = ({ liability, floors, trace }: Decision): CaseDecided["liability"] => {
  if (!liability.inward.some(({ party }) => party === "platform")) return liability;
  const rowId = floors.find(id => id === "G-1") ?? trace.find(({ stage }) => stage === "liability")?.rowId;
  return rowId === undefined ? liability : { ...liability, rowId };
};

/** What the rules approve is paid for kept goods where the plan pays first of all, and nobody is asked to show or send anything before. */
const leaveOpenAtFiling = (draft: CaseDraft, rules: CaseRules, entry: readonly string[]): void => {
  const paysFirst = entry.some(key => rules.template.steps.get(key)?.type === "compensate");
  if ((paysFirst || draft.state.refundOnlyKind === "unreturnable") && paysForKeptGoods(draft.state, rules))
    leaveCauseOpen(draft, rules, BY_RULE);
};

type Shown = { readonly asked: EvidenceAsked | null; readonly given: FilingRequest["evidence"] };

/** Who filed with all that the reason needs to be shown is not asked for it again: the plan goes on as if it had come now. */
const askNothingTwice = (draft: CaseDraft, rules: CaseRules, { asked, given }: Shown): void => {
  const step = activeStep(draft.state, ({ type, owner }) => type === "collect_evidence" && owner === "buyer");
  if (step === null || asked === null || !isAllShown(asked, given)) return;
  endStep(draft, rules, step, "provided", { automatic: { because: "rule", rowId: asked.rowId, overruledBy: "platform" } });
};

/** What the reason needs and was not shown is asked for at once, where the pack says so; then it is decided on what is there (policy.md §5.6). */
const askOnce = (draft: CaseDraft, rules: CaseRules, { asked, given }: Shown): void => {
  if (asked === null || isAllShown(asked, given) || !rules.asksAtFiling(asked.rowId)) return;
  requestAtFiling(draft, rules, { of: "buyer", ...evidenceMissing(asked, given), rowId: asked.rowId });
};

/** Its default stands first. Hardly a seller has another than the first, so that one is not said. */
const chosenAddress = ({ seller: { returnAddressNos } }: CaseFacts): { readonly returnAddressNo?: number } => {
  const [chosen = FIRST_ADDRESS_NO] = returnAddressNos;
  return chosen === FIRST_ADDRESS_NO ? {} : { returnAddressNo: chosen };
};

const caseLine = ({ catalogue }: CaseFacts, decision: Decision, { lineNo, quantity, replacementSkuId }: FiledLine): FiledCaseLine => ({
  lineNo,
  quantity,
  replacementSkuId: replacementSkuId ?? undefined,
  replacementPriceMinor: catalogue.find(sku => sku.skuId === replacementSkuId)?.priceMinor ?? undefined,
  ratioBasisPoints: decision.lines.find(found => found.lineNo === lineNo)?.ratioBasisPoints ?? 10_000,
});

const amendmentOf = ({ request, customer }: CaseFacts): CaseAmendment | null => {
  const { amendment } = request;
  if (amendment === null || amendment.kind !== "payment") return amendment;
  const method = customer.methods.find(candidate => candidate.methodRef === amendment.methodRef);
  assert(method !== undefined, `the method ${amendment.methodRef} was admitted`);
  return { kind: "payment", tenderKind: method.tenderKind, methodRef: method.methodRef };
};

/** Whoever contests a refusal is heard by a person of the platform, never by the one whose word is contested. A shop that is gone reviews nothing. */
const entryOf = ({ request, seller }: CaseFacts, { outcome }: Decision): keyof PlanEntry => {
  if (outcome === "approved") return "approved";
  return request.contestsRefusal || seller.closed ? "contested" : "review";
};

const openingMoney = (facts: CaseFacts, promised: Opening["promised"]): CaseMoney => {
  const { currency } = facts.order;
  const parties = { customerId: facts.order.customerId, sellerId: facts.seller.sellerId };
  const opening = { currency, benefits: [], promised: false, calledOff: false };
  if (facts.request.serviceType === "amend_order") return { ...opening, ...amendmentMoney(facts.order, amendmentAsk(facts), parties) };
  if (promised === null) return { ...opening, refunds: [], ask: null, totals: NO_REFUNDS, collect: null, legs: [] };
  const before = { ...opening, refunds: [], collect: collectionBy(facts), totals: NO_REFUNDS };
  return moneyOf(promised.breakdown, promised.ask, before, { parties, order: facts.order });
};

const amendmentAsk = (facts: CaseFacts): AmendmentAsk => {
  const amendment = amendmentOf(facts);
  assert(amendment !== null, "a change of an order says what changes");
  switch (amendment.kind) {
    case "address":
      return { kind: "address" };
    case "payment":
      return { kind: "payment", by: { tenderKind: amendment.tenderKind, methodRef: amendment.methodRef } };
    case "items":
      return { kind: "items", replaced: replacedPieces(facts), differenceBy: chosenMethod(facts) };
  }
};

/** A difference upwards is paid by the method the buyer chose, else by the one that paid the order. */
const collectionBy = (facts: CaseFacts): Collection | null => {
  const first = facts.order.tenders[0];
  const method = chosenMethod(facts) ?? (first === undefined ? null : { tenderKind: first.kind, methodRef: first.methodRef });
  return method === null ? null : { ...method, amountMinor: 0n, collectedMinor: 0n };
};

const chosenMethod = ({ request, customer }: CaseFacts): PayMethod | null => {
  const chosen = customer.methods.find(method => method.methodRef === request.differenceBy?.methodRef);
  return chosen === undefined ? null : { tenderKind: chosen.tenderKind, methodRef: chosen.methodRef };
};
