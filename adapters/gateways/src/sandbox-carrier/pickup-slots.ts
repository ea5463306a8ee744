import { DAY_MS, HOUR_MS, type Instant, instant } from "@amends/domain/kernel/time";

/** Couriers come in two-hour slots from 8 to 20 o'clock, UTC+8 (China has no daylight saving). A full week is as good as no service. */
const SLOT_MS = 2 * HOUR_MS;
const OPENS_AT_MS = 8 * HOUR_MS;
const LAST_SLOT_AT_MS = 18 * HOUR_MS;
const OFFSET_MS = 8 * HOUR_MS;
const SEARCH_MS = 7 * DAY_MS;

/** The earliest slot that starts at or after `from` and is free; `null` when there is none within a week. */
export const firstFreeSlot = (from: Instant, isFree: (slotAt: Instant) => boolean): Instant | null => {
  for (let at = nextSlotStart(from); at <= from + SEARCH_MS; at = nextSlotStart(instant(at + 1))) if (isFree(at)) return at;
  return null;
};

const nextSlotStart = (from: Instant): Instant => {
  const local = from + OFFSET_MS;
  const midnight = local - (local % DAY_MS);
  const rounded = Math.ceil((local - midnight) / SLOT_MS) * SLOT_MS;
  const inDay = Math.max(rounded, OPENS_AT_MS);
  return instant((inDay > LAST_SLOT_AT_MS ? midnight + DAY_MS + OPENS_AT_MS : midnight + inDay) - OFFSET_MS);
};
