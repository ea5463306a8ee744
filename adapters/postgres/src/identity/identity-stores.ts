import type { IdentityPorts } from "@amends/flows/identity/ports";
import { createAccountStore } from "./account-store.ts";
import { createApiKeyStore } from "./api-key-store.ts";
import { createAttemptStore } from "./attempt-store.ts";
import { createBuyerLinkStore, createOneTimeCodeStore } from "./buyer-link-store.ts";
import { createHostKeyStore } from "./host-key-store.ts";
import { createSessionStore } from "./session-store.ts";
import type { Db } from "./statement.ts";

export type IdentityStores = Pick<
  IdentityPorts,
  "accounts" | "attempts" | "sessions" | "apiKeys" | "hostKeys" | "buyerLinks" | "oneTimeCodes"
>;

export const createIdentityStores = (db: Db): IdentityStores => ({
  accounts: createAccountStore(db),
  attempts: createAttemptStore(db),
  sessions: createSessionStore(db),
  apiKeys: createApiKeyStore(db),
  hostKeys: createHostKeyStore(db),
  buyerLinks: createBuyerLinkStore(db),
  oneTimeCodes: createOneTimeCodeStore(db),
});
