import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { SettingsError } from "./settings-error.ts";

/** PEM of any form, or the bare base64 that gateways' consoles hand out. */
export const privateKeyOf = (text: string, place: string): KeyObject => {
  const forms = text.includes("-----BEGIN") ? [text] : [pem("PRIVATE KEY", text), pem("RSA PRIVATE KEY", text)];
  return rsa(firstOf(forms, createPrivateKey), place, "an RSA private key as PEM, or its base64");
};

/** A public key or a certificate that holds one. */
export const publicKeyOf = (text: string, place: string): KeyObject => {
  const forms = text.includes("-----BEGIN") ? [text] : [pem("PUBLIC KEY", text), pem("CERTIFICATE", text)];
  return rsa(firstOf(forms, createPublicKey), place, "an RSA public key or certificate as PEM, or its base64");
};

const pem = (kind: string, base64: string): string => `-----BEGIN ${kind}-----\n${base64.replaceAll(/\s/g, "")}\n-----END ${kind}-----\n`;

const firstOf = (forms: readonly string[], read: (form: string) => KeyObject): KeyObject | null => {
  for (const form of forms) {
    try {
      return read(form);
    } catch {
      // The next form may be the one it is in.
    }
  }
  return null;
};

const rsa = (key: KeyObject | null, place: string, expected: string): KeyObject => {
  if (key?.asymmetricKeyType !== "rsa") throw new SettingsError(place, "is no RSA key", expected);
  return key;
};
