import { compileTable } from "@amends/domain/policy/compile-table";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";

/** The pack with cells of one row written otherwise, as another operator might. */
export const withCells = (pack: CompiledPack, table: string, rowId: string, cells: Readonly<Record<string, string>>): CompiledPack => {
  const original = pack.tables.get(table);
  if (original === undefined) throw new Error(`the pack has no table ${table}`);
  const rows = original.table.rows.map(row => (row.id === rowId ? { ...row, cells: { ...row.cells, ...cells } } : row));
  const compiled = compileTable({ ...original.table, rows }, pack.vocabulary);
  if (compiled.kind === "refused") throw new Error(compiled.problems.map(describeProblem).join("\n"));
  return { ...pack, tables: new Map(pack.tables).set(table, compiled.value) };
};
