import type { FindOrderBuyer, IdentityPorts, ResolveCustomer, SendCode } from "@amends/flows/identity/ports";
import { createIdentityStores } from "@amends/postgres/identity/identity-stores";
import { createHostTokens } from "@amends/vault/host-token";
import { createPasswords } from "@amends/vault/password";
import { createSecrets } from "@amends/vault/secrets";

type Given = {
  /** Runs as the writer. */
  readonly db: Parameters<typeof createIdentityStores>[0];
  /** At least 32 bytes, the same on every server of an installation. */
  readonly masterSecret: Uint8Array;
  readonly findOrderBuyer: FindOrderBuyer;
  readonly resolveCustomer: ResolveCustomer;
  readonly sendCode: SendCode;
};

/** Everything about who may enter, from a database and one secret. */
export const createIdentity = ({ db, masterSecret, ...ports }: Given): IdentityPorts => {
  const secrets = createSecrets(masterSecret);
  const stores = createIdentityStores(db);
  return { ...stores, ...ports, secrets, passwords: createPasswords(), hostTokens: createHostTokens(stores.hostKeys, secrets) };
};
