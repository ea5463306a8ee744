/**
 * `work`: more effects wait than the server that committed them has hands for. `events`: something was committed whose events have no number yet. `feed`:
 * committed events were numbered. `clock`: a sandbox's clock was moved.
 */
export const WAKE_REASONS = ["work", "events", "feed", "clock"] as const;
export type WakeReason = (typeof WAKE_REASONS)[number];

export const WAKE_CHANNEL = "amends_wake";
