import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl, { type Entry, type ZipFile } from "yauzl";

export type ZipOpened =
  | { readonly kind: "opened"; readonly archive: ZipArchive }
  | { readonly kind: "encrypted" }
  /** Cut short, or no archive at all. */
  | { readonly kind: "broken" };

export type ZipArchive = {
  readonly files: readonly ZippedFile[];
  readonly close: () => Promise<void>;
};
/** Its bytes as they are unpacked; more or fewer than it said of itself throws. */
export type ZippedFile = { readonly bytes: () => Promise<Readable> };

/** A day's statements are a handful of files; whoever packs thousands means something else. */
const FILES_MAX = 64;

/**
 * Opens an archive that comes as a stream. What is in it stands at its end, so it is laid down first, in a file that has no name any more once it is open:
 * nobody else finds it and nothing of it stays.
 */
export const openZip = async (chunks: AsyncIterable<Uint8Array>): Promise<ZipOpened> => {
  const path = join(tmpdir(), `amends-statement-${randomUUID()}.zip`);
  await pipeline(Readable.from(chunks), createWriteStream(path, { flags: "wx", mode: 0o600 })).catch(async fault => {
    await unlink(path).catch(() => undefined);
    throw fault;
  });
  const handle = await open(path, "r");
  await unlink(path);
  const zip = await listed(handle.fd);
  if (zip === null) {
    await handle.close();
    return { kind: "broken" };
  }
  const wanted = zip.entries.filter(({ uncompressedSize }) => uncompressedSize > 0);
  if (wanted.some(entry => entry.isEncrypted())) {
    await handle.close();
    return { kind: "encrypted" };
  }
  return { kind: "opened", archive: { files: wanted.map(entry => ({ bytes: () => read(zip.file, entry) })), close: () => handle.close() } };
};

type Listed = { readonly file: ZipFile; readonly entries: readonly Entry[] };

/** Names are never used, neither to choose a file nor to lay one down: what a gateway calls its files is in no encoding one can rely on. */
const listed = (fd: number): Promise<Listed | null> =>
  new Promise(resolve => {
    yauzl.fromFd(fd, { lazyEntries: true, autoClose: false, decodeStrings: false }, (fault, file) => {
      if (fault !== null) {
        resolve(null);
        return;
      }
      const entries: Entry[] = [];
      file.on("error", () => resolve(null));
      file.on("end", () => resolve({ file, entries }));
      file.on("entry", (entry: Entry) => {
        entries.push(entry);
        if (entries.length > FILES_MAX) resolve(null);
        else file.readEntry();
      });
      file.readEntry();
    });
  });

const read = (file: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    file.openReadStream(entry, (fault, stream) => (fault === null ? resolve(stream) : reject(fault)));
  });
