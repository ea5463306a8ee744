import { addMs, type Instant, latest, SECOND_MS } from "../kernel/time.ts";
import type { CommandRejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import { nextClimbAt } from "./climb.ts";
import type { CaseDraft } from "./draft.ts";
import { askingStep, heldStep } from "./give-address.ts";
import { askForAddress, endStep } from "./plan.ts";
import { placeOf, type ReturnPlace, type ReturnPlaces, receiverAfter } from "./return-destination.ts";
import { isSending, type Step } from "./step.ts";

/**
 * Somebody's book of addresses was given or corrected; `was` is what stood in its place. A buyer's step that waited for it begins now, one that has begun
 * under another address begins anew (L-32), and one that lost its address waits. Told twice, nothing happens the second time.
 */
export const noteReturnAddress = (
  draft: CaseDraft,
  rules: CaseRules,
  { was, since }: { readonly was: Partial<ReturnPlaces>; readonly since: Instant },
): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null || rules.places === undefined || endAnswered(draft, rules)) return null;
  const sending = activeStep(state, ({ type }) => isSending(type));
  if (sending === null) return null;
  const now = placeFor(draft, rules, sending, rules.places);
  if (now === null) {
    askForAddress(draft, rules, sending);
    return null;
  }
  // Who began to send after that was told the right address at once; of who began in that moment nobody knows, and they are told.
  if (sending.startedAt !== null && sending.startedAt > since) return null;
  const before = placeFor(draft, rules, sending, { ...rules.places, ...was });
  if (before?.contactTextId !== now.contactTextId && state.sendTo !== now.contactTextId) sendAnew(draft, rules, sending, now);
  return null;
};

/** Ends the step of whoever was asked where the goods go, if that is known by now; whether it did. */
export const endAnswered = (draft: CaseDraft, rules: CaseRules): boolean => {
  const { places } = rules;
  const [asking, held] = [askingStep(draft.state), heldStep(draft.state)];
  if (asking === null || held === null || places === undefined || placeFor(draft, rules, held, places) === null) return false;
  endStep(draft, rules, asking, "given");
  return true;
};

const placeFor = ({ state }: CaseDraft, { template }: CaseRules, sending: Step, places: ReturnPlaces): ReturnPlace | null =>
  placeOf(places, receiverAfter(template.steps.get(sending.key), template), state);

const sendAnew = (draft: CaseDraft, rules: CaseRules, step: Step, { contactTextId }: ReturnPlace): void => {
  const { at, state } = draft;
  if (step.dueAt === null) return;
  const dueAt = latest(step.dueAt, fullTime(draft, rules, step));
  const times = { dueAt, standardDueAt: step.standardDueAt, startedAt: at };
  const nextAt = step.climb === null ? null : nextClimbAt(rules, step, { state, taken: step.climb.rung, at }, times);
  draft.record({ type: "return_address_corrected", stepNo: step.stepNo, dueAt, nextAt, sendTo: contactTextId });
};

const fullTime = ({ at, state }: CaseDraft, rules: CaseRules, step: Step): Instant =>
  addMs(at, (rules.promiseOf(step, state).silenceSeconds ?? 0) * SECOND_MS);
