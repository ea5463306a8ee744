import { type ExtendTimesPorts, extendTimesOfCases } from "@amends/flows/extend-times";
import { type Loop, startLoop } from "./loop.ts";

/** An announcement concerns days: another server that hears of it only by looking is soon enough. */
const POLL_MS = 5000;
const GAP_MS = 5;

export const startExtensionLoop = (ports: ExtendTimesPorts, onFault: (name: string, fault: unknown) => void): Loop =>
  startLoop({
    name: "time extensions",
    turn: async () => ((await extendTimesOfCases(ports)) ? 0 : null),
    pollMs: POLL_MS,
    gapMs: GAP_MS,
    onFault,
  });
