/** Something that can be meant: what it is called, and other words people use for it. */
export type Meant = { readonly label: string; readonly words: readonly string[] };

/**
 * How much of what somebody wrote points at a thing, in whole points; 0 = nothing does. A word of its own that stands in the text counts four points a
 * character, a pair of neighbouring characters shared with its name counts one. No learning and no chance: the same words mean the same tomorrow.
 */
export const matchWords = (written: string, { label, words }: Meant): number => {
  const text = plain(written);
  const own = words.map(plain).filter(word => word !== "" && text.includes(word));
  const pairs = pairsOf(text);
  const shared = [...pairsOf(plain(label))].filter(pair => pairs.has(pair));
  return own.reduce((sum, word) => sum + POINTS_OF_A_CHARACTER * word.length, 0) + shared.length;
};

const POINTS_OF_A_CHARACTER = 4;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Within one run of letters or characters: a pair across a comma is nobody's word. */
const pairsOf = (text: string): ReadonlySet<string> => {
  const runs = text.split(/[^\p{L}\p{N}]+/u);
  return new Set(runs.flatMap(run => Array.from({ length: Math.max(0, run.length - 1) }, (_, index) => run.slice(index, index + 2))));
};
