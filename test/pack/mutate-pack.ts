import { type CompiledTable, compileTable } from "@amends/domain/policy/compile-table";
import type { CompiledPack } from "@amends/domain/policy/pack";
import type { Table } from "@amends/domain/policy/table";
import type { PackExpectation } from "./expectation.ts";
import { type Mutant, mutantsOf } from "./mutate-table.ts";

export interface MutationRun {
  /** Expectations the pack itself does not meet: a run with any says nothing about the mutants. */
  readonly broken: readonly string[];
  readonly tried: number;
  readonly survivors: readonly Mutant[];
}

/** Asks every expectation about every mutant. One that all of them accept has survived: nothing would notice that change of law. */
export const mutatePack = (pack: CompiledPack, expectations: readonly PackExpectation[]): MutationRun => {
  const broken = expectations.flatMap(expectation => {
    const message = verdict(expectation, pack);
    return message === null ? [] : [`${expectation.name}: ${message}`];
  });
  if (broken.length > 0) return { broken, tried: 0, survivors: [] };
  const mutants = [...pack.tables.values()].flatMap(table => mutantsOf(table, pack.vocabulary));
  return { broken, tried: mutants.length, survivors: mutants.filter(mutant => survives(pack, mutant, expectations)) };
};

const survives = (pack: CompiledPack, mutant: Mutant, expectations: readonly PackExpectation[]): boolean => {
  const original = pack.tables.get(mutant.table);
  const table = original === undefined ? null : mutated(original, mutant, pack);
  if (table === null) return false;
  const mutatedPack: CompiledPack = { ...pack, tables: new Map(pack.tables).set(mutant.table, table) };
  return expectations.every(expectation => verdict(expectation, mutatedPack) === null);
};

/** Null when the loader refuses the mutant: such a slip never reaches a decision. */
const mutated = ({ table }: CompiledTable, { row, column, to }: Mutant, { vocabulary }: CompiledPack): CompiledTable | null => {
  const rows = table.rows.map(existing => (existing.id === row ? { ...existing, cells: { ...existing.cells, [column]: to } } : existing));
  const changed: Table = { ...table, rows };
  const compiled = compileTable(changed, vocabulary);
  return compiled.kind === "loaded" ? compiled.value : null;
};

/** An expectation that throws has noticed the mutant too. */
const verdict = ({ check }: PackExpectation, pack: CompiledPack): string | null => {
  try {
    return check(pack);
  } catch (error) {
    return String(error);
  }
};
