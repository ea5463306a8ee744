import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * For the process of a server that shares few cores with its database. Young objects are gathered by the thread that made them: waking others for a
 * millisecond's work takes the database's time, and more processor time in all.
 */
export const tuneEngine = (): void => setFlagsFromString("--no-parallel-scavenge");

/**
 * A start makes much that is gone a moment later. The engine widens the room for young objects to three times 16 MB for that, and a server that then waits
 * for requests would hold it for hours. While it starts, the room stays as it begins; what this answers with lets it grow again with the load.
 */
export const startNarrow = (): (() => void) => {
  setFlagsFromString(`--semi-space-growth-factor=${AS_IT_IS}`);
  return () => setFlagsFromString(`--semi-space-growth-factor=${ENGINES_OWN}`);
};

/**
 * What a start leaves lies between what stays, and a server that waits for requests makes too little for the engine ever to draw it together: some twenty
 * megabytes held for nothing. It is done once, in a moment when nobody asks for anything, since all stands still for some tenths of a second; a server that has
 * no such moment gathers for itself.
 */
export const compactOnceQuiet = (): void => {
  let before = performance.eventLoopUtilization();
  let looks = 0;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const isQuiet = performance.eventLoopUtilization(now, before).utilization < QUIET;
    before = now;
    looks += 1;
    if (isQuiet) compact();
    if (isQuiet || looks === LOOKS_MOST) clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
};

const LOOK_MS = 1500;
const QUIET = 0.1;
const LOOKS_MOST = 40;

/** All that can go goes, and what stays moves together. */
export const compact = (): void => {
  setFlagsFromString("--expose-gc");
  const gather: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof gather === "function") gather({ type: "major", execution: "sync", flavor: "last-resort" });
};

const AS_IT_IS = 1;
const ENGINES_OWN = 2;
