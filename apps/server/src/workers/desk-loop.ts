import { type TellBuyerPorts, tellBuyers } from "@amends/flows/work/tell-buyer";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** A buyer hears this much later who took their matter over. */
const POLL_MS = 500;
const GAP_MS = 100;

/** Tells buyers who took their matter over. Any number of servers do it side by side. */
export const startDeskLoop = (ports: TellBuyerPorts, loops: Pick<LoopList, "start">): Loop =>
  loops.start({ name: "desk", turn: () => tellBuyers(ports), pollMs: POLL_MS, gapMs: GAP_MS });
