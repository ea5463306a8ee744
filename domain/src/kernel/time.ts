/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. The domain never asks what time it is; it is told. */
export type Instant = number & { readonly brand: "Instant" };

export const instant = (epochMs: number): Instant => {
  if (!Number.isSafeInteger(epochMs)) throw new Error(`instant: ${epochMs} is not a whole number of milliseconds`);
  return epochMs as Instant;
};

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const addMs = (at: Instant, ms: number): Instant => instant(at + ms);
export const earliest = (left: Instant, right: Instant): Instant => (left < right ? left : right);
export const latest = (left: Instant, right: Instant): Instant => (left > right ? left : right);
