import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { IdentityPorts, KeyAccess, KeyId } from "./ports.ts";

const HINT_LENGTH = 8;

/** The secret leaves here once and is not kept. A key carries 256 bits, so its plain SHA-256 cannot be searched for. */
export const createApiKey =
  ({ apiKeys, secrets }: Pick<IdentityPorts, "apiKeys" | "secrets">) =>
  async (
    operationId: OperationId,
    { name, access }: { readonly name: string; readonly access: KeyAccess },
    now: Instant,
  ): Promise<{ readonly keyId: KeyId; readonly secret: string }> => {
    const keyId = secrets.newId("key", now);
    const secret = secrets.newToken("ak_");
    await apiKeys.insert({
      keyId,
      operationId,
      name,
      access,
      hint: secret.slice(0, HINT_LENGTH),
      createdAt: now,
      tokenHash: secrets.hashToken(secret),
    });
    return { keyId, secret };
  };
