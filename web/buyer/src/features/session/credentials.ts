import type { Credentials } from "@amends/sdk/client-for";

/**
 * How this page proves whose it is. A shop that has its own login hands its buyer over with a signed token; everybody else has a session cookie, which no
 * script can read, and its csrf value. The token lives as long as the tab: it is never written where it outlasts it.
 */
const KEYS = { token: "amends.host-token", csrf: "amends.csrf" } as const;

export const credentials = (): Credentials => {
  const token = sessionStorage.getItem(KEYS.token);
  return token === null
    ? { kind: "cookie", csrf: () => sessionStorage.getItem(KEYS.csrf) ?? undefined }
    : { kind: "bearer", token: () => token };
};

/** Whoever was known in this tab before is told that it has ended, and not how to begin. */
export const wasSignedIn = (): boolean => Object.values(KEYS).some(key => sessionStorage.getItem(key) !== null);

export const keepHostToken = (token: string): void => {
  sessionStorage.setItem(KEYS.token, token);
};

export const keepCsrf = (csrf: string): void => {
  sessionStorage.removeItem(KEYS.token);
  sessionStorage.setItem(KEYS.csrf, csrf);
};
