import type { CaseId, EffectId, OperationId } from "@amends/domain/kernel/ids";
import { earliest, type Instant } from "@amends/domain/kernel/time";
import type { MovableClock } from "./movable-clock.ts";

/** One thing that was due on the way. */
export type DueWork = { readonly dueAt: Instant; readonly operationId: OperationId; readonly caseId: CaseId } & (
  | { readonly kind: "deadline"; readonly stepNo: number; readonly stepType: string }
  | { readonly kind: "effect"; readonly effectId: EffectId; readonly effect: string }
);

/** What waits for a time, whoever does it when the time has come. */
export type DueBook = {
  /** The first due time after `after` of what is not left out; null when nothing waits. */
  readonly nextAt: (after: Instant, without: readonly EffectId[]) => Promise<Instant | null>;
  /** What is due, under way or not, earliest first. */
  readonly dueBy: (at: Instant, without: readonly EffectId[], most: number) => Promise<readonly DueWork[]>;
};

export type AdvanceClockPorts = {
  readonly clock: MovableClock;
  readonly due: DueBook;
  /** Does what is due now; how much it did. What other servers hold it leaves to them. */
  readonly work: () => Promise<number>;
  /** Tells the other servers that the clock was moved. */
  readonly moved: () => void;
  readonly pause: (ms: number) => Promise<void>;
};

export type Advanced = { readonly from: Instant; readonly now: Instant; readonly happened: readonly DueWork[] };

/** A partner that answers "later" each time would keep time from passing: so often is one effect waited for, then it is left for the end. */
const TRIES_MAX = 20;
const BATCH = 200;
/** What another server holds is waited for, a moment at a time and not for ever: a worker that died holds its lease. */
const LOOK_AGAIN_MS = 20;
const LOOKS_MAX = 100;

/**
 * Lives on to `to`: the clock stops at each time at which something is due, that is done with all that follows from it at once, and only then time goes
 * on. So what happens, happens in its order and at its time. Stopped half way the clock stands where it had come to, and nothing is lost.
 */
export const advanceClock = async (ports: AdvanceClockPorts, to: Instant): Promise<Advanced | { readonly kind: "backwards" }> => {
  const from = ports.clock.now();
  if (to < from) return { kind: "backwards" };
  const journey = { happened: new Map<string, DueWork>(), tries: new Map<EffectId, number>() };
  await settle(ports, journey);
  for (;;) {
    const next = await ports.due.nextAt(ports.clock.now(), tired(journey));
    await ports.clock.moveTo(next === null ? to : earliest(next, to));
    ports.moved();
    await settle(ports, journey);
    if (next === null || next > to) break;
  }
  return { from, now: ports.clock.now(), happened: [...journey.happened.values()] };
};

type Journey = { readonly happened: Map<string, DueWork>; readonly tries: Map<EffectId, number> };

const tired = ({ tries }: Journey): readonly EffectId[] =>
  [...tries].filter(([, count]) => count >= TRIES_MAX).map(([effectId]) => effectId);

const settle = async (ports: AdvanceClockPorts, journey: Journey): Promise<void> => {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const due = await ports.due.dueBy(ports.clock.now(), tired(journey), BATCH);
    if (due.length === 0) return;
    for (const work of due) note(journey, work);
    if ((await ports.work()) === 0) await ports.pause(LOOK_AGAIN_MS);
    else looks = 0;
  }
};

const note = ({ happened, tries }: Journey, work: DueWork): void => {
  const key = work.kind === "effect" ? work.effectId : `${work.caseId} ${work.stepNo} ${work.dueAt}`;
  if (!happened.has(key)) happened.set(key, work);
  if (work.kind === "effect") tries.set(work.effectId, (tries.get(work.effectId) ?? 0) + 1);
};
