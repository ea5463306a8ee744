import { setTimeout as sleep } from "node:timers/promises";

/** Waits for something that other work brings about; what never comes true fails the test with its own name. */
export const eventually = async (what: string, holds: () => Promise<boolean>, msMax = 50_000): Promise<void> => {
  const until = Date.now() + msMax;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never came true: ${what}`);
    await sleep(10);
  }
};
