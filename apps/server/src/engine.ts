import { setFlagsFromString } from "node:v8";

/**
 * For the process of a server that shares few cores with its database. Young objects are gathered by the thread that made them: waking others for a
 * millisecond's work takes the database's time, and more processor time in all.
 */
export const tuneEngine = (): void => setFlagsFromString("--no-parallel-scavenge");
