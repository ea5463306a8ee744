/** `work`: something was committed. `feed`: committed events were numbered. `clock`: a sandbox's clock was moved. */
export const WAKE_REASONS = ["work", "feed", "clock"] as const;
export type WakeReason = (typeof WAKE_REASONS)[number];

export const WAKE_CHANNEL = "amends_wake";
