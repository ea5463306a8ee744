import { createPublicKey, type KeyObject } from "node:crypto";
import { isId } from "@amends/domain/kernel/ids";
import { HOUR_MS, type Instant, instant, MINUTE_MS, SECOND_MS } from "@amends/domain/kernel/time";
import type { HostKey, HostKeyAlgorithm, HostKeyStore, HostTokens } from "@amends/flows/identity/ports";
import type { ServerSecrets } from "./secrets.ts";

/** A host's clock may be this far from ours. */
const CLOCK_SKEW_MS = MINUTE_MS;
/** A host signs anew on every page; a token stolen from a log must be worthless soon. */
const LIFE_MS_MAX = HOUR_MS;
const TOKEN_LENGTH_MAX = 4096;
const SECRET_BYTES_MIN = 32;

/**
 * Tokens a host signs for its buyers (RFC 7519). The key is found by `kid`, and the algorithm is the *key's*, never the token's: so a public key cannot be
 * passed off as a shared secret, and `none` has no key (RFC 8725 §3.1).
 */
export const createHostTokens = (hostKeys: Pick<HostKeyStore, "find">, secrets: Pick<ServerSecrets, "open" | "seal">): HostTokens => ({
  verify: async (token, now) => {
    const jose = await loadJose();
    const keyId = token.length <= TOKEN_LENGTH_MAX ? keyIdOf(jose, token) : undefined;
    if (keyId === undefined) return { kind: "invalid", reason: "malformed" };
    const hostKey = isId("key", keyId) ? await hostKeys.find(keyId) : undefined;
    if (hostKey === undefined) return { kind: "invalid", reason: "unknown_key" };
    try {
      const { payload } = await jose.jwtVerify(token, verificationKey(hostKey, secrets.open), optionsOf(hostKey, now));
      return judged(payload, hostKey);
    } catch (error) {
      const reason = reasonOf(jose, error);
      if (reason === undefined) throw error;
      return { kind: "invalid", reason };
    }
  },
  materialOf: (algorithm, key) => (algorithm === "HS256" ? sharedSecret(key, secrets.seal) : publicKey(algorithm, key)),
});

type Jose = typeof import("jose");

/** Some forty files, read with the first token and not at every start. */
const loadJose = (): Promise<Jose> => import("jose");

type Verified = Awaited<ReturnType<HostTokens["verify"]>>;
type Claims = { readonly sub?: string; readonly exp?: number; readonly iat?: number };

/** The header is what the caller wrote: its `kid` is text by the standard only. */
const keyIdOf = ({ decodeProtectedHeader }: Jose, token: string): string | undefined => {
  try {
    const kid: unknown = decodeProtectedHeader(token).kid;
    return typeof kid === "string" ? kid : undefined;
  } catch {
    return undefined;
  }
};

const optionsOf = ({ algorithm, audience }: HostKey, now: Instant) => ({
  algorithms: [algorithm],
  audience,
  currentDate: new Date(now),
  clockTolerance: CLOCK_SKEW_MS / SECOND_MS,
  maxTokenAge: LIFE_MS_MAX / SECOND_MS,
  requiredClaims: ["sub", "aud", "exp", "iat"],
});

const judged = ({ sub, exp = 0, iat = 0 }: Claims, { keyId, operationId }: HostKey): Verified => {
  if (typeof sub !== "string" || sub === "" || sub.length > 128) return { kind: "invalid", reason: "malformed" };
  if ((exp - iat) * SECOND_MS > LIFE_MS_MAX) return { kind: "invalid", reason: "lives_too_long" };
  return { kind: "valid", keyId, operationId, externalCustomerId: sub, expiresAt: instant(Math.floor(exp) * SECOND_MS) };
};

const verificationKey = ({ algorithm, material }: HostKey, open: ServerSecrets["open"]): Uint8Array | KeyObject =>
  algorithm === "HS256" ? Buffer.from(open(material), "base64url") : createPublicKey(material);

/** What the token did wrong; nothing for what is our own fault. */
const reasonOf = ({ errors }: Jose, error: unknown): Extract<Verified, { kind: "invalid" }>["reason"] | undefined => {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JOSEAlgNotAllowed) return "wrong_algorithm";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "bad_signature";
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === "aud" ? "wrong_audience" : "wrong_claims";
  if (error instanceof errors.JOSEError) return "malformed";
  return undefined;
};

type Material = ReturnType<HostTokens["materialOf"]>;

const sharedSecret = (key: string, seal: ServerSecrets["seal"]): Material => {
  const bytes = /^[A-Za-z0-9_-]+$/.test(key) ? Buffer.from(key, "base64url") : Buffer.alloc(0);
  if (bytes.length < SECRET_BYTES_MIN) return { kind: "unusable", reason: "too_short" };
  return { kind: "material", material: seal(bytes.toString("base64url")) };
};

const publicKey = (algorithm: Exclude<HostKeyAlgorithm, "HS256">, pem: string): Material => {
  if (!pem.trimStart().startsWith("-----BEGIN PUBLIC KEY-----")) return { kind: "unusable", reason: "not_a_public_key" };
  try {
    const key = createPublicKey(pem);
    return isOfAlgorithm(algorithm, key)
      ? { kind: "material", material: key.export({ type: "spki", format: "pem" }).toString() }
      : { kind: "unusable", reason: "wrong_key_type" };
  } catch {
    return { kind: "unusable", reason: "not_a_public_key" };
  }
};

const isOfAlgorithm = (algorithm: "ES256" | "EdDSA", key: KeyObject): boolean =>
  algorithm === "EdDSA"
    ? key.asymmetricKeyType === "ed25519"
    : key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
