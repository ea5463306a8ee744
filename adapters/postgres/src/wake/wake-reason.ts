/** `work`: something was committed. `feed`: committed events were numbered. */
export const WAKE_REASONS = ["work", "feed"] as const;
export type WakeReason = (typeof WAKE_REASONS)[number];

export const WAKE_CHANNEL = "amends_wake";
