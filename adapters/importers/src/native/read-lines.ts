import type { ImportFault } from "@amends/domain/order/import-error";

export type ReadLine = { readonly lineNumber: number } & (
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: ImportFault }
);

/** Longer than any order people place; what is longer is skipped without being held in memory. */
const LINE_BYTES_MAX = 1_048_576;
const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into lines of UTF-8, holding one line at most. Empty lines are counted and passed over; a byte order mark at the beginning and
 * a carriage return at the end of a line are dropped.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number = LINE_BYTES_MAX): AsyncGenerator<ReadLine> {
  const cutter = createCutter(maxBytes);
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = cutter.end(chunk.subarray(start, end));
      start = end + 1;
      if (line !== null) yield line;
    }
    cutter.add(chunk.subarray(start));
  }
  const last = cutter.end(new Uint8Array());
  if (last !== null) yield last;
}

const createCutter = (maxBytes: number) => {
  let parts: Uint8Array[] = [];
  let length = 0;
  let lineNumber = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    // Beyond the limit only the length is kept.
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const end = (part: Uint8Array): ReadLine | null => {
    add(part);
    lineNumber += 1;
    const bytes = parts;
    const isTooLong = length > maxBytes;
    parts = [];
    length = 0;
    if (isTooLong) return { lineNumber, ok: false, fault: { code: "line_too_long", params: { maxBytes } } };
    return decoded(lineNumber, bytes);
  };
  return { add, end };
};

const decoder = new TextDecoder("utf-8", { fatal: true });

const decoded = (lineNumber: number, parts: readonly Uint8Array[]): ReadLine | null => {
  try {
    const [only] = parts;
    const text = decoder.decode(parts.length === 1 ? only : Buffer.concat(parts)).trim();
    return text === "" ? null : { lineNumber, ok: true, text };
  } catch {
    return { lineNumber, ok: false, fault: { code: "not_utf8", params: {} } };
  }
};
