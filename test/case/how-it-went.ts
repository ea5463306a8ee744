import type { EffectAnswer } from "@amends/domain/case/case-command";
import type { EffectKind } from "@amends/domain/case/effect";
import { after, type Running } from "./a-case.ts";

/** What the last partner asked for this kind of thing says; `nth` for another than the last. */
export const answered = (running: Running, kind: EffectKind, answer: EffectAnswer, nth = -1): Running => {
  const effect = running.opened.effects.filter(asked => asked.kind === kind).at(nth);
  if (effect === undefined) throw new Error(`nobody was asked for ${kind}`);
  return after(running, ["system", { kind: "effect_answered", effectId: effect.effectId, answer }]);
};

/** The steps in the order they began, each with how it ended or that it waits. */
export const stepsOf = ({ opened: { events, state } }: Running): readonly string[] =>
  events.flatMap(event => {
    const step = event.type === "step_started" ? state.steps.find(candidate => candidate.stepNo === event.stepNo) : undefined;
    return step === undefined ? [] : [`${step.key} ${step.outcome ?? step.status}`];
  });

export const PAID: EffectAnswer = { kind: "money_returned", gatewayRef: "bank-1" };
export const REFUSED: EffectAnswer = { kind: "refused", code: "declined" };
