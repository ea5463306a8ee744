import { compilePath } from "./compile-cell.ts";
import type { CompiledTable, FailedCell } from "./compile-table.ts";
import { cellOf } from "./table.ts";
import type { PolicyRecord } from "./value.ts";

/** A condition and the value it was held against. */
export type SeenCell = FailedCell;

/** The conditions of one row with what they saw: of the row that answered, the inputs the answer hangs on. */
export const matchedCells = ({ table }: CompiledTable, rowId: string, context: PolicyRecord): readonly SeenCell[] => {
  const row = table.rows.find(({ id }) => id === rowId);
  if (row === undefined) return [];
  return table.inputs.flatMap(column => {
    const cell = cellOf(row, column);
    if (cell === "") return [];
    return [{ column: column.id, field: column.field, cell, actual: compilePath(column.field.split("."))(context, null) }];
  });
};
