import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from "node:crypto";
import type { CloseSigner, Hashing } from "@amends/flows/reconciliation/reconciliation-ports";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The installation's key for daily closes: Ed25519 (RFC 8032), derived from the master key (HKDF, RFC 5869) and kept nowhere. Its public half goes to
 * whoever wants to check a close without us; another master key signs as another installation.
 */
export const createCloseSigner = (masterKey: Uint8Array): CloseSigner => {
  const seed = Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(0), "amends daily close", 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: bytes => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
  };
};

/** By the public key alone; what is no Ed25519 key verifies nothing. */
export const verifyWithKey = (
  publicKeyPem: string,
  bytes: Uint8Array,
  signature: Uint8Array,
): { readonly isValid: boolean; readonly keyId: string } => {
  const publicKey = createPublicKey(publicKeyPem);
  const isValid = publicKey.asymmetricKeyType === "ed25519" && verify(null, bytes, publicKey, signature);
  return { isValid, keyId: keyIdOf(publicKey) };
};

/** The first 16 digits of SHA-256 over the public key (SPKI, DER): enough to tell keys apart. */
const keyIdOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);

export const sha256Hashing: Hashing = {
  start: () => {
    const hash = createHash("sha256");
    return { update: bytes => void hash.update(bytes), end: () => hash.digest("hex") };
  },
};
