import { pipeline, Readable } from "node:stream";
import type { ImportFault } from "@amends/domain/order/import-error";
import { type CsvError, parse } from "csv-parse";

export type CsvForm = { readonly encoding: "utf-8" | "gb18030"; readonly delimiter: string };

/** `row` is the number a spreadsheet shows: every row counts as one, however many lines of text its cells hold. */
export type ReadRow = { readonly row: number } & (
  | { readonly ok: true; readonly cells: readonly string[] }
  | { readonly ok: false; readonly fault: ImportFault }
);

/** Longer than any row people keep; bounds what an unclosed quotation mark can take in. */
const ROW_BYTES_MAX = 1_048_576;

/**
 * Cuts a stream of bytes into rows of cells (RFC 4180, any delimiter), holding a row at most. Empty rows are counted and passed over. Bytes that are no text
 * of the encoding become U+FFFD, so that the rows around them can still be read. A fault ends the stream: after a broken quotation nothing is certain.
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, form: CsvForm): AsyncGenerator<ReadRow> {
  let brokenAt: number | null = null;
  const parser = parse({
    delimiter: form.delimiter,
    max_record_size: ROW_BYTES_MAX,
    relax_column_count: true,
    // A parser that fails drops the rows it holds ready; one that skips hands them over, and we stop where it skipped.
    skip_records_with_error: true,
    on_skip: error => {
      brokenAt ??= rowOf(error);
    },
  });
  const marked = { asUtf8: false };
  // An error reaches us through the parser; the callback only keeps it from being nobody's.
  pipeline(Readable.from(textOf(chunks, form.encoding, marked)), parser, () => undefined);
  let row = 0;
  for await (const item of parser) {
    const cells: readonly string[] = item;
    row += 1;
    if (marked.asUtf8 && form.encoding !== "utf-8") {
      yield { row: 1, ok: false, fault: { code: "csv_bom_contradicts_encoding", params: { encoding: form.encoding } } };
      return;
    }
    if (brokenAt !== null && row >= brokenAt) break;
    if (cells.some(cell => cell.trim() !== "")) yield { row, ok: true, cells };
  }
  if (brokenAt !== null)
    yield { row: brokenAt, ok: false, fault: { code: "csv_unreadable", params: { row: brokenAt, maxBytes: ROW_BYTES_MAX } } };
}

/** The row in hand when the parser stumbled: the one after those it had finished. */
const rowOf = (error: CsvError | undefined): number => {
  const records = error?.["records"];
  return (typeof records === "number" ? records : 0) + 1;
};

const BOM = [0xef, 0xbb, 0xbf];

async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
  encoding: CsvForm["encoding"],
  marked: { asUtf8: boolean },
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const first: number[] = [];
  for await (const chunk of chunks) {
    // The mark may itself be cut in two by the network.
    for (let at = 0; first.length < BOM.length && at < chunk.length; at += 1) first.push(chunk[at] ?? 0);
    marked.asUtf8 = BOM.every((byte, at) => first[at] === byte);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
