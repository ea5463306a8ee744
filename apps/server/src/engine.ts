import { setFlagsFromString } from "node:v8";

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

const AS_IT_IS = 1;
const ENGINES_OWN = 2;
