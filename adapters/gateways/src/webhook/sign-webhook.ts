import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** As Standard Webhooks writes a symmetric secret: 24 to 64 bytes in base64 behind `whsec_`. */
export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

/** Standard Webhooks §signature scheme: HMAC-SHA-256 over `id.timestamp.payload`, one `v1,…` for each secret that is valid, with a blank between. */
export const signWebhook = (
  secrets: readonly string[],
  { id, atSeconds, body }: { readonly id: string; readonly atSeconds: number; readonly body: string },
): string =>
  secrets.map(secret => `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${atSeconds}.${body}`).digest("base64")}`).join(" ");

const keyOf = (secret: string): Buffer => Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
