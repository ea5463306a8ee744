import type { Read } from "./compile-cell.ts";
import type { Match, Word } from "./compile-match.ts";
import type { PolicyRecord, PolicyValue } from "./value.ts";

/** One filled input cell of a row. */
export interface RunnableCell {
  readonly column: number;
  readonly matches: Match;
  /** The only values of its column at which the cell matches; null where it does not test for plain words. */
  readonly words: readonly Word[] | null;
}

/** A row as the index hands it out: with the cells that are still to be tested, the others being settled by the way to it. */
export interface IndexedRow<Row> {
  readonly row: Row;
  readonly cells: readonly RunnableCell[];
}

/** Rows in the table's order, split by the value of one column, or a short list. */
export interface RowIndex<Row> {
  readonly rows: readonly IndexedRow<Row>[];
  readonly split: Split<Row> | null;
}

interface Split<Row> {
  readonly read: Read;
  readonly byWord: ReadonlyMap<PolicyValue, RowIndex<Row>>;
  readonly others: RowIndex<Row>;
}

/**
 * Sorts the rows of a table by the words their cells ask for, so that a decision looks at the few rows that may match and not at each above them. Rows keep
 * their order and none that could match is left out: the first match is the same as that of a walk from the top.
 */
export const indexRows = <Row extends { readonly cells: readonly RunnableCell[] }>(
  rows: readonly Row[],
  reads: readonly Read[],
): RowIndex<Row> =>
  indexed(
    rows.map(row => ({ row, cells: row.cells })),
    reads,
    0,
  );

/** The rows that may match. */
export const rowsFor = <Row>(index: RowIndex<Row>, context: PolicyRecord): readonly IndexedRow<Row>[] => {
  let at = index;
  while (at.split !== null) at = at.split.byWord.get(at.split.read(context, null)) ?? at.split.others;
  return at.rows;
};

/** A list this short is walked as fast as it is split. */
const SHORT = 3;
/** Rows without a word in the column stand in each of its branches, so a bound on the depth is one on the size. */
const DEPTH_MAX = 3;

const indexed = <Row>(rows: readonly IndexedRow<Row>[], reads: readonly Read[], depth: number): RowIndex<Row> => {
  if (rows.length <= SHORT || depth === DEPTH_MAX) return { rows, split: null };
  const column = commonestColumn(rows);
  const read = column === null ? undefined : reads[column];
  if (column === null || read === undefined) return { rows, split: null };
  const words = new Set(rows.flatMap(({ cells }) => wordsIn(cells, column) ?? []));
  const byWord = new Map([...words].map(word => [word, indexed(rowsAt(rows, column, word), reads, depth + 1)]));
  const others = indexed(
    rows.filter(({ cells }) => wordsIn(cells, column) === null),
    reads,
    depth + 1,
  );
  return { rows, split: { read, byWord, others } };
};

const wordsIn = (cells: readonly RunnableCell[], column: number): readonly Word[] | null =>
  cells.find(cell => cell.column === column)?.words ?? null;

/** The column that most rows ask for words in, where at least half of them do. */
const commonestColumn = (rows: readonly IndexedRow<unknown>[]): number | null => {
  const counts = new Map<number, number>();
  for (const { cells } of rows)
    for (const { column, words } of cells) if (words !== null) counts.set(column, (counts.get(column) ?? 0) + 1);
  let commonest: number | null = null;
  for (const [column, count] of counts)
    if (2 * count >= rows.length && count > (commonest === null ? 0 : (counts.get(commonest) ?? 0))) commonest = column;
  return commonest;
};

/** The rows that may match where the column holds the word, freed of the cells that then do. */
const rowsAt = <Row>(rows: readonly IndexedRow<Row>[], column: number, word: Word): readonly IndexedRow<Row>[] =>
  rows.flatMap(({ row, cells }) => {
    const words = wordsIn(cells, column);
    if (words === null) return [{ row, cells }];
    return words.includes(word) ? [{ row, cells: cells.filter(cell => cell.column !== column) }] : [];
  });
