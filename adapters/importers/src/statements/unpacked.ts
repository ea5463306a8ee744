import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { openZip, type ZipArchive, type ZippedFile } from "./zip-archive.ts";

export type Text = { readonly encoding: "utf-8" | "gb18030"; readonly chunks: AsyncIterable<Uint8Array> };
export type PackedProblem =
  | "statement_not_text"
  | "statement_too_large"
  | "statement_pack_broken"
  | "statement_zip_encrypted"
  | "statement_zip_without"
  | "statement_zip_several";
export type Unpacked =
  | { readonly kind: "text"; readonly text: Text; readonly close: () => Promise<void> }
  | { readonly kind: "refused"; readonly code: PackedProblem };

/** As much is looked at to tell an encoding, and which file of an archive is the statement; a Chinese header stands well within it. */
const LOOK_BYTES = 65_536;
/** A statement of millions of lines is smaller. What unpacks to more was made to fill a disk. */
const UNPACKED_BYTES_MAX = 2 * 1024 ** 3;

/** What comes to light only while a file is unpacked. */
export class BadPack extends Error {
  readonly code: PackedProblem;
  constructor(code: PackedProblem) {
    super(code);
    this.code = code;
  }
}

/**
 * Unpacks gzip and zip, which are told by their first bytes, and tells UTF-8 from GB18030 by what the beginning can be read as. Of an archive the one file
 * is taken whose beginning is the statement's; gateways put their totals beside it.
 */
export const unpacked = async (chunks: AsyncIterable<Uint8Array>, isStatement: (text: Text) => Promise<boolean>): Promise<Unpacked> => {
  const { head, all } = await begun(chunks, 2);
  if (head[0] === 0x50 && head[1] === 0x4b) return unzipped(all, isStatement);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  try {
    const text = await textOf(isGzip ? bounded(pipeline(Readable.from(all), createGunzip(), () => undefined)) : all);
    return text === null ? refused("statement_not_text") : { kind: "text", text, close: async () => undefined };
  } catch (fault) {
    if (fault instanceof BadPack) return refused(fault.code);
    throw fault;
  }
};

const refused = (code: PackedProblem): Unpacked => ({ kind: "refused", code });

const unzipped = async (chunks: AsyncIterable<Uint8Array>, isStatement: (text: Text) => Promise<boolean>): Promise<Unpacked> => {
  const opened = await openZip(chunks);
  if (opened.kind !== "opened") return refused(opened.kind === "encrypted" ? "statement_zip_encrypted" : "statement_pack_broken");
  const { archive } = opened;
  try {
    const chosen = await onlyStatement(archive, isStatement);
    const text = await textOf(bounded(await chosen.bytes()));
    if (text !== null) return { kind: "text", text, close: archive.close };
    throw new BadPack("statement_not_text");
  } catch (fault) {
    await archive.close();
    return refused(fault instanceof BadPack ? fault.code : "statement_pack_broken");
  }
};

const onlyStatement = async ({ files }: ZipArchive, isStatement: (text: Text) => Promise<boolean>): Promise<ZippedFile> => {
  const fitting: ZippedFile[] = [];
  for (const file of files) {
    const bytes = await file.bytes();
    const text = await textOf(bytes);
    if (text !== null && (await isStatement(text))) fitting.push(file);
    bytes.destroy();
  }
  const [file] = fitting;
  if (file === undefined) throw new BadPack("statement_zip_without");
  if (fitting.length > 1) throw new BadPack("statement_zip_several");
  return file;
};

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<Text | null> => {
  const { head, all } = await begun(bytes, LOOK_BYTES);
  return head.includes(0) ? null : { encoding: isUtf8(head) ? "utf-8" : "gb18030", chunks: all };
};

/** A few kilobytes can unpack to any size, and what was cut short is told only at its end. */
async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > UNPACKED_BYTES_MAX) throw new BadPack("statement_too_large");
      yield chunk;
    }
  } catch (fault) {
    // Whoever sent it went away: that is no fault of the file.
    if (fault instanceof BadPack || isOfTheWay(fault)) throw fault;
    throw new BadPack("statement_pack_broken");
  }
}

const isOfTheWay = (fault: unknown): boolean =>
  fault instanceof Error &&
  (fault.name === "AbortError" || ("code" in fault && (fault.code === "ECONNRESET" || fault.code === "ABORT_ERR")));

/** The first bytes, at least so many where there are, and all of them again. */
const begun = async (chunks: AsyncIterable<Uint8Array>, most: number) => {
  const source = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  let isDone = false;
  while (length < most && !isDone) {
    const next = await source.next();
    isDone = next.done === true;
    if (next.done !== true) {
      held.push(next.value);
      length += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* held;
    while (!isDone) {
      const next = await source.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { head: Buffer.concat(held), all: all() };
};

const isUtf8 = (head: Uint8Array): boolean => {
  try {
    // The look may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
};
