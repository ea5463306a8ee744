import type { Instant } from "@amends/domain/kernel/time";
import type { KeyAccess, SessionTimesOf } from "@amends/flows/identity/ports";
import type { Principal } from "@amends/flows/scope";

/** A credential that was checked, and what it showed. */
export type Authenticated = {
  readonly principal: Principal;
  readonly access: KeyAccess;
  /** Only of a cookie session. */
  readonly session?: SessionTimesOf & { readonly tokenHash: string; readonly csrf: string };
  /** Only of a host's token: after this it is no longer believed, whatever the cache says. */
  readonly endsAt?: Instant;
};

type Entry = { readonly authenticated: Authenticated; readonly until: number };

const ENTRIES_MAX = 20_000;

export type KnownCredentials = {
  get(hash: string, now: Instant): Authenticated | undefined;
  put(hash: string, authenticated: Authenticated, now: Instant): void;
  forget(hash: string): void;
  forgetWhere(isGone: (authenticated: Authenticated) => boolean): void;
};

/** What was checked within `lifeMs`, by the hash of the credential. Revoking on this server forgets at once; other servers follow within `lifeMs`. */
export const createKnownCredentials = (lifeMs: number): KnownCredentials => {
  const entries = new Map<string, Entry>();
  return {
    get: (hash, now) => {
      const entry = entries.get(hash);
      if (entry === undefined) return undefined;
      const { endsAt } = entry.authenticated;
      if (entry.until > now && (endsAt === undefined || endsAt > now)) return entry.authenticated;
      entries.delete(hash);
      return undefined;
    },
    put: (hash, authenticated, now) => {
      if (entries.size >= ENTRIES_MAX) entries.clear();
      entries.set(hash, { authenticated, until: now + lifeMs });
    },
    forget: hash => {
      entries.delete(hash);
    },
    forgetWhere: isGone => {
      for (const [hash, { authenticated }] of entries) if (isGone(authenticated)) entries.delete(hash);
    },
  };
};
