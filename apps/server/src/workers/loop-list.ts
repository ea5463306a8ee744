import type { HealthCheck } from "../health.ts";
import type { Metrics } from "../metrics.ts";
import { type Loop, type LoopOptions, startLoop } from "./loop.ts";

/** Every loop of a server, by name: what is not in this list is not stopped, not watched and not counted. */
export type LoopList = {
  readonly start: (options: Omit<LoopOptions, "onFault">) => Loop;
  /** One for each loop started so far: it fails where the loop hangs, or has failed for longer than that. */
  readonly checks: (msMax: number) => readonly HealthCheck[];
  readonly stop: () => Promise<void>;
};

export const createLoopList = (onFault: LoopOptions["onFault"], metrics?: Metrics): LoopList => {
  const loops: Loop[] = [];
  const byName = (figure: (loop: Loop) => number) => () => loops.map(loop => ({ labels: { loop: loop.name }, value: figure(loop) }));
  metrics?.registerGauge(
    "amends_loop_age_seconds",
    "How long ago each loop of this server last turned well.",
    byName(loop => (performance.now() - loop.standing().turnedAt) / 1000),
  );
  metrics?.registerGauge(
    "amends_loop_faults",
    "Turns of each loop that failed since the last good one.",
    byName(loop => loop.standing().faults),
  );
  return {
    start: options => {
      if (loops.some(({ name }) => name === options.name)) throw new Error(`broken invariant: one loop is called ${options.name}`);
      const loop = startLoop({ ...options, onFault });
      loops.push(loop);
      return loop;
    },
    checks: msMax =>
      loops.map(loop => ({ name: loop.name, isAdvisory: !NEEDED.has(loop.name), check: async () => turnsWithin(loop, msMax) })),
    stop: async () => {
      await Promise.all(loops.map(loop => loop.stop()));
    },
  };
};

/** Without these no request should come here: cases would go nowhere, money and promised times with them. Where any other stands, people wait for news. */
const NEEDED: ReadonlySet<string> = new Set(["effects", "deadlines", "feed", "feed relay"]);

/** One that looks rarely is late only when it has missed a look. */
const turnsWithin = ({ name, standing }: Loop, msMax: number): void => {
  const { turnedAt, pollMs, faults } = standing();
  const ageMs = performance.now() - turnedAt;
  if (ageMs > msMax + pollMs) throw new Error(`${name} has not turned for ${Math.round(ageMs / 1000)} s (${faults} faults)`);
};
