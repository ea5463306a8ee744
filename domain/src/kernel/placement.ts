import { type OperationId, SHARD_COUNT, type Shard } from "./ids.ts";
import { utf8Bytes } from "./utf8.ts";

/**
 * The shard of everything that belongs to one customer of one operation: the low ten bits of MurmurHash3 (x86, 32 bits, seed 0) over
 * the UTF-8 bytes of `<operation id> NUL <external customer id>`. An operation id holds no NUL, so two pairs never share their bytes.
 * Rows lie where this says and their ids carry it, so it never changes.
 */
export const shardOfKey = (operationId: OperationId, externalCustomerId: string): Shard =>
  (murmurHash3(utf8Bytes(`${operationId}\u0000${externalCustomerId}`)) % SHARD_COUNT) as Shard;

/** MurmurHash3_x86_32 by Austin Appleby (public domain), as an unsigned number. It spreads keys; it hides nothing. */
export const murmurHash3 = (bytes: Uint8Array, seed = 0): number => {
  const wholeLength = bytes.length & ~3;
  let hash = seed;
  for (let index = 0; index < wholeLength; index += 4) {
    hash = rotateLeft(hash ^ scrambled(wordAt(bytes, index, 4)), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= scrambled(wordAt(bytes, wholeLength, bytes.length - wholeLength)) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Up to four bytes, the first the lowest. */
const wordAt = (bytes: Uint8Array, start: number, length: number): number => {
  let word = 0;
  for (let index = 0; index < length; index += 1) word |= (bytes[start + index] ?? 0) << (8 * index);
  return word;
};

const scrambled = (word: number): number => Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
