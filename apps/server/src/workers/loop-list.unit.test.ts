import { setImmediate as nextTick } from "node:timers/promises";
import { expect, test } from "vitest";
import { createMetrics } from "../metrics.ts";
import { createLoopList } from "./loop-list.ts";

const NEVER_MS = 1_000_000_000;
const LATE = -2 * NEVER_MS;
const resting = { turn: async () => null, pollMs: NEVER_MS, gapMs: 0 };
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await nextTick();
};
const failing = async (list: ReturnType<typeof createLoopList>, msMax: number): Promise<readonly string[]> => {
  const looked = await Promise.allSettled(list.checks(msMax).map(async ({ name, check }) => check().then(() => name)));
  return looked.flatMap(one => (one.status === "rejected" ? [String(one.reason.message)] : []));
};

test("two loops of one name are our mistake: one of them would be neither watched nor counted", async () => {
  const list = createLoopList(() => undefined);
  list.start({ ...resting, name: "effects" });
  expect(() => list.start({ ...resting, name: "effects" })).toThrow("one loop is called effects");
  await list.stop();
});

test("a loop that has not turned for too long is named with its faults; one that turns is not", async () => {
  const list = createLoopList(() => undefined);
  list.start({ ...resting, name: "notices" });
  expect(await failing(list, NEVER_MS)).toEqual([]);
  expect(await failing(list, LATE)).toEqual([expect.stringMatching(/^notices has not turned for \d+ s \(0 faults\)$/)]);
  await list.stop();
});

test("no request should come where effects, deadlines or the feed stand still; where news stand still it may", async () => {
  const list = createLoopList(() => undefined);
  for (const name of ["effects", "deadlines", "feed", "feed relay", "notices", "feed reader"]) list.start({ ...resting, name });
  const needed = list.checks(0).flatMap(({ name, isAdvisory }) => (isAdvisory === true ? [] : [name]));
  expect(needed).toEqual(["effects", "deadlines", "feed", "feed relay"]);
  await list.stop();
});

test("the figures name every loop, and a fault is told with the loop's name and counted", async () => {
  const metrics = createMetrics();
  const told: string[] = [];
  const list = createLoopList((name, fault) => told.push(`${name}: ${String(fault)}`), metrics);
  list.start({ ...resting, name: "messages", turn: () => Promise.reject(new Error("no way out")) });
  list.start({ ...resting, name: "effects" });
  await until(() => told.length === 1);
  const text = await metrics.render();
  expect(told).toEqual(["messages: Error: no way out"]);
  expect(text).toContain('amends_loop_faults{loop="messages"} 1');
  expect(text).toContain('amends_loop_faults{loop="effects"} 0');
  await list.stop();
});

test("stopping waits for every look under way, and none begins after it", async () => {
  const list = createLoopList(() => undefined);
  const ends: (() => void)[] = [];
  let looks = 0;
  const turn = (): Promise<null> => {
    looks += 1;
    return new Promise(resolve => ends.push(() => resolve(null)));
  };
  const loops = ["a", "b"].map(name => list.start({ ...resting, name, turn }));
  await until(() => looks === 2);
  let hasStopped = false;
  const stopping = list.stop().then(() => {
    hasStopped = true;
  });
  for (const loop of loops) loop.wake();
  ends[0]?.();
  await nextTick();
  expect(hasStopped).toBe(false);
  ends[1]?.();
  await stopping;
  expect(looks).toBe(2);
});
