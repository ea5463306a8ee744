import type { Instant } from "@amends/domain/kernel/time";

/** How far a partner's clock may be ahead of ours. */
const AHEAD_MS_MAX = 300_000;

export const isFresh = (sentAt: Instant, now: Instant, ageMsMax: number): boolean =>
  now - sentAt <= ageMsMax && sentAt - now <= AHEAD_MS_MAX;
