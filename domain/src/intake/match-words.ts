/** Something that can be meant: what it is called, and other words people use for it. */
export type Meant = { readonly label: string; readonly words: readonly string[] };

/**
 * How much of what somebody wrote points at a thing, in whole points; 0 = nothing does. A word of its own that stands in the text counts four points a
 * character; of the name a pair of neighbouring Chinese characters counts one, a word of letters one for each pair in it. No learning and no chance: the
 * same words mean the same tomorrow.
 */
export const matchWords = (written: string, { label, words }: Meant): number => {
  const text = plain(written);
  const own = words.map(plain).filter(word => word !== "" && text.includes(word));
  const pieces = piecesOf(text);
  const shared = [...piecesOf(plain(label))].filter(piece => pieces.has(piece));
  return own.reduce((sum, word) => sum + POINTS_OF_A_CHARACTER * word.length, 0) + shared.reduce((sum, piece) => sum + piece.length - 1, 0);
};

const POINTS_OF_A_CHARACTER = 4;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Within one run of characters: a pair across a comma is nobody's word. Two letters alone stand in every sentence, so letters count by the word. */
const piecesOf = (text: string): ReadonlySet<string> => {
  const runs = text.split(/[^\p{L}\p{N}]+/u);
  return new Set(runs.flatMap(run => run.match(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\p{N}]+/gu) ?? []).flatMap(piecesOfRun));
};

const piecesOfRun = (run: string): readonly string[] =>
  /^\p{Script=Latin}/u.test(run)
    ? run.length < LETTERS_MIN || SAY_NOTHING.has(run)
      ? []
      : [run.slice(0, STEM_LETTERS)]
    : Array.from({ length: Math.max(0, run.length - 1) }, (_, index) => run.slice(index, index + 2));

const LETTERS_MIN = 3;
/** “broken” and “broke”, “damaged” and “damage” mean one thing. */
const STEM_LETTERS = 5;
/** What stands in every English sentence about a purchase. */
const SAY_NOTHING: ReadonlySet<string> = new Set(
  "the and for was were are has had have did does not but you with that this they them from when what which than then too all any how who came".split(
    " ",
  ),
);
