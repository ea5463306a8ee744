import { parseNativeLine } from "@amends/contract/import/parse-native-line";
import type { ImportItem } from "@amends/flows/import-ports";
import { readLines } from "./read-lines.ts";

/** Reads a stream of the native format, one record at a time. */
export async function* readNative(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportItem> {
  for await (const line of readLines(chunks)) {
    if (!line.ok) yield line;
    else yield { lineNumber: line.lineNumber, ...parseNativeLine(line.text) };
  }
}
