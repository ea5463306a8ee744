import { memoryUsage } from "node:process";
import { expect, test } from "vitest";
import { compact } from "./engine.ts";

const MANY = 200_000;
const ONE_IN = 100;

test("what a start left lying between what stays is given back", () => {
  let made: readonly object[] = Array.from({ length: MANY }, (_, index) => ({ index, words: [`${index}`, `no ${index}`] }));
  const held = memoryUsage().heapTotal;
  made = made.filter((_, index) => index % ONE_IN === 0);
  compact();
  expect(memoryUsage().heapTotal).toBeLessThan(held);
  expect(made).toHaveLength(MANY / ONE_IN);
});
