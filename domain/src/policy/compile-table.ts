import { compilePath, compileValue, type Evaluate, type Read } from "./compile-cell.ts";
import { admittedWords, compileMatch } from "./compile-match.ts";
import { type Expression, walk } from "./expression.ts";
import { indexRows, type RowIndex, type RunnableCell, rowsFor } from "./index-rows.ts";
import { type ParsedCell, parseInputCell, parseOutputCell } from "./parse-cell.ts";
import { type PlainOutputs, plainOutputs } from "./plain-outputs.ts";
import { type Loaded, loaded, type PolicyProblem, type PolicyProblemCode, refused } from "./problem.ts";
import { isMetadataField, METADATA_FIELDS, type RowMeta, readRowMeta } from "./row-meta.ts";
import { cellOf, isMetadata, parseTable, type Table, type TableColumn, type TableRow } from "./table.ts";
import type { PolicyRecord, PolicyValue } from "./value.ts";
import { strangersIn, strangersInOutput, type Vocabulary } from "./vocabulary.ts";

/** A table that runs. Pure: the same facts give the same hit, and nothing of them is remembered between calls. */
export interface CompiledTable {
  readonly id: string;
  readonly table: Table;
  readonly rows: readonly CompiledRow[];
  /** The first row that matches, or null. */
  readonly evaluate: (context: PolicyRecord) => Hit | null;
  /** Every row up to the hit, each with the cells that did not match and the values they saw. */
  readonly explain: (context: PolicyRecord) => readonly RowTrace[];
}

export interface Hit {
  readonly rowId: string;
  /** By output field. An empty cell, or one that gives null, leaves its field absent. */
  readonly outputs: Readonly<Record<string, PolicyValue>>;
  /** The outputs as a trace keeps them. */
  readonly plainOutputs: PlainOutputs;
  /** The row reads no facts: it always says this, and this is all that stands for it. */
  readonly isConstant: boolean;
  readonly meta: RowMeta;
}

export interface RowTrace {
  readonly rowId: string;
  readonly meta: RowMeta;
  readonly isHit: boolean;
  readonly failed: readonly FailedCell[];
}

export interface FailedCell {
  readonly column: string;
  readonly field: string;
  readonly cell: string;
  readonly actual: PolicyValue;
}

export interface CompiledRow {
  readonly id: string;
  readonly meta: RowMeta;
  /** The parsed input cells in column order; null is the empty cell. */
  readonly conditions: readonly (Expression | null)[];
  /** The parsed output cells, metadata left out. */
  readonly results: readonly Result[];
}

export interface Result {
  readonly field: string;
  readonly expression: Expression;
}

/** Parses and compiles in one go: what most callers want. */
export const loadTable = (id: string, json: unknown, vocabulary: Vocabulary = {}): Loaded<CompiledTable> => {
  const parsed = parseTable(id, json);
  return parsed.kind === "refused" ? parsed : compileTable(parsed.value, vocabulary);
};

/** Compiles every cell once; anything outside the table language refuses the whole table, each fault with its place. */
export const compileTable = (table: Table, vocabulary: Vocabulary = {}): Loaded<CompiledTable> => {
  const problems: PolicyProblem[] = [];
  const report = (code: PolicyProblemCode, row: TableRow | null, column: TableColumn | null, message: string): void => {
    problems.push({ code, table: table.id, row: row?.id ?? null, column: column?.id ?? null, message });
  };
  checkOutputColumns(table, report);
  const rows = table.rows.flatMap(row => compileRow(table, row, vocabulary, report) ?? []);
  if (problems.length === 0) checkCatchAll(table, rows, report);
  return problems.length > 0 ? refused(problems) : loaded(runnable(table, rows));
};

type Report = (code: PolicyProblemCode, row: TableRow | null, column: TableColumn | null, message: string) => void;

const checkOutputColumns = (table: Table, report: Report): void => {
  const fields = table.outputs.map(column => column.field);
  for (const column of table.outputs) {
    if (isMetadata(column) && !isMetadataField(column.field))
      report("bad_column", null, column, `the metadata field is one of ${METADATA_FIELDS.join(", ")}`);
    if (fields.filter(field => field === column.field).length > 1)
      report("bad_column", null, column, `two columns write "${column.field}"`);
    if (fields.some(field => field.startsWith(`${column.field}.`)))
      report("bad_column", null, column, `another column writes below "${column.field}"`);
  }
  for (const field of METADATA_FIELDS)
    if (field !== "row.law" && !fields.includes(field))
      report("bad_metadata", null, null, `there is no output column with the field ${field}`);
};

const compileRow = (table: Table, row: TableRow, vocabulary: Vocabulary, report: Report): CompiledRow | null => {
  const conditions = table.inputs.map(column => {
    const condition = parsed(parseInputCell(cellOf(row, column)), row, column, report);
    if (condition !== null) reportStrangers(strangersIn(condition, column.field, vocabulary), row, column, report);
    return condition;
  });
  const outputs = new Map(table.outputs.map(column => [column.field, parsed(parseOutputCell(cellOf(row, column)), row, column, report)]));
  for (const column of table.outputs) {
    const output = outputs.get(column.field) ?? null;
    if (output !== null) reportStrangers(strangersInOutput(output, column.field, vocabulary), row, column, report);
  }
  const meta = checkedMeta(table, row, outputs, report);
  if (meta === null) return null;
  return { id: row.id, meta, conditions, results: table.outputs.flatMap(column => resultOf(column, outputs.get(column.field) ?? null)) };
};

const parsed = <T>(cell: ParsedCell<T>, row: TableRow, column: TableColumn, report: Report): T | null => {
  if (cell.kind === "parsed") return cell.value;
  report("bad_cell", row, column, `${cell.message}; the cell is ${cellOf(row, column)}`);
  return null;
};

const reportStrangers = (strangers: readonly string[], row: TableRow, column: TableColumn, report: Report): void => {
  for (const stranger of strangers)
    report("not_in_vocabulary", row, column, `"${stranger}" is not among the values the manifest declares for this field`);
};

const checkedMeta = (table: Table, row: TableRow, outputs: ReadonlyMap<string, Expression | null>, report: Report): RowMeta | null => {
  const { meta, faults } = readRowMeta(outputs);
  for (const { field, message } of faults)
    report("bad_metadata", row, table.outputs.find(column => column.field === field) ?? null, message);
  return meta;
};

const resultOf = (column: TableColumn, expression: Expression | null): readonly Result[] =>
  isMetadata(column) || expression === null ? [] : [{ field: column.field, expression }];

/** A row without conditions ends the table: what stands below it never decides. */
const checkCatchAll = (table: Table, rows: readonly CompiledRow[], report: Report): void => {
  const catchAll = rows.findIndex(row => row.conditions.every(condition => condition === null));
  if (catchAll === -1) return;
  for (const row of table.rows.slice(catchAll + 1))
    report("unreachable_row", row, null, `the row ${rows[catchAll]?.id ?? ""} above it matches everything`);
};

interface RunnableRow {
  readonly id: string;
  readonly meta: RowMeta;
  readonly cells: readonly RunnableCell[];
  readonly outputsOf: (context: PolicyRecord) => Hit | null;
}

/** Its closures are made when it is first asked: a server that starts, or a check of a pack, asks few of its tables. */
const runnable = (table: Table, rows: readonly CompiledRow[]): CompiledTable => {
  let made: Closures | null = null;
  const closures = (): Closures => {
    made ??= closuresOf(table, rows);
    return made;
  };
  return {
    id: table.id,
    table,
    rows,
    evaluate: context => firstHit(closures().index, context),
    explain: context => explained(table, closures(), context),
  };
};

interface Closures {
  readonly reads: readonly Read[];
  readonly rows: readonly RunnableRow[];
  readonly index: RowIndex<RunnableRow>;
}

const closuresOf = (table: Table, rows: readonly CompiledRow[]): Closures => {
  const reads = table.inputs.map(column => compilePath(column.field.split(".")));
  const runnableRows = rows.map(row => runnableRow(table, row));
  return { reads, rows: runnableRows, index: indexRows(runnableRows, reads) };
};

const runnableRow = ({ inputs }: Table, row: CompiledRow): RunnableRow => ({
  id: row.id,
  meta: row.meta,
  cells: inputs.flatMap(({ field }, column) => {
    const condition = row.conditions[column] ?? null;
    return condition === null ? [] : [{ column, matches: compileMatch(condition, field), words: admittedWords(condition) }];
  }),
  outputsOf: compileOutputs(row),
});

const firstHit = (index: RowIndex<RunnableRow>, context: PolicyRecord): Hit | null => {
  for (const { row, cells } of rowsFor(index, context)) {
    if (!allMatch(cells, context)) continue;
    const hit = row.outputsOf(context);
    if (hit !== null) return hit;
  }
  return null;
};

const allMatch = (cells: readonly RunnableCell[], context: PolicyRecord): boolean => {
  for (const cell of cells) if (!cell.matches(context)) return false;
  return true;
};

/** Null when an output fails: ZEN then goes on to the next row. A row that reads no facts makes its hit once. */
const compileOutputs = (row: CompiledRow): ((context: PolicyRecord) => Hit | null) => {
  const results = row.results.map(({ field, expression }) => ({ field, evaluate: compileValue(expression) }));
  if (row.results.some(({ expression }) => walk(expression).some(part => part.kind === "path")))
    return context => computedHit(row, results, { context, isConstant: false });
  const hit = computedHit(row, results, { context: {}, isConstant: true });
  return () => hit;
};

const computedHit = (
  row: CompiledRow,
  results: readonly { readonly field: string; readonly evaluate: Evaluate }[],
  { context, isConstant }: { readonly context: PolicyRecord; readonly isConstant: boolean },
): Hit | null => {
  const outputs: Record<string, PolicyValue> = {};
  for (const { field, evaluate } of results) {
    const value = evaluate(context, null);
    if (value === undefined) return null;
    if (value !== null) outputs[field] = value;
  }
  return { rowId: row.id, outputs, plainOutputs: plainOutputs(outputs), isConstant, meta: row.meta };
};

const explained = (table: Table, { rows, reads }: Closures, context: PolicyRecord): readonly RowTrace[] => {
  const values = reads.map(read => read(context, null));
  const traces: RowTrace[] = [];
  for (const [index, row] of rows.entries()) {
    const failed = row.cells.filter(cell => !cell.matches(context));
    const isHit = failed.length === 0 && row.outputsOf(context) !== null;
    traces.push({ rowId: row.id, meta: row.meta, isHit, failed: failed.flatMap(cell => failedCell(table, index, cell, values)) });
    if (isHit) break;
  }
  return traces;
};

const failedCell = (table: Table, row: number, cell: RunnableCell, values: readonly PolicyValue[]): readonly FailedCell[] => {
  const column = table.inputs[cell.column];
  const source = table.rows[row];
  if (column === undefined || source === undefined) return [];
  return [{ column: column.id, field: column.field, cell: cellOf(source, column), actual: values[cell.column] ?? null }];
};
