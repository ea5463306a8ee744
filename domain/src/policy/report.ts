import { compilePath, compileTest, type Test } from "./compile-cell.ts";
import type { CompiledRow, CompiledTable } from "./compile-table.ts";
import { type Expression, REFERENCE, walk } from "./expression.ts";
import { type Random, type SamplePools, STRANGER, sampleContext, samplePools, valuesAround, withSample } from "./samples.ts";
import { type PolicyRecord, type PolicyValue, valueText } from "./value.ts";
import { type Vocabulary, wordsOf } from "./vocabulary.ts";

/** A row that never decides because one row above it matches wherever it would. */
export interface UnreachableRow {
  readonly rowId: string;
  readonly coveredBy: string;
}

/**
 * Rows wholly inside an earlier row, column by column. Decided where a cell tests only its own value against literals; a cell that
 * reads other fields, counts as covered only by an empty cell or the same text. A row covered by several rows together is not found.
 */
export const findUnreachableRows = (compiled: CompiledTable): readonly UnreachableRow[] =>
  compiled.rows.flatMap((row, index) => {
    const cover = compiled.rows.slice(0, index).find(earlier => covers(compiled, earlier, row));
    return cover === undefined ? [] : [{ rowId: row.id, coveredBy: cover.id }];
  });

const covers = (compiled: CompiledTable, earlier: CompiledRow, row: CompiledRow): boolean =>
  earlier.results.every(({ expression }) => expression.kind === "literal") &&
  compiled.table.inputs.every((_, column) => coversCell(earlier.conditions[column] ?? null, row.conditions[column] ?? null));

const coversCell = (outer: Expression | null, inner: Expression | null): boolean => {
  if (outer === null) return true;
  if (valueText(outer) === valueText(inner)) return true;
  if (!isDecidable(outer) || (inner !== null && !isDecidable(inner))) return false;
  const outerTest = compileTest(outer);
  const innerTest: Test = inner === null ? () => true : compileTest(inner);
  return representatives(outer, inner).every(value => innerTest({}, value) !== true || outerTest({}, value) === true);
};

/** The cell is constant between its literals, so one value of each stretch stands for all. */
const isDecidable = (cell: Expression): boolean =>
  walk(cell).every(part => {
    if (part.kind === "path") return part.segments.length === 1 && part.segments[0] === REFERENCE;
    return part.kind !== "call" && part.kind !== "arithmetic" && part.kind !== "negate" && part.kind !== "fallback";
  });

const representatives = (outer: Expression, inner: Expression | null): readonly PolicyValue[] => {
  const cells = inner === null ? [outer] : [outer, inner];
  const literals = cells.flatMap(walk).flatMap(part => (part.kind === "literal" ? [part.value] : []));
  return [...valuesAround(literals), null, true, false, STRANGER, 0, FAR, -FAR, [], {}];
};

/** Beyond every amount a table names. */
const FAR = Number.MAX_SAFE_INTEGER;

/** Facts, made of declared words and the edges of cells, for which no row hits. */
export interface Gap {
  readonly context: PolicyRecord;
}

export interface GapSearch {
  readonly vocabulary: Vocabulary;
  readonly random: Random;
  /** How many contexts are tried; if all combinations are fewer, each is tried once. */
  readonly triesMax: number;
  readonly gapsMax: number;
}

/** Looks for gaps among the words of the vocabulary and the edges of the other columns; null and missing are left to the differential test. */
export const findGaps = (compiled: CompiledTable, { vocabulary, random, triesMax, gapsMax }: GapSearch): readonly Gap[] => {
  if (compiled.rows.some(row => row.conditions.every(condition => condition === null))) return [];
  const pools = closedPools(compiled, vocabulary);
  const combinations = [...pools.values()].reduce((product, samples) => product * Math.max(samples.length, 1), 1);
  const contexts = combinations <= triesMax ? everyContext(pools) : drawnContexts(pools, random, triesMax);
  const gaps: Gap[] = [];
  for (const context of contexts) {
    if (gaps.length >= gapsMax) break;
    if (compiled.evaluate(context) === null) gaps.push({ context });
  }
  return gaps;
};

/** A declared field takes its words only; an open one every value at which a cell changes its mind. */
const closedPools = (compiled: CompiledTable, vocabulary: Vocabulary): SamplePools =>
  new Map(
    [...samplePools(compiled, vocabulary)].map(([field, samples]) => {
      const given = samples.filter(sample => sample !== undefined && sample !== null);
      return [field, wordsOf(field, vocabulary) ?? (given.length > 0 ? given : samples)];
    }),
  );

const everyContext = (pools: SamplePools): readonly PolicyRecord[] =>
  [...pools].reduce<readonly PolicyRecord[]>(
    (contexts, [path, samples]) => contexts.flatMap(context => samples.map(sample => withSample(context, path, sample))),
    [{}],
  );

const drawnContexts = (pools: SamplePools, random: Random, count: number): readonly PolicyRecord[] =>
  Array.from({ length: count }, () => sampleContext(pools, random));

/** Two rows that can match the same facts with different answers: only their order decides, which a reader should know. */
export interface Conflict {
  readonly rowId: string;
  readonly hides: string;
  readonly context: PolicyRecord;
}

/** Pairs of rows found together on one of the given contexts (e.g. from `sampleHits`) whose outputs differ. One example for each pair. */
export const findConflicts = (compiled: CompiledTable, contexts: Iterable<PolicyRecord>): readonly Conflict[] => {
  const matchers = compiled.rows.map(row => ({ row, matches: rowTest(compiled, row) }));
  const found = new Map<string, Conflict>();
  for (const context of contexts) {
    const [first, ...others] = matchers.filter(({ matches }) => matches(context)).map(({ row }) => row);
    for (const other of others) {
      if (first === undefined || outputsText(first) === outputsText(other)) continue;
      const key = `${first.id} ${other.id}`;
      if (!found.has(key)) found.set(key, { rowId: first.id, hides: other.id, context });
    }
  }
  return [...found.values()];
};

const rowTest = (compiled: CompiledTable, row: CompiledRow): ((context: PolicyRecord) => boolean) => {
  const cells = row.conditions.flatMap((condition, index) => {
    const field = compiled.table.inputs[index]?.field;
    return condition === null || field === undefined ? [] : [{ test: compileTest(condition), read: compilePath(field.split(".")) }];
  });
  return context => cells.every(({ test, read }) => test(context, read(context, null)) === true);
};

const outputsText = (row: CompiledRow): string => valueText(row.results);
