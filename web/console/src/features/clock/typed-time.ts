import { type Instant, instant } from "@amends/domain/kernel/time";
import { shopZone } from "@amends/ui/format/shop-clock";

/** What stands in a field for date and time (`2026-11-20T17:50`), in the zone of the operation; null while it is not complete. */
export const typedTime = (text: string): Instant | null => {
  const asUtc = Date.parse(`${text}Z`);
  return Number.isNaN(asUtc) ? null : instant(asUtc - shopZone().offsetMinutes * 60_000);
};

/** The same the other way, to the minute. */
export const timeTyped = (at: number): string => new Date(at + shopZone().offsetMinutes * 60_000).toISOString().slice(0, 16);
