import { parseOutputCell } from "./parse-cell.ts";
import type { PolicyProblem } from "./problem.ts";
import { cellOf, type Table, type TableColumn, type TableRow } from "./table.ts";

/** Columns only an overlay's table has; they say where a row goes and vanish in the composed table. */
export const BEFORE_FIELD = "row.before";
export const DELETE_FIELD = "row.delete";

/** What an overlay did to one row of the table below it. */
export interface RowChange {
  readonly kind: "replaced" | "inserted" | "deleted";
  readonly rowId: string;
  readonly before: TableRow | null;
  readonly after: TableRow | null;
}

export interface ComposedTable {
  readonly table: Table;
  readonly changes: readonly RowChange[];
  readonly problems: readonly PolicyProblem[];
}

/**
 * Lays an overlay's rows on a table by row id: a known id replaces that row where it stands; a new id is inserted before the
 * row named in `row.before`, several in the order they are written; `row.delete` of `true` takes a known row away.
 * The overlay's columns must be those of the table, so that both files read alike.
 */
export const composeTable = (base: Table, overlay: Table, { mayDelete }: { readonly mayDelete: boolean }): ComposedTable => {
  const problems: PolicyProblem[] = [];
  const report = (row: string | null, column: string | null, message: string): void => {
    problems.push({ code: "bad_overlay", table: base.id, row, column, message });
  };
  checkColumns(base, overlay, report);
  const rows = [...base.rows];
  const changes: RowChange[] = [];
  for (const row of overlay.rows) {
    const change = changeOf(rows, overlay, row, mayDelete, report);
    if (change !== null) changes.push(change);
  }
  return { table: { ...base, rows }, changes, problems };
};

type Report = (row: string | null, column: string | null, message: string) => void;

const isInstruction = ({ field }: TableColumn): boolean => field === BEFORE_FIELD || field === DELETE_FIELD;

const checkColumns = (base: Table, overlay: Table, report: Report): void => {
  const shape = (columns: readonly TableColumn[]) => columns.map(({ id, field }) => `${id}=${field}`).join(" ");
  if (shape(base.inputs) !== shape(overlay.inputs)) report(null, null, `the input columns must be ${shape(base.inputs)}`);
  const outputs = overlay.outputs.filter(column => !isInstruction(column));
  if (shape(base.outputs) !== shape(outputs)) report(null, null, `the output columns must be ${shape(base.outputs)}`);
};

const changeOf = (rows: TableRow[], overlay: Table, row: TableRow, mayDelete: boolean, report: Report): RowChange | null => {
  const at = rows.findIndex(existing => existing.id === row.id);
  const existing = rows[at] ?? null;
  const before = instruction(overlay, row, BEFORE_FIELD, report);
  const after: TableRow = { id: row.id, cells: withoutInstructions(overlay, row) };
  if (instruction(overlay, row, DELETE_FIELD, report) === true) {
    if (existing === null) report(row.id, null, "there is no such row to delete");
    else if (!mayDelete) report(row.id, null, "an overlay of a seller or brand may not delete rows: it may only be more generous");
    else rows.splice(at, 1);
    return existing === null ? null : { kind: "deleted", rowId: row.id, before: existing, after: null };
  }
  if (existing !== null) {
    if (before !== null) report(row.id, BEFORE_FIELD, "a row that replaces another stands where that one stood: leave it empty");
    rows[at] = after;
    return { kind: "replaced", rowId: row.id, before: existing, after };
  }
  const place = rows.findIndex(other => other.id === before);
  if (place === -1) {
    report(row.id, BEFORE_FIELD, `a new row names the row it is inserted before; there is no row ${JSON.stringify(before)}`);
    return null;
  }
  rows.splice(place, 0, after);
  return { kind: "inserted", rowId: row.id, before: null, after };
};

/** The value of an instruction cell, `null` when empty or when the overlay has no such column. */
const instruction = (overlay: Table, row: TableRow, field: string, report: Report): string | boolean | null => {
  const column = overlay.outputs.find(candidate => candidate.field === field);
  if (column === undefined) return null;
  const cell = parseOutputCell(cellOf(row, column));
  const value = cell.kind === "parsed" && cell.value?.kind === "literal" ? cell.value.value : null;
  if (field === DELETE_FIELD ? value === true : typeof value === "string") return typeof value === "string" ? value : true;
  if (cell.kind === "refused" || cell.value !== null)
    report(row.id, column.id, field === DELETE_FIELD ? "write true or leave it empty" : "write a row id in quotes or leave it empty");
  return null;
};

const withoutInstructions = (overlay: Table, row: TableRow): Readonly<Record<string, string>> => {
  const instructions = overlay.outputs.filter(isInstruction).map(column => column.id);
  return Object.fromEntries(Object.entries(row.cells).filter(([id]) => !instructions.includes(id)));
};
