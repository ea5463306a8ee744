import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

export type Unpacked =
  | { readonly kind: "text"; readonly encoding: "utf-8" | "gb18030"; readonly chunks: AsyncIterable<Uint8Array> }
  | { readonly kind: "no_text" };

/** As much is looked at to tell an encoding; a Chinese header stands well within it. */
const LOOK_BYTES = 65_536;

/** Unpacks gzip, which is told by its first bytes, and tells UTF-8 from GB18030 by what the beginning can be read as. */
export const unpacked = async (chunks: AsyncIterable<Uint8Array>): Promise<Unpacked> => {
  const packed = await begun(chunks, 2);
  const isGzip = packed.head[0] === 0x1f && packed.head[1] === 0x8b;
  // An archive of files is not one statement.
  if (packed.head[0] === 0x50 && packed.head[1] === 0x4b) return { kind: "no_text" };
  try {
    const { head, all } = await begun(
      isGzip ? pipeline(Readable.from(packed.all), createGunzip(), () => undefined) : packed.all,
      LOOK_BYTES,
    );
    if (head.includes(0)) return { kind: "no_text" };
    return { kind: "text", encoding: isUtf8(head) ? "utf-8" : "gb18030", chunks: all };
  } catch {
    return { kind: "no_text" };
  }
};

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
