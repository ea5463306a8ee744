import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SLOW_MS, sayIfSlow } from "./say-if-slow.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const said = (comesAfterMs: number): number => {
  let times = 0;
  const come = sayIfSlow(() => {
    times += 1;
  });
  vi.advanceTimersByTime(comesAfterMs);
  come();
  vi.advanceTimersByTime(10 * SLOW_MS);
  return times;
};

test("a start that takes longer than a second says once that it goes on", () => expect(said(5 * SLOW_MS)).toBe(1));

test("a quick start says nothing, and one that has failed nothing afterwards", () => expect(said(SLOW_MS - 1)).toBe(0));
