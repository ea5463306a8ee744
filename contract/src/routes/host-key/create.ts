import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { externalId, id } from "../../wire.ts";

/** A shop that has its own login signs its buyers' tokens with this key; the token's header names it as `kid`. */
export const createHostKey = defineRoute({
  method: "POST",
  path: "/v1/host-keys",
  summary: bilingual("登记宿主系统的签名密钥", "Register a host's signing key"),
  access: { roles: ["admin"] },
  body: z.strictObject({
    algorithm: z.enum(["HS256", "ES256", "EdDSA"]),
    audience: externalId,
    /** HS256: the shared secret as base64url. ES256 and EdDSA: the public key, SPKI PEM. */
    key: z.string().min(1).max(4096),
  }),
  answers: { 201: z.strictObject({ keyId: id("key") }) },
  refusals: ["unusable_key"],
});
