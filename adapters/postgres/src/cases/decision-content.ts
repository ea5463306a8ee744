import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/**
 * A decision's facts and its finding, packed. They are the largest thing a filing writes and are read one at a time, by somebody who asks why: as
 * Zstandard behind a dictionary they are a tenth of their length, which no compression inside the database comes near.
 *
 * The dictionary is the text of one typical decision. It is named by number in every row and never changed: another one gets another number.
 */
export type DecisionContent = { readonly factsText: string; readonly findingText: string };
export type PackedDecision = { readonly dictionary: number; readonly content: Uint8Array };

export const packDecision = ({ factsText, findingText }: DecisionContent): PackedDecision => ({
  dictionary: NEWEST,
  content: zstdCompressSync(`${factsText}${BETWEEN}${findingText}`, { dictionary: dictionaryOf(NEWEST), params: FAST }),
});

export const unpackDecision = ({ dictionary, content }: PackedDecision): DecisionContent => {
  const text = zstdDecompressSync(content, { dictionary: dictionaryOf(dictionary) }).toString();
  const end = text.indexOf(BETWEEN);
  if (end < 0) throw new Error("broken invariant: a decision's content is its facts, a line break and its finding");
  return { factsText: text.slice(0, end), findingText: text.slice(end + 1) };
};

/** In no canonical text: there it is written as an escape. */
const BETWEEN = "\n";
const FAST = { [constants.ZSTD_c_compressionLevel]: 1 };
const NEWEST = 1;

const dictionaries = new Map<number, Buffer>();

const dictionaryOf = (number: number): Buffer => {
  const known = dictionaries.get(number);
  if (known !== undefined) return known;
  const bytes = readFileSync(join(import.meta.dirname, `dictionaries/decision-${number}.txt`));
  dictionaries.set(number, bytes);
  return bytes;
};
