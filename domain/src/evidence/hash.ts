import { assert } from "../kernel/assert.ts";

/** A SHA-256 digest: 32 bytes. */
export type Hash = Uint8Array & { readonly brand: "Hash" };

/** The machine's SHA-256. It is passed in, because the domain has no library of its own to compute it. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const HASH_LENGTH = 32;

export const isHash = (bytes: Uint8Array): bytes is Hash => bytes.length === HASH_LENGTH;

/** Takes bytes that must be a digest, as they come from a hash function or from our own store. */
export const asHash = (bytes: Uint8Array): Hash => {
  assert(isHash(bytes), `a hash is ${HASH_LENGTH} bytes long, not ${bytes.length}`);
  return bytes;
};

export const isSameHash = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
};
