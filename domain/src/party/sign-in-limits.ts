import { addMs, DAY_MS, earliest, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../kernel/time.ts";

/**
 * How long proofs of identity live and how often they may be tried. Every number here is `chosen`, after NIST SP 800-63B §5.2.2 (throttling) and
 * OWASP ASVS V7 (sessions): growing delays instead of a lasting lock, because a lasting lock lets a stranger shut an account for good.
 */

/** Entry n is the lock after the (n+1)th failure in a row; beyond the end the last one holds. */
export const ACCOUNT_LOCKS_MS: readonly number[] = [
  0,
  0,
  0,
  0,
  30 * SECOND_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  4 * MINUTE_MS,
  8 * MINUTE_MS,
  15 * MINUTE_MS,
];

/** An address may be a whole office behind one router: it gets four times the tries before the first delay. */
export const ADDRESS_LOCKS_MS: readonly number[] = [...Array.from({ length: 19 }, () => 0), ...ACCOUNT_LOCKS_MS.slice(4)];

/** After this long without a failure the count starts again. */
export const ATTEMPTS_FORGOTTEN_MS = DAY_MS;

export const CODE_LIFE_MS = 10 * MINUTE_MS;
export const CODE_TRIES_MAX = 5;
/** Codes a link may ask for within `CODE_WINDOW_MS`: 25 guesses an hour against a million codes. */
export const CODES_PER_WINDOW_MAX = 5;
export const CODE_WINDOW_MS = HOUR_MS;

/** A case may be opened until the last long window of an order has passed; a lost phone must not open it for ever. */
export const BUYER_LINK_LIFE_MS = 30 * DAY_MS;

/** From one working day to the next, so that an administrator can hand it over in person. */
export const PASSWORD_RESET_LIFE_MS = DAY_MS;

export type SessionLife = { readonly idleMs: number; readonly absoluteMs: number };
/** A shift at the desk; a buyer follows a return from a phone for a week. */
export const ACCOUNT_SESSION_LIFE: SessionLife = { idleMs: HOUR_MS, absoluteMs: 12 * HOUR_MS };
export const BUYER_SESSION_LIFE: SessionLife = { idleMs: DAY_MS, absoluteMs: 7 * DAY_MS };

export type SessionTimes = { readonly lastSeenAt: Instant; readonly expiresAt: Instant; readonly idleMs: number };

export const isSessionAlive = (times: SessionTimes, now: Instant): boolean =>
  now < earliest(addMs(times.lastSeenAt, times.idleMs), times.expiresAt);

const PASSWORD_LENGTH_MIN = 12;
const DISTINCT_MIN = 5;

export type PasswordWeakness = "too_short" | "too_uniform" | "holds_email_name";

/** NIST SP 800-63B §5.1.1: length counts, composition rules do not; what is in the e-mail address is guessed first. */
export const weaknessOf = (password: string, email: string): PasswordWeakness | undefined => {
  if ([...password].length < PASSWORD_LENGTH_MIN) return "too_short";
  if (new Set(password).size < DISTINCT_MIN) return "too_uniform";
  const name = email.slice(0, email.indexOf("@")).toLowerCase();
  return name.length >= 4 && password.toLowerCase().includes(name) ? "holds_email_name" : undefined;
};
