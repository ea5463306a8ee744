import { assert } from "../kernel/assert.ts";
import { addMs, type Instant, latest, SECOND_MS } from "../kernel/time.ts";
import { addWorkingMs, type WorkCalendar, workingMsBetween } from "../kernel/working-time.ts";

/** In what time a promise is counted. Around the clock unless its operator chose the hours somebody works (design: 24×7 by default). */
export type ClockBasis = { readonly kind: "around_the_clock" } | { readonly kind: "working_time"; readonly calendar: WorkCalendar };

/**
 * What happened to one promise, in order and only ever added to. `holder` is who has the ball from then on. A pause waits for the applicant, and so
 * belongs to the applicant's time; a retarget (P3 becomes P1) changes what was promised and nothing of what has passed.
 */
export type ClockEntry =
  | { readonly kind: "started"; readonly at: Instant; readonly targetSeconds: number; readonly holder: string }
  | { readonly kind: "paused"; readonly at: Instant; readonly reason: string; readonly holder: string }
  | { readonly kind: "resumed"; readonly at: Instant; readonly holder: string }
  | { readonly kind: "handed_on"; readonly at: Instant; readonly holder: string }
  | { readonly kind: "retargeted"; readonly at: Instant; readonly targetSeconds: number }
  | { readonly kind: "stopped"; readonly at: Instant };

/** What a clock shows at one moment. All lengths are of the basis: of working time where that is counted. */
export type ClockReading = {
  readonly status: "running" | "paused" | "stopped";
  readonly targetMs: number;
  /** Of the target; what was waited for the applicant is not in it. */
  readonly consumedMs: number;
  /** Never below nothing; what was consumed beyond the target is `breachMs`. */
  readonly remainingMs: number;
  readonly breachMs: number;
  /** When the target is, or was, consumed. Null while paused with something left: nobody knows when the applicant answers. */
  readonly dueAt: Instant | null;
  /** Who had the ball for how long, pauses included. */
  readonly heldMs: ReadonlyMap<string, number>;
  readonly pausedMs: number;
};

/** Pure and total over every list that begins with `started` and does not go back in time; entries after a stop change nothing. */
export const readClock = (entries: readonly ClockEntry[], basis: ClockBasis, now: Instant): ClockReading => {
  const [first, ...rest] = entries;
  assert(first?.kind === "started", "a clock begins when it is started");
  let hand = handAt(first);
  for (const entry of rest) {
    assert(entry.at >= hand.at, `a clock does not go back from ${hand.at} to ${entry.at}`);
    if (hand.status !== "stopped") hand = after(passTo(hand, entry.at, basis), entry);
  }
  return shown(hand.status === "stopped" ? hand : passTo(hand, latest(now, hand.at), basis), basis);
};

/** Where the hand stands: what has passed by `at`, and since when the target is consumed. */
type Hand = {
  readonly at: Instant;
  readonly status: ClockReading["status"];
  readonly targetMs: number;
  readonly consumedMs: number;
  readonly reachedAt: Instant | null;
  readonly holder: string;
  readonly heldMs: ReadonlyMap<string, number>;
  readonly pausedMs: number;
};

const handAt = ({ at, targetSeconds, holder }: Extract<ClockEntry, { kind: "started" }>): Hand =>
  retargeted(
    { at, status: "running", targetMs: -1, consumedMs: 0, reachedAt: null, holder, heldMs: new Map(), pausedMs: 0 },
    targetSeconds,
  );

const retargeted = (hand: Hand, targetSeconds: number): Hand => {
  assert(Number.isSafeInteger(targetSeconds) && targetSeconds >= 0, `a target is a whole number of seconds from 0, not ${targetSeconds}`);
  const targetMs = targetSeconds * SECOND_MS;
  if (targetMs === hand.targetMs) return hand;
  // What has passed already may be more than is promised now: then the promise is broken from this moment, not before.
  return { ...hand, targetMs, reachedAt: hand.consumedMs >= targetMs ? hand.at : null };
};

const passTo = (hand: Hand, at: Instant, basis: ClockBasis): Hand => {
  const passedMs = passedBetween(basis, hand.at, at);
  const heldMs = new Map(hand.heldMs).set(hand.holder, (hand.heldMs.get(hand.holder) ?? 0) + passedMs);
  if (hand.status !== "running") return { ...hand, at, heldMs, pausedMs: hand.pausedMs + passedMs };
  const consumedMs = hand.consumedMs + passedMs;
  const reachedAt = hand.reachedAt ?? (consumedMs >= hand.targetMs ? addPassed(basis, hand.at, hand.targetMs - hand.consumedMs) : null);
  return { ...hand, at, heldMs, consumedMs, reachedAt };
};

const after = (hand: Hand, entry: ClockEntry): Hand => {
  switch (entry.kind) {
    case "started":
      throw new Error("broken invariant: a clock is started once");
    case "paused":
      return { ...hand, status: "paused", holder: entry.holder };
    case "resumed":
      return { ...hand, status: "running", holder: entry.holder };
    case "handed_on":
      return { ...hand, holder: entry.holder };
    case "retargeted":
      return retargeted(hand, entry.targetSeconds);
    case "stopped":
      return { ...hand, status: "stopped" };
  }
};

const shown = ({ at, status, targetMs, consumedMs, reachedAt, heldMs, pausedMs }: Hand, basis: ClockBasis): ClockReading => {
  const remainingMs = Math.max(0, targetMs - consumedMs);
  const dueAt = reachedAt ?? (status === "running" ? addPassed(basis, at, remainingMs) : null);
  return { status, targetMs, consumedMs, remainingMs, breachMs: Math.max(0, consumedMs - targetMs), dueAt, heldMs, pausedMs };
};

/** How much of the basis lies in [from, to). */
export const passedBetween = (basis: ClockBasis, from: Instant, to: Instant): number =>
  basis.kind === "around_the_clock" ? to - from : workingMsBetween(basis.calendar, from, to);

/** When so much of the basis has passed since `from`. */
export const addPassed = (basis: ClockBasis, from: Instant, ms: number): Instant =>
  basis.kind === "around_the_clock" ? addMs(from, ms) : addWorkingMs(basis.calendar, from, ms);
