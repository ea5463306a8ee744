import { createClient } from "@amends/sdk/client";
import type { ClientOptions } from "@amends/sdk/client-for";
import { currentLanguage } from "@amends/ui/words/language";

const CSRF = "amends.console.csrf";

/** The session is a cookie no script can read; this value proves that a change came from one of our own pages. */
export const keepCsrf = (csrf: string): void => sessionStorage.setItem(CSRF, csrf);

export const CLIENT_OPTIONS = {
  baseUrl: "",
  credentials: { kind: "cookie", csrf: () => sessionStorage.getItem(CSRF) ?? undefined },
  language: currentLanguage,
} as const satisfies ClientOptions;

/** Named, because all endpoints written out are more than a compiler puts down. */
export const client: ReturnType<typeof createClient> = createClient(CLIENT_OPTIONS);
