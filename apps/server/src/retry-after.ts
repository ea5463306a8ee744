import { type Instant, SECOND_MS } from "@amends/domain/kernel/time";

/** Whole seconds, at least one: `Retry-After: 0` invites a loop. */
export const retryAfter = (until: Instant, now: Instant): { readonly retryAfterSeconds: number } => ({
  retryAfterSeconds: Math.max(1, Math.ceil((until - now) / SECOND_MS)),
});
