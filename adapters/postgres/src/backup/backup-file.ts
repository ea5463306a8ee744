import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { BackupError } from "./backup-error.ts";

/**
 * A backup file is one line that names the format, then blocks: length (4 bytes, big-endian) and that much zstd. Together they are a stream of frames: kind
 * (1 byte), length (4 bytes, big-endian), content.
 *
 *     header            JSON: schema version, migrations, tables
 *     (table rows* end)*  JSON: name and columns; COPY text in pieces; JSON: number of rows
 *     sequences         JSON
 *     seal              SHA-256 of all frames before it
 *
 * Neither side ever holds more than one block. The seal finds every loss and every change; it does not prove who wrote the file.
 *
 * Blocks, and not one stream of zstd: Node 24's streaming decompressor refuses a file that is whole where it is paused close before the end.
 */
export type FrameKind = "header" | "table" | "rows" | "table_end" | "sequences" | "seal";
export type Frame = { readonly kind: FrameKind; readonly content: Buffer };

export const MAGIC = "amends-backup/1\n";
const FAMILY = "amends-backup/";

const KINDS: readonly FrameKind[] = ["header", "table", "rows", "table_end", "sequences", "seal"];
const PREFIX_BYTES = 5;
export const ROWS_BYTES = 64 * 1024;
/** A length beyond this is damage; believing it would let a wrong byte fill the memory. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

const BLOCK_BYTES = 256 * 1024;
const LENGTH_BYTES = 4;
/** What one block may hold: the frames that were waiting, and the one that made it full. */
const MAX_BLOCK_BYTES = 2 * MAX_FRAME_BYTES;
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } };

/** The bytes of a file behind its first line. */
export async function* packed(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < BLOCK_BYTES) continue;
    yield packedBlock(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield packedBlock(waiting);
}

const packedBlock = (pieces: readonly Buffer[]): Buffer => {
  const content = zstdCompressSync(Buffer.concat(pieces), PACKING);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};

async function* unpacked(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (let block = takeBlock(rest, file); block !== undefined; block = takeBlock(rest, file)) {
      rest = rest.subarray(LENGTH_BYTES + block.length);
      yield zstdDecompressSync(block, { maxOutputLength: MAX_BLOCK_BYTES });
    }
  }
  if (rest.length > 0) throw damaged(file, "its end is missing");
}

const takeBlock = (bytes: Buffer, file: string): Buffer | undefined => {
  if (bytes.length < LENGTH_BYTES) return undefined;
  const length = bytes.readUInt32BE(0);
  if (length > MAX_BLOCK_BYTES) throw damaged(file, "a part of it has no meaning");
  return bytes.length < LENGTH_BYTES + length ? undefined : bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
};

export const encodeFrame = ({ kind, content }: Frame): Buffer => {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(KINDS.indexOf(kind), 0);
  prefix.writeUInt32BE(content.length, 1);
  return Buffer.concat([prefix, content]);
};

export const jsonFrame = (kind: FrameKind, value: unknown): Frame => ({ kind, content: Buffer.from(JSON.stringify(value)) });

/** Appends the seal to frames on their way into the file. */
export async function* seal(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const frame of frames) {
    const bytes = encodeFrame(frame);
    hash.update(bytes);
    yield bytes;
  }
  yield encodeFrame({ kind: "seal", content: hash.digest() });
}

/** The frames of a file in order, without the seal; throws `backup_damaged` where something is missing or changed, at the latest at its end. */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  await checkMagic(file);
  const source = createReadStream(file, { start: MAGIC.length });
  try {
    yield* parseFrames(unpacked(source, file), file);
  } catch (error) {
    throw error instanceof BackupError ? error : damaged(file, error instanceof Error ? error.message : String(error));
  } finally {
    source.destroy();
  }
}

const checkMagic = async (file: string): Promise<void> => {
  const start = await readStart(file);
  if (start === MAGIC) return;
  if (!start.startsWith(FAMILY)) throw damaged(file, "it is no backup of Amends");
  throw new BackupError("backup_newer", `${file} was written by a newer Amends.`, "Restore it with that version.");
};

const readStart = async (file: string): Promise<string> => {
  try {
    const handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0).finally(() => handle.close());
    return buffer.subarray(0, bytesRead).toString("latin1");
  } catch (error) {
    throw new BackupError(
      "file_missing",
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      "Check the path.",
    );
  }
};

async function* parseFrames(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Frame> {
  const hash = createHash("sha256");
  let isSealed = false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = takeFrame(rest, file); frame !== undefined; frame = takeFrame(rest, file)) {
      if (isSealed) throw damaged(file, "something follows its end");
      rest = rest.subarray(PREFIX_BYTES + frame.content.length);
      isSealed = frame.kind === "seal";
      if (isSealed) checkSeal(frame, hash, file);
      else yield hashed(frame, hash);
    }
  }
  if (!isSealed || rest.length > 0) throw damaged(file, "its end is missing");
}

const takeFrame = (bytes: Buffer, file: string): Frame | undefined => {
  if (bytes.length < PREFIX_BYTES) return undefined;
  const kind = KINDS[bytes.readUInt8(0)];
  const length = bytes.readUInt32BE(1);
  if (kind === undefined || length > MAX_FRAME_BYTES) throw damaged(file, "a part of it has no meaning");
  if (bytes.length < PREFIX_BYTES + length) return undefined;
  return { kind, content: bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length) };
};

const hashed = (frame: Frame, hash: Hash): Frame => {
  hash.update(encodeFrame(frame));
  return frame;
};

const checkSeal = (frame: Frame, hash: Hash, file: string): void => {
  if (!hash.digest().equals(frame.content)) throw damaged(file, "its content was changed");
};

export const damaged = (file: string, what: string): BackupError =>
  new BackupError("backup_damaged", `${file} cannot be restored: ${what}.`, "Take another backup; nothing was changed in the database.");
