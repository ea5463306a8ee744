import { type AddressNewsPorts, tellAddressNews } from "@amends/flows/tell-address-news";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** Buyers who wait for an address wait for hours: a look every second is soon enough. */
const POLL_MS = 1000;
const GAP_MS = 5;

export const startAddressNewsLoop = (ports: AddressNewsPorts, loops: Pick<LoopList, "start">): Loop =>
  loops.start({
    name: "address news",
    turn: async () => ((await tellAddressNews(ports)) ? 0 : null),
    pollMs: POLL_MS,
    gapMs: GAP_MS,
  });
