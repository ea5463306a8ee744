import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, openConnection } from "./connection.ts";

export type LoadResult = {
  readonly done: number;
  /** Everything that did not end as it should, with the first of its reasons. */
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
};

/** One thing done on one connection; it throws where the answer is not the one wanted. */
export type Act = (connection: Connection) => Promise<void>;

export type Callers = { readonly base: string; readonly bearer: string; readonly count: number };

/** Each caller sends its next request when it has the answer to the last one. */
export const closedLoop = async (callers: Callers, act: Act, forMs: number, most = Number.POSITIVE_INFINITY): Promise<LoadResult> => {
  const connections = await openAll(callers);
  const tally = createTally();
  const startedAt = performance.now();
  let taken = 0;
  const loop = async (connection: Connection): Promise<void> => {
    while (performance.now() - startedAt < forMs && taken++ < most) await tally.count(act(connection), performance.now());
  };
  await Promise.all(connections.map(loop));
  return end(tally, connections, startedAt);
};

/**
 * Requests leave when a Poisson process says so, whether or not earlier ones were answered. A latency counts from the moment the request should have
 * left: one that waited for a connection has waited all the same.
 */
export const openLoop = async (callers: Callers, act: Act, perSecond: number, forMs: number): Promise<LoadResult> => {
  const connections = await openAll(callers);
  const free = [...connections];
  const due: number[] = [];
  const tally = createTally();
  const running = new Set<Promise<void>>();
  const startedAt = performance.now();

  const send = (): void => {
    while (due.length > 0 && free.length > 0) {
      const dueAt = due.shift() ?? 0;
      const connection = free.pop();
      if (connection === undefined) return;
      const run = tally.count(act(connection), dueAt).finally(() => {
        running.delete(run);
        free.push(connection);
        send();
      });
      running.add(run);
    }
  };
  let nextAt = startedAt;
  while (nextAt - startedAt < forMs) {
    const now = performance.now();
    for (; nextAt <= now; nextAt += exponential(1000 / perSecond)) due.push(nextAt);
    send();
    await sleep(Math.max(0, Math.min(nextAt - performance.now(), 1)));
  }
  while (running.size > 0 || due.length > 0) await Promise.race(running);
  return end(tally, connections, startedAt);
};

const exponential = (meanMs: number): number => -Math.log(1 - Math.random()) * meanMs;

const openAll = ({ base, bearer, count }: Callers): Promise<readonly Connection[]> =>
  Promise.all(Array.from({ length: count }, () => openConnection(base, bearer)));

type Tally = {
  readonly latenciesMs: number[];
  readonly failures: string[];
  readonly count: (act: Promise<void>, since: number) => Promise<void>;
};

const createTally = (): Tally => {
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  return {
    latenciesMs,
    failures,
    count: async (act, since) => {
      try {
        await act;
        latenciesMs.push(performance.now() - since);
      } catch (fault) {
        failures.push(fault instanceof Error ? fault.message : String(fault));
      }
    },
  };
};

const end = ({ latenciesMs, failures }: Tally, connections: readonly Connection[], startedAt: number): LoadResult => {
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return { done: latenciesMs.length, failed: failures.length, firstFailure: failures[0] ?? null, seconds, latenciesMs };
};
