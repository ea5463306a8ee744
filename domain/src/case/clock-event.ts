import type { ExtensionId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { ClimbAction } from "../promise/ladder.ts";
import type { Severity } from "../triage/severity.ts";
import type { MovedTimes } from "./announced-extension.ts";
import type { PauseReason, StepOwner } from "./step.ts";

/** What happens to the times of a case while nobody ends its steps. */
export type ClockEvent = StepClimbed | StepPaused | StepResumed | SeverityChanged | TimesExtended | ExtensionWithdrawn;

/**
 * One rung of the ladder, each once: nobody has ended the step yet, and this is what was done about it. Where the platform has to take a step over before
 * its rung is reached, `rung` is the last that was taken.
 */
export type StepClimbed = {
  readonly type: "step_climbed";
  readonly stepNo: number;
  readonly rung: number;
  readonly action: ClimbAction;
  readonly owner: StepOwner;
  readonly rowId: string;
  readonly nextAt: Instant | null;
};

/** The buyer was asked something: until the answer the standard stands still. */
export type StepPaused = { readonly type: "step_paused"; readonly stepNo: number; readonly reason: PauseReason };
export type StepResumed = {
  readonly type: "step_resumed";
  readonly stepNo: number;
  readonly standardDueAt: Instant | null;
  readonly nextAt: Instant | null;
};

/** The matter weighs otherwise than was thought; what that does to the times of the open steps. */
export type SeverityChanged = {
  readonly type: "severity_changed";
  readonly from: Severity;
  readonly to: Severity;
  readonly steps: readonly Retargeted[];
};
export type Retargeted = {
  readonly stepNo: number;
  readonly standardDueAt: Instant;
  readonly dueAt: Instant;
  readonly nextAt: Instant | null;
};

/** A season or a storm was announced: these times are later. Its words are public and name nobody. */
export type TimesExtended = {
  readonly type: "times_extended";
  readonly extensionId: ExtensionId;
  readonly zh: string;
  readonly en: string;
  readonly untilAt: Instant;
  readonly steps: readonly MovedTimes[];
};
export type ExtensionWithdrawn = {
  readonly type: "extension_withdrawn";
  readonly extensionId: ExtensionId;
  readonly steps: readonly MovedTimes[];
};
