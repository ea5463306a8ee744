import type { ExtensionId } from "../kernel/ids.ts";
import type { ExtendedBy, MovedTimes } from "./announced-extension.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import type { ClockEvent, Retargeted, StepClimbed, StepResumed, TimesExtended } from "./clock-event.ts";
import { replaceStep, type Step, type StepClimb } from "./step.ts";

/** What an event of the clocks changes: times of steps, and what is known of why. */
export const evolveClock = (state: CaseState, event: Recorded<ClockEvent>): CaseState => {
  const withStep = (stepNo: number, change: (step: Step) => Step): CaseState => ({
    ...state,
    steps: replaceStep(state.steps, stepNo, change),
  });
  switch (event.type) {
    case "step_climbed":
      return withStep(event.stepNo, step => climbed(step, event));
    case "step_paused":
      return withStep(event.stepNo, step => withClimb(step, { nextAt: null, pausedAt: event.at }));
    case "step_resumed":
      return withStep(event.stepNo, step => resumed(step, event));
    case "severity_changed":
      return { ...state, severity: event.to, steps: event.steps.reduce(retargeted, state.steps) };
    case "times_extended":
      return { ...state, steps: event.steps.reduce(movedTimes, state.steps), extensions: withExtension(state, event) };
    case "extension_withdrawn":
      return { ...state, steps: event.steps.reduce(movedTimes, state.steps), extensions: without(state, event.extensionId) };
  }
};

export const extendedBy = ({ extensions }: Pick<CaseState, "extensions">, extensionId: ExtensionId): ExtendedBy | undefined =>
  extensions?.find(one => one.extensionId === extensionId);

const without = ({ extensions = [] }: CaseState, gone: string): readonly ExtendedBy[] =>
  extensions.filter(({ extensionId }) => extensionId !== gone);

const withClimb = (step: Step, change: Partial<StepClimb>): Step =>
  step.climb === null ? step : { ...step, climb: { ...step.climb, ...change } };

const resumed = (step: Step, { standardDueAt, nextAt }: StepResumed): Step =>
  withClimb({ ...step, standardDueAt }, { nextAt, pausedAt: null });

const retargeted = (steps: readonly Step[], { stepNo, standardDueAt, dueAt, nextAt }: Retargeted): readonly Step[] =>
  replaceStep(steps, stepNo, step => withClimb({ ...step, standardDueAt, dueAt }, { nextAt }));

const movedTimes = (steps: readonly Step[], { stepNo, dueAt, standardDueAt, nextAt }: MovedTimes): readonly Step[] =>
  replaceStep(steps, stepNo, step => withClimb({ ...step, dueAt, standardDueAt }, { nextAt }));

/** Steps that start while an announced time runs are added to those it has extended before. */
const withExtension = (state: CaseState, { extensionId, zh, en, untilAt, steps }: TimesExtended): readonly ExtendedBy[] => {
  const before = extendedBy(state, extensionId)?.steps ?? [];
  const others = without(state, extensionId);
  return [...others, { extensionId, zh, en, untilAt, steps: [...before, ...steps.map(({ stepNo, byMs }) => ({ stepNo, byMs }))] }];
};

const climbed = (step: Step, { rung, nextAt, owner }: StepClimbed): Step => ({
  ...step,
  owner,
  climb: { rung, nextAt, pausedAt: step.climb?.pausedAt ?? null },
});
