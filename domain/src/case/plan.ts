import { assert } from "../kernel/assert.ts";
import { addMs, DAY_MS, earliest, type Instant, latest, SECOND_MS } from "../kernel/time.ts";
import { addPassed } from "../promise/clock.ts";
import { STATUTORY_REFUND_SECONDS } from "../promise/service-standard.ts";
import { leaveOwing } from "./buyer-debt.ts";
import { callOffCouriers } from "./call-off-couriers.ts";
import type { PlanChangeReason } from "./case-event.ts";
import { dueRefunds } from "./case-money.ts";
import type { CaseState } from "./case-state.ts";
import { nextClimbAt } from "./climb.ts";
import type { CaseDraft } from "./draft.ts";
import { COLLECTED_TENDER_NO } from "./effect.ts";
import { addressStep, GIVE_ADDRESS, giveAddressStep, heldStep } from "./give-address.ts";
import { cancelRequests, MORE_EVIDENCE, moreEvidenceStep } from "./more-evidence.ts";
import type { PlanContext } from "./plan-context.ts";
import type { CaseEnd, PlanTarget, PlanTemplate, StepTemplate } from "./plan-graph.ts";
import { addressGiver, placeOf, receiverAfter } from "./return-destination.ts";
import { lastRefund } from "./return-freight.ts";
import { callOff } from "./revise-refund.ts";
import { isPaidBack, settleOutcome } from "./settle-outcome.ts";
import {
  type AutomaticReason,
  isOutcomeOf,
  isSending,
  type PlannedStep,
  STEP_OUTCOMES,
  type Step,
  type StepOutcome,
  type StepType,
} from "./step.ts";
import { askedBack, askForStep, giveBackCollected, releaseStock } from "./step-effects.ts";

/** Where a pack names no time at all, somebody is asked after a day: no step waits for ever. */
const UNPROMISED_MS = DAY_MS;

/** The plan a buyer is shown at first: the entry steps, then whatever follows if each step has its hoped-for outcome. */
export const firstSteps = (template: PlanTemplate, entry: readonly string[]): readonly PlannedStep[] =>
  plannedSteps(template, expectedKeys(template, entry), 0);

/** Starts the entry steps of a plan that has just been recorded. */
export const startPlan = (draft: CaseDraft, context: PlanContext, entry: readonly string[]): void => startKeys(draft, context, entry);

/** Starts a step that was added beside those of the template. */
export const startAdded = (draft: CaseDraft, context: PlanContext, step: Step): void => startStep(draft, context, step);

/**
 * Ends a step and goes on: its outcome's target either ends the case or starts the next steps, amending the plan where it goes another way than
 * foreseen. The one place where a plan moves.
 */
export const endStep = (
  draft: CaseDraft,
  context: PlanContext,
  step: Step,
  outcome: StepOutcome,
  how: { readonly automatic?: AutomaticReason; readonly code?: string } = {},
): void => {
  const { offer, repair } = draft.state;
  const held = heldStep(draft.state);
  const isLoanCharged = step.type === "collect" && repair.loan !== null;
  draft.record({ type: "step_ended", stepNo: step.stepNo, outcome, automatic: how.automatic ?? null, code: how.code ?? null });
  if (step.type === "pickup") callOffCouriers(draft);
  if (outcome === "not_given" && held !== null) {
    endStep(draft, context, held, "no_address", how);
    return;
  }
  const target = stepTemplate(context, step).next.get(outcome);
  assert(target !== undefined, `${context.template.id}.${step.key} says what follows ${outcome}`);
  const isAskedAgain = outcome === "not_recovered" && isFollowedBy(context.template, target, "recover");
  settleOutcome(draft, context, { type: step.type, outcome, offer, isLoanCharged, isAskedAgain });
  if (step.type === "review") cancelRequests(draft);
  follow(draft, context, target, "outcome", how.code ?? null);
  startFreed(draft, context);
};

const isFollowedBy = ({ steps }: PlanTemplate, target: PlanTarget, type: StepType): boolean =>
  target.kind === "steps" && target.keys.some(key => steps.get(key)?.type === type);

/**
 * Takes a target of the plan. Where ways run side by side (money goes back while the parcel travels), the case is resolved by the last of them; any
 * other end stops what is still open. No case is resolved while it owes the buyer money: what came to be owed after its refund was paid is paid first.
 */
export const follow = (
  draft: CaseDraft,
  context: PlanContext,
  target: PlanTarget,
  reason: PlanChangeReason,
  endReason: string | null,
): void => {
  if (target.kind === "end") {
    if (target.end === "resolved" && draft.state.steps.some(isOpen)) return;
    const rest = target.end === "resolved" && owesMoney(draft.state) ? lastRefund(context.template) : null;
    if (rest === null) {
      endCase(draft, context, target.end, endReason);
      return;
    }
    amendPlan(draft, context.template, [rest], reason);
    startKeys(draft, context, [rest]);
    return;
  }
  amendPlan(draft, context.template, target.keys, reason);
  startKeys(draft, context, target.keys);
};

/**
 * A case that ends otherwise than resolved owes nothing and holds nothing: its promise, its stock and what it collected go back. What the buyer was paid
 * too much is theirs to give back, however the case ends.
 */
const endCase = (draft: CaseDraft, context: PlanContext, end: CaseEnd, reason: string | null): void => {
  const { steps } = draft.state;
  const skipped = steps.filter(step => step.status === "planned").map(step => step.stepNo);
  const cancelled = steps.filter(isOpen).map(step => step.stepNo);
  if (skipped.length + cancelled.length > 0) draft.record({ type: "plan_amended", reason: "outcome", added: [], skipped, cancelled });
  if (end !== "resolved" && !draft.state.money.calledOff) callOff(draft, context);
  if (isPaidBack(draft.state)) leaveOwing(draft);
  releaseStock(draft);
  giveBackCollected(draft);
  callOffCouriers(draft);
  draft.record({ type: "case_ended", end, reason });
};

const amendPlan = (draft: CaseDraft, template: PlanTemplate, targets: readonly string[], reason: PlanChangeReason): void => {
  const openKeys = draft.state.steps.filter(step => isOpen(step) && !isBeside(step)).map(step => step.key);
  const wanted = expectedKeys(template, [...targets, ...openKeys]);
  const planned = draft.state.steps.filter(step => step.status === "planned");
  const skipped = planned.filter(step => !wanted.includes(step.key)).map(step => step.stepNo);
  const missing = wanted.filter(key => !openKeys.includes(key) && !planned.some(step => step.key === key));
  if (skipped.length + missing.length === 0) return;
  draft.record({ type: "plan_amended", reason, added: plannedSteps(template, missing, draft.state.steps.length), skipped, cancelled: [] });
};

const startKeys = (draft: CaseDraft, context: PlanContext, keys: readonly string[]): void => {
  for (const key of keys) {
    const step = draft.state.steps.find(
      candidate => candidate.key === key && (candidate.status === "planned" || candidate.status === "ready"),
    );
    if (step !== undefined && draft.state.end === null) startStep(draft, context, step);
  }
};

/** Steps whose turn had come while another way was still open, and which nothing holds back any more. */
const startFreed = (draft: CaseDraft, context: PlanContext): void => {
  if (draft.state.end !== null) return;
  const held = heldStep(draft.state)?.stepNo;
  const freed = draft.state.steps.find(
    step => step.status === "ready" && step.stepNo !== held && !isHeldBack(draft.state.steps, stepTemplate(context, step)),
  );
  if (freed === undefined) return;
  startStep(draft, context, freed);
  startFreed(draft, context);
};

const startStep = (draft: CaseDraft, context: PlanContext, step: Step): void => {
  const template = stepTemplate(context, step);
  if (isHeldBack(draft.state.steps, template)) {
    draft.record({
      type: "step_started",
      stepNo: step.stepNo,
      ready: true,
      dueAt: null,
      onTimeout: null,
      standardDueAt: null,
      climbAt: null,
    });
    return;
  }
  if (lacksAddress(draft.state, context, template)) {
    askForAddress(draft, context, step);
    return;
  }
  const { silenceSeconds, onSilence, standardSeconds, basis } = context.promiseOf(template, draft.state);
  const dueIn = (seconds: number | null) => (seconds === null ? null : addMs(draft.at, seconds * SECOND_MS));
  const decides =
    silenceSeconds !== null && onSilence !== null && isOutcomeOf(step.type, onSilence) && isForeseen(draft.state, context, onSilence);
  const standardDueAt = standardSeconds === null ? null : addPassed(basis, draft.at, standardSeconds * SECOND_MS);
  // Where silence decides nothing, the standard is when somebody above is told.
  const promisedAt = dueIn(silenceSeconds) ?? standardDueAt ?? addMs(draft.at, UNPROMISED_MS);
  const dueAt = step.type === "refund" ? refundDueAt(draft.state, promisedAt, standardDueAt ?? draft.at) : promisedAt;
  const from = { state: draft.state, taken: 0, at: draft.at };
  draft.record({
    type: "step_started",
    stepNo: step.stepNo,
    dueAt,
    onTimeout: decides ? onSilence : "escalate",
    standardDueAt,
    climbAt: nextClimbAt(context, template, from, { dueAt, standardDueAt, startedAt: draft.at }),
  });
  const settled = askForStep(draft, context, step);
  if (settled !== null) endStep(draft, context, step, settled, { automatic: { because: "rule", rowId: null, overruledBy: "nobody" } });
};

/** Goods are to be sent or collected, and there is no address they could go to. What nobody has to send back waits for none. */
const lacksAddress = (state: CaseState, { template, places }: PlanContext, sending: StepTemplate): boolean =>
  places !== undefined &&
  (isSending(sending.type) || sending.type === "pickup") &&
  (sending.type !== "recover" || askedBack(state) === null) &&
  placeOf(places, receiverAfter(sending, template), state) === null;

/** A buyer's time does not run while nobody can say where to: whoever has to say it is asked, and has a time of their own (7D a11; F-18). */
export const askForAddress = (draft: CaseDraft, context: PlanContext, sending: Step): void => {
  const receiver = receiverAfter(stepTemplate(context, sending), context.template);
  const step = addressStep(draft.state.steps.length + 1, addressGiver(receiver));
  draft.record({ type: "return_address_asked", step, heldStepNo: sending.stepNo, receiver });
  startStep(draft, context, step);
};

/** Silence about an address decides only where the plan says how it goes on without one. */
const isForeseen = ({ steps, addressAsked }: CaseState, context: PlanContext, outcome: StepOutcome): boolean => {
  const waiting = steps.find(({ stepNo }) => stepNo === addressAsked?.heldStepNo);
  return outcome !== "not_given" || waiting === undefined || stepTemplate(context, waiting).next.has("no_address");
};

/**
 * G-7 (7D a13): the seven days of the law run from the day the goods came back, whatever was looked at since, and no promise moves them. Where they are over
 * before the refund can begin, somebody is told when it should have been paid by its standard.
 */
const refundDueAt = ({ serviceType, steps }: CaseState, promisedAt: Instant, standardDueAt: Instant): Instant => {
  const receivedAt = steps.findLast(({ type, status }) => type === "receive" && status === "done")?.endedAt;
  if (serviceType !== "return_refund" || receivedAt === undefined || receivedAt === null) return promisedAt;
  return latest(standardDueAt, earliest(promisedAt, addMs(receivedAt, STATUTORY_REFUND_SECONDS * SECOND_MS)));
};

/** What a case has collected and does not own goes back by itself. */
const owesMoney = (state: CaseState): boolean => dueRefunds(state).some(({ tenderNo }) => tenderNo !== COLLECTED_TENDER_NO);

const stepTemplate = (context: PlanContext, { key, owner }: Step): StepTemplate => {
  const template =
    key === MORE_EVIDENCE ? moreEvidenceStep(owner) : key === GIVE_ADDRESS ? giveAddressStep(owner) : context.template.steps.get(key);
  assert(template !== undefined, `${context.template.id} knows the step ${key}`);
  return template;
};

/** Asked beside the plan: no template knows it. */
export const isBeside = ({ key }: Pick<Step, "key">): boolean => key === MORE_EVIDENCE || key === GIVE_ADDRESS;

export const isOpen = (step: Step): boolean => step.status === "active" || step.status === "ready";

const isHeldBack = (steps: readonly Step[], { after }: StepTemplate): boolean =>
  steps.some(step => isOpen(step) && after.includes(step.key));

/** Steps in the order they are met when everything goes as hoped. */
const expectedKeys = (template: PlanTemplate, from: readonly string[]): readonly string[] => {
  const keys: string[] = [];
  const queue = [...from];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    if (keys.includes(key)) continue;
    keys.push(key);
    const step = template.steps.get(key);
    assert(step !== undefined, `${template.id} knows the step ${key}`);
    const hoped = step.next.get(STEP_OUTCOMES[step.type][0]);
    if (hoped?.kind === "steps") queue.push(...hoped.keys);
  }
  return keys;
};

const plannedSteps = (template: PlanTemplate, keys: readonly string[], after: number): readonly PlannedStep[] =>
  keys.map((key, index) => {
    const step = template.steps.get(key);
    assert(step !== undefined, `${template.id} knows the step ${key}`);
    return { stepNo: after + index + 1, key, type: step.type, owner: step.owner };
  });
