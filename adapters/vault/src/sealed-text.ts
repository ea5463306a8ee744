import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = "v1";

/** AES-256-GCM under a 32 byte key: `v1.<nonce>.<ciphertext and tag>`, base64url. Opening a changed text throws. */
export const sealText = (key: Buffer, text: string): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${FORM}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
};

export const openText = (key: Buffer, sealed: string): string => {
  const [form, nonce = "", rest = ""] = sealed.split(".");
  const bytes = Buffer.from(rest, "base64url");
  if (form !== FORM || bytes.length < TAG_BYTES) throw new Error("broken invariant: a sealed text is not in the form v1");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]).toString("utf8");
};
