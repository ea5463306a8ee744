import { webcrypto } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { FileCipher } from "@amends/flows/evidence-ports";
import { SEAL_BYTES, seal, unseal, unwrapKey, wrappingKeyOf } from "./personal-data-cipher.ts";

/** What is opened to show any byte of it; a video is leafed through in these. */
const SEGMENT_BYTES = 64 * 1024;
/** How much is worked on before others get their turn: some 2 ms. */
const STRETCH_BYTES = 1024 * 1024;

/** Files under the key of the person they belong to, AES-256-GCM for each segment: whoever destroys that key destroys them. */
export const createFileCipher = (masterKey: Uint8Array): FileCipher => {
  const wrappingKey = wrappingKeyOf(masterKey);
  return {
    segmentBytes: SEGMENT_BYTES,
    overheadBytes: SEAL_BYTES,
    seal: async ({ personId, secret }, bound, plain) => {
      const key = unwrapKey(wrappingKey, personId, secret);
      const segments = Math.ceil(plain.length / SEGMENT_BYTES);
      const sealed = new Uint8Array(plain.length + segments * SEAL_BYTES);
      for (let index = 0; index < segments; index += 1) {
        const segment = plain.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES);
        sealed.set(seal(key, placeOf(bound, index, segments), segment), index * (SEGMENT_BYTES + SEAL_BYTES));
        if (endsStretch(index)) await setImmediate();
      }
      return sealed;
    },
    open: async ({ personId, secret }, bound, plainBytes, first, sealed) => {
      const key = unwrapKey(wrappingKey, personId, secret);
      const segments = Math.ceil(plainBytes / SEGMENT_BYTES);
      const opened: Uint8Array[] = [];
      for (let start = 0; start < sealed.length; start += SEGMENT_BYTES + SEAL_BYTES) {
        const index = first + opened.length;
        opened.push(unseal(key, placeOf(bound, index, segments), sealed.subarray(start, start + SEGMENT_BYTES + SEAL_BYTES)));
        if (endsStretch(index)) await setImmediate();
      }
      return Buffer.concat(opened);
    },
  };
};

const placeOf = (bound: string, index: number, segments: number): string => `${bound} ${index}/${segments}`;
const endsStretch = (index: number): boolean => ((index + 1) * SEGMENT_BYTES) % STRETCH_BYTES === 0;

/** SHA-256 of a file's bytes, in hex; computed beside the thread that answers requests. */
export const hashContent = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)).toString("hex");
