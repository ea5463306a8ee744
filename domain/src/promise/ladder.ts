import { ask, type StagePack, textOrNull, wholeOf, wordOf } from "../intake/stage.ts";
import { addDays, dayAt, instantOn, msOfDay, type Zone } from "../kernel/calendar.ts";
import { addMs, type Instant, SECOND_MS } from "../kernel/time.ts";
import { addPassed, type ClockBasis, passedBetween } from "./clock.ts";
import type { PromiseContext } from "./service-standard.ts";

/**
 * What happens to a step nobody ends, each once, in the order of the pack's rows: its owner is warned before the time is up, reminded, somebody else gets
 * it, a supervisor is told, the platform takes it over.
 */
export const CLIMB_ACTIONS = ["warn", "remind", "reassign", "supervisor", "platform"] as const;
export type ClimbAction = (typeof CLIMB_ACTIONS)[number];

export type Rung = {
  /** 1, 2, 3 … */
  readonly rung: number;
  readonly action: ClimbAction;
  /** Of the promised time: 7,500 is three quarters of it, 20,000 twice. */
  readonly atBasisPoints: number;
  /** It speaks to a person outside the desk, and so keeps the quiet hours. */
  readonly speaks: boolean;
  readonly rowId: string;
};

/** The rung above those taken; null at the top. */
export const rungAbove = (pack: StagePack, context: PromiseContext, taken: number): Rung | null => {
  const rung = taken + 1;
  const hit = ask(pack, "ladder", { ...context, ladder: { rung } });
  if (textOrNull(hit, "action") === null) return null;
  return {
    rung,
    action: wordOf(hit, "action", CLIMB_ACTIONS),
    atBasisPoints: wholeOf(hit, "atBasisPoints"),
    speaks: hit.outputs["speaks"] === true,
    rowId: hit.rowId,
  };
};

/** Hours in which nobody is spoken to, in seconds since midnight; from a later to an earlier one they go over midnight. */
export type QuietHours = { readonly fromSecond: number; readonly toSecond: number; readonly zone: Zone };

/** A promise that runs: how much was promised, and when it will have passed if nothing stops it. */
export type PromisedTime = { readonly basis: ClockBasis; readonly goalMs: number; readonly goalAt: Instant };

/**
 * When a rung is, or should have been, reached. What has been consumed by `at` follows from how far away the goal is. After a standstill a rung lies where
 * it was missed, so that all that was missed happens in its order; only where working time is counted it lies at `at` then.
 */
export const rungAt = ({ basis, goalMs, goalAt }: PromisedTime, atBasisPoints: number, at: Instant): Instant => {
  const leftMs = at <= goalAt ? passedBetween(basis, at, goalAt) : -passedBetween(basis, goalAt, at);
  const wantedMs = Math.floor((goalMs * atBasisPoints) / 10_000) - (goalMs - leftMs);
  if (wantedMs >= 0) return addPassed(basis, at, wantedMs);
  return basis.kind === "around_the_clock" ? addMs(at, wantedMs) : at;
};

/**
 * A word that would fall into the quiet hours waits for their end; where silence decides before that, it is said before they begin, as long as that lies
 * ahead of `at`.
 */
export const outsideQuiet = (
  moment: Instant,
  quiet: QuietHours,
  { at, decidedAt }: { readonly at: Instant; readonly decidedAt: Instant },
): Instant => {
  const { fromSecond, toSecond, zone } = quiet;
  const second = Math.floor(msOfDay(moment, zone) / SECOND_MS);
  const isOver = fromSecond > toSecond;
  const isQuiet = isOver ? second >= fromSecond || second < toSecond : second >= fromSecond && second < toSecond;
  if (!isQuiet) return moment;
  const day = dayAt(moment, zone);
  const end = instantOn(isOver && second >= fromSecond ? addDays(day, 1) : day, toSecond, zone);
  if (end < decidedAt) return end;
  const begin = instantOn(isOver && second < toSecond ? addDays(day, -1) : day, fromSecond, zone);
  return begin >= at ? begin : end;
};
