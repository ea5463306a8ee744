import type { EffectId } from "../kernel/ids.ts";
import type { EffectAsked, EffectRefused } from "./case-event.ts";
import type { CaseState, OpenEffect } from "./case-state.ts";
import { COLLECTED_TENDER_NO } from "./effect.ts";
import { courierCalledOff } from "./evolve-couriers.ts";

export const effectAsked = (state: CaseState, event: EffectAsked): CaseState => ({
  ...(event.kind === "manual_refund" ? withoutHandPayment(state) : courierCalledOff(state, event)),
  effectsAsked: state.effectsAsked + 1,
  openEffects: [...state.openEffects.filter(open => !isAskedAnew(open, event)), openedEffect(event)],
  reservation: event.reservation === state.reservation ? null : state.reservation,
});

/** A refusal counts for the step that waits for it; a later one is over, unless it leaves money with us that is not ours. */
export const refusedEffect = (state: CaseState, { effectId }: EffectRefused): CaseState => {
  const open = state.openEffects.find(candidate => candidate.effectId === effectId);
  const waits = state.steps.some(step => step.stepNo === open?.stepNo && step.status === "active");
  if (!waits && open?.tenderNo !== COLLECTED_TENDER_NO) return withoutEffect(state, effectId);
  return { ...state, openEffects: state.openEffects.map(one => (one.effectId === effectId ? { ...one, refused: true } : one)) };
};

/** What was collected and could not be given back is asked for anew under another key. */
const isAskedAnew = (open: OpenEffect, event: EffectAsked): boolean =>
  open.refused && open.tenderNo === COLLECTED_TENDER_NO && event.tenderNo === COLLECTED_TENDER_NO;

const openedEffect = ({ effectId, stepNo, kind, tenderNo, amountMinor, benefitNo, booking }: EffectAsked): OpenEffect => ({
  effectId,
  stepNo,
  kind,
  refused: false,
  tenderNo,
  amountMinor,
  benefitNo,
  ...(booking === undefined ? {} : { booking }),
});

/** It counts now: the next payment by hand is another one, and begins with one person again. */
const withoutHandPayment = ({ handPayment: _counts, ...state }: CaseState): CaseState => state;

export const withoutEffect = (state: CaseState, effectId: EffectId | null): CaseState => ({
  ...state,
  openEffects: state.openEffects.filter(open => open.effectId !== effectId),
});
