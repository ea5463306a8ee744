import { FILE_SHOWS } from "../evidence/file-shows.ts";
import { CONFIDENCE_GROUNDS, FILE_KINDS_WEIGHED, GROUNDS_OF_FILES, SAID_BY } from "../liability/weigh-side.ts";
import type { CompiledRow, CompiledTable } from "../policy/compile-table.ts";
import type { Expression } from "../policy/expression.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem } from "../policy/problem.ts";

/**
 * A pack that ranks evidence says what every file weighs and what each ground adds, and stays between nothing and certainty whatever comes together: a
 * hole would be found by the first case that falls into it. A pack without both tables weighs as packs did before there were any.
 */
export const rankProblems = ({ tables, vocabulary }: CompiledPack): readonly PolicyProblem[] => {
  const ranks = tables.get("evidence_ranks");
  const confidence = tables.get("confidence");
  if (ranks === undefined && confidence === undefined) return [];
  if (ranks === undefined) return [problem("evidence_ranks", null, null, "a pack with the table confidence has this one as well")];
  if (confidence === undefined) return [problem("confidence", null, null, "a pack with the table evidence_ranks has this one as well")];
  return [...wordProblems(vocabulary), ...ranksProblems(ranks), ...confidenceProblems(confidence)];
};

const RANK_FIELDS: ReadonlySet<string> = new Set(["file.kind", "file.shows", "file.saidBy", "file.hasMetadata", "file.isLookedAt"]);
const LOWEST_RANK = 8;
const CERTAIN = 10_000;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "file.kind": FILE_KINDS_WEIGHED,
  "file.shows": [...FILE_SHOWS, "unsaid"],
  "file.saidBy": SAID_BY,
  adds: GROUNDS_OF_FILES,
  "confidence.ground": CONFIDENCE_GROUNDS,
};

const wordProblems = (vocabulary: CompiledPack["vocabulary"]): readonly PolicyProblem[] =>
  Object.entries(WORDS).flatMap(([field, words]) => {
    const strangers = (vocabulary[field] ?? []).filter(word => !words.includes(word));
    return strangers.map(word => problem("manifest", null, field, `the evaluation does not know the word "${word}"`));
  });

const ranksProblems = (ranks: CompiledTable): readonly PolicyProblem[] => [
  ...ranks.table.inputs
    .filter(({ field }) => !RANK_FIELDS.has(field))
    .map(({ id, field }) => problem("evidence_ranks", null, id, `what a file weighs goes by the file, not by ${field}`)),
  ...ranks.rows
    .filter(row => !isWhole(literalIn(row, "rank"), 1, LOWEST_RANK))
    .map(({ id }) => problem("evidence_ranks", id, "rank", `a rank is a whole number from 1 to ${LOWEST_RANK}`)),
  ...ranks.rows
    .filter(row => !GROUNDS_OF_FILES.some(word => word === literalIn(row, "adds")))
    .map(({ id }) => problem("evidence_ranks", id, "adds", `one of ${GROUNDS_OF_FILES.join(", ")}`)),
  ...(ranks.rows.at(-1)?.conditions.every(condition => condition === null) === true
    ? []
    : [problem("evidence_ranks", null, null, "the last row is for every file that no other names")]),
];

const confidenceProblems = (confidence: CompiledTable): readonly PolicyProblem[] => {
  const said = CONFIDENCE_GROUNDS.map(ground => {
    const hit = confidence.evaluate({ confidence: { ground } });
    return { ground, basisPoints: hit?.outputs["basisPoints"] ?? null };
  });
  const lacking = said.filter(({ basisPoints }) => !isWhole(basisPoints, -CERTAIN, CERTAIN));
  if (lacking.length > 0)
    return lacking.map(({ ground }) => problem("confidence", null, "basisPoints", `a whole number of basis points for ${ground}`));
  const figures = said.map(({ basisPoints }) => Number(basisPoints));
  const [start = 0, ...others] = figures;
  const most = start + others.filter(figure => figure > 0).reduce((sum, figure) => sum + figure, 0);
  const least = start + others.filter(figure => figure < 0).reduce((sum, figure) => sum + figure, 0);
  return most > CERTAIN || least < 0
    ? [problem("confidence", null, "basisPoints", `all together stay from 0 to ${CERTAIN}, and come to ${least} and ${most}`)]
    : [];
};

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

const literalIn = ({ results }: CompiledRow, field: string): unknown => {
  const cell: Expression | undefined = results.find(result => result.field === field)?.expression;
  return cell?.kind === "literal" ? cell.value : null;
};

const problem = (table: string, row: string | null, column: string | null, message: string): PolicyProblem => ({
  code: table === "manifest" ? "bad_manifest" : "bad_column",
  table,
  row,
  column,
  message,
});
