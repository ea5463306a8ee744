import type { Instant } from "@amends/domain/kernel/time";

/** What time it is. The one place a flow may ask; demo and test mode put a clock here that can be moved. */
export type Clock = { now(): Instant };
