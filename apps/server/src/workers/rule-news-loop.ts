import { type TellRulesPorts, tellSellersOfRules } from "@amends/flows/notices/tell-rules";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** Rules are announced when a server starts, and the first turn tells of them; a later turn is for what failed. */
const POLL_MS = 60_000;
const GAP_MS = 100;

export const startRuleNewsLoop = (ports: TellRulesPorts, loops: Pick<LoopList, "start">): Loop =>
  loops.start({
    name: "news of rules",
    turn: async () => {
      await tellSellersOfRules(ports);
      return null;
    },
    pollMs: POLL_MS,
    gapMs: GAP_MS,
  });
