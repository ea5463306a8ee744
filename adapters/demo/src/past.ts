import type { Instant } from "@amends/domain/kernel/time";
import type { FilingPorts } from "@amends/flows/file-case";
import { fireDeadlines } from "@amends/flows/fire-deadlines";
import { leaseEffects, type RunEffectsPorts, runEffect } from "@amends/flows/run-effects";

/** A time that is played: flows read its clock, and what falls due on the way happens when it is due. */
export type Past = {
  readonly now: () => Instant;
  readonly filing: FilingPorts;
  /** Lives on to this moment; never back. */
  readonly passTo: (at: Instant) => Promise<void>;
  /** Lets the partners answer what has been asked of them by now. */
  readonly settle: () => Promise<void>;
};

const AT_ONCE = 20;
/** A partner that answers "later" each time must not keep the past from passing. */
const ROUNDS_MAX = 10;

export const createPast = (filing: FilingPorts, work: RunEffectsPorts, from: Instant): Past => {
  let now = from;
  const played = { clock: { now: () => now }, committed: () => undefined };
  const working: RunEffectsPorts = { ...work, ...played };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const leased = await leaseEffects(working, AT_ONCE);
      if (leased.length === 0) return;
      for (const effect of leased) await runEffect(working, effect);
    }
  };
  const fire = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS_MAX; round += 1) if ((await fireDeadlines(working, AT_ONCE)).length === 0) return;
  };
  return {
    now: () => now,
    filing: { ...filing, ...played },
    settle,
    passTo: async at => {
      for (let next = await work.queue.nextDeadlineAt(now); next !== null && next <= at; next = await work.queue.nextDeadlineAt(now)) {
        if (next <= now) break;
        now = next;
        await fire();
        await settle();
      }
      if (at > now) now = at;
      await settle();
    },
  };
};
