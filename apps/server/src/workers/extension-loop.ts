import { type ExtendTimesPorts, extendTimesOfCases } from "@amends/flows/extend-times";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** An announcement concerns days: another server that hears of it only by looking is soon enough. */
const POLL_MS = 5000;
const GAP_MS = 5;

export const startExtensionLoop = (ports: ExtendTimesPorts, loops: Pick<LoopList, "start">): Loop =>
  loops.start({
    name: "time extensions",
    turn: async () => ((await extendTimesOfCases(ports)) ? 0 : null),
    pollMs: POLL_MS,
    gapMs: GAP_MS,
  });
