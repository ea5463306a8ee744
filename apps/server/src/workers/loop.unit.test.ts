import { setImmediate as nextTick, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startLoop } from "./loop.ts";

const NEVER_MS = 1_000_000_000;
const quiet = { name: "test", pollMs: NEVER_MS, gapMs: 0, onFault: () => undefined };

/** A turn that ends when told. */
const gated = () => {
  const ends: (() => void)[] = [];
  return { turn: () => new Promise<null>(resolve => ends.push(() => resolve(null))), ends };
};
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await nextTick();
};

test("a loop looks once by itself, and again when it is woken", async () => {
  let looks = 0;
  const loop = startLoop({ ...quiet, turn: async () => (++looks > 9 ? 0 : null) });
  await until(() => looks === 1);
  loop.wake();
  await until(() => looks === 2);
  await loop.stop();
});

test("however often it is woken during a look, it looks once more and never twice at a time", async () => {
  const { turn, ends } = gated();
  const loop = startLoop({ ...quiet, turn });
  await until(() => ends.length === 1);
  for (let word = 0; word < 5; word += 1) loop.wake();
  await sleep(5);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await until(() => ends.length === 2);
  ends[1]?.();
  await sleep(5);
  expect(ends).toHaveLength(2);
  await loop.stop();
});

test("a look that asks for another gets it without being woken", async () => {
  let looks = 0;
  const loop = startLoop({ ...quiet, turn: async () => (++looks < 3 ? 0 : null) });
  await until(() => looks === 3);
  await loop.stop();
});

test("a fault is told, and while it lasts wake-ups do not hammer what is broken", async () => {
  const faults: unknown[] = [];
  const loop = startLoop({
    ...quiet,
    onFault: (_name, fault) => faults.push(fault),
    turn: async () => {
      throw new Error("the database is away");
    },
  });
  await until(() => faults.length === 1);
  for (let word = 0; word < 5; word += 1) loop.wake();
  await sleep(5);
  expect(faults).toHaveLength(1);
  await loop.stop();
});

test("after a fault it comes back by itself", async () => {
  let looks = 0;
  const loop = startLoop({
    ...quiet,
    pollMs: 1,
    turn: async () => {
      looks += 1;
      if (looks === 1) throw new Error("the database is away");
      return null;
    },
  });
  await until(() => looks > 2);
  await loop.stop();
});

test("a stopped loop lets the look under way end and begins no other", async () => {
  const { turn, ends } = gated();
  const loop = startLoop({ ...quiet, turn });
  await until(() => ends.length === 1);
  let isStopped = false;
  const stopped = loop.stop().then(() => {
    isStopped = true;
  });
  loop.wake();
  await sleep(5);
  expect(isStopped).toBe(false);
  ends[0]?.();
  await stopped;
  await sleep(5);
  expect(ends).toHaveLength(1);
});

test("a loop says when a look last ended well: a fault is none", async () => {
  const faults: unknown[] = [];
  let isBroken = true;
  const turn = async (): Promise<null> => {
    if (isBroken) throw new Error("gone");
    return null;
  };
  const loop = startLoop({ ...quiet, turn, pollMs: 1, onFault: (_name, fault) => faults.push(fault) });
  const started = loop.standing().turnedAt;
  await until(() => faults.length > 1);
  expect(loop.standing().turnedAt).toBe(started);
  isBroken = false;
  await until(() => loop.standing().turnedAt > started);
  await loop.stop();
});
