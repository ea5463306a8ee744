import { createHmac } from "node:crypto";
import { HOUR_MS, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import type { DemoShopKey } from "./demo-file.ts";

export const DEMO_AUDIENCE = "amends-demo";

/** What a shop with a login of its own does on every page: it vouches for its buyer for an hour (RFC 7519, HS256). */
export const signHostToken = ({ keyId, secret }: DemoShopKey, customerExternalId: string, now: Instant): string => {
  const iat = Math.floor(now / SECOND_MS);
  const head = encoded({ alg: "HS256", typ: "JWT", kid: keyId });
  const claims = encoded({ sub: customerExternalId, aud: DEMO_AUDIENCE, iat, exp: iat + HOUR_MS / SECOND_MS });
  const signature = createHmac("sha256", Buffer.from(secret, "base64url")).update(`${head}.${claims}`).digest("base64url");
  return `${head}.${claims}.${signature}`;
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
