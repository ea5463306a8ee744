import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@amends/domain/kernel/time";
import { type Advanced, advanceClock, type DueBook } from "@amends/flows/advance-clock";
import { fireDeadlines } from "@amends/flows/fire-deadlines";
import type { MovableClock } from "@amends/flows/movable-clock";
import { leaseEffects, type RunEffectsPorts, runEffect } from "@amends/flows/run-effects";
import type { Worker } from "./workers/worker.ts";

export type SandboxClock = {
  /** Two who move it at the same time move it one after the other. */
  readonly advance: (to: Instant) => Promise<Advanced | { readonly kind: "backwards" }>;
};

type Parts = {
  readonly clock: MovableClock;
  readonly due: DueBook;
  readonly worker: Pick<Worker, "whileHeld" | "clockMoved">;
  readonly onFault: (name: string, fault: unknown) => void;
};

const AT_ONCE = 50;

export const createSandboxClock = ({ clock, due, worker, onFault }: Parts): SandboxClock => {
  let before: Promise<unknown> = Promise.resolve();
  const doDue = async (ports: RunEffectsPorts): Promise<number> => {
    const runs = await fireDeadlines(ports, AT_ONCE);
    for (const run of runs) if (run.how === "failed") onFault("deadlines", run.fault);
    const leased = await leaseEffects(ports, AT_ONCE);
    for (const effect of leased) await runEffect(ports, effect);
    return runs.length + leased.length;
  };
  return {
    advance: to => {
      const turn = before.then(() =>
        worker.whileHeld(ports =>
          advanceClock({ clock, due, work: () => doDue(ports), moved: worker.clockMoved, pause: async ms => void (await sleep(ms)) }, to),
        ),
      );
      before = turn.catch(() => undefined);
      return turn;
    },
  };
};
