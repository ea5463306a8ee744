import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** The bytes of a file, unpacked where its name ends in .gz. */
export const openBytes = (path: string): AsyncIterable<Uint8Array> => {
  const file = createReadStream(path);
  // An error of the file reaches the reader through the unpacking; the callback only keeps it from being nobody's.
  return path.endsWith(".gz") ? pipeline(file, createGunzip(), () => undefined) : file;
};
