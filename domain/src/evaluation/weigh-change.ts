import { isStageTable } from "../intake/stage.ts";
import { type CanonicalValue, canonicalText } from "../kernel/canonical-json.ts";
import type { CompiledTable, Hit } from "../policy/compile-table.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { ChangeWeight } from "../policy/rule-versions.ts";
import { isMetadata, type TableRow } from "../policy/table.ts";
import { situationsOf } from "./more-generous.ts";
import { isHeavierOnSeller, isWorse } from "./worse-for-the-buyer.ts";

/** Who is worse off by a change; `unknown` where nothing tells, and then it is as if somebody were. */
export type Burdened = "buyer" | "seller" | "unknown";

/** One place of a pack that says something else: a row of a table, a parameter or a plan. */
export type ChangedPlace = {
  readonly table: string;
  readonly row: string;
  /** Null where nobody is worse off. */
  readonly burdens: Burdened | null;
  readonly weight: ChangeWeight;
};

type Rules = Pick<CompiledPack, "tables" | "parameters" | "templates">;

/**
 * What another version of a pack changes, and for whom it is worse (G-5). Words and sources change nothing. What only the later version has, as a table
 * that came with a release, took nothing away from anybody.
 *
 * The pack says by names of tables, or by the beginnings of `parameters/…` and `plans/…`, what is `notice.major` and what concerns nobody but the desk
 * (`notice.exempt`); where it says nothing, everything is major.
 */
export const weighChange = (before: Rules, after: Rules): readonly ChangedPlace[] => {
  const places = [
    ...[...after.tables.values()].flatMap(table => changedRows(before.tables.get(table.id), table)),
    ...changedValues("parameters", before.parameters, after.parameters),
    ...changedValues("plans", before.templates, after.templates),
  ];
  const isMajor = namedBy(after.parameters["notice.major"] ?? null, true);
  const isExempt = namedBy(after.parameters["notice.exempt"] ?? null, false);
  return places.map(({ table, row, burdens }): ChangedPlace => {
    if (burdens === null || isExempt(table, row)) return { table, row, burdens: null, weight: "none" };
    return { table, row, burdens, weight: isMajor(table, row) ? "major" : "minor" };
  });
};

export const heaviest = (places: readonly Pick<ChangedPlace, "weight">[]): ChangeWeight => {
  if (places.some(({ weight }) => weight === "major")) return "major";
  return places.some(({ weight }) => weight === "minor") ? "minor" : "none";
};

type Weighed = Pick<ChangedPlace, "table" | "row" | "burdens">;

const namedBy = (names: CanonicalValue, otherwise: boolean) => {
  if (!Array.isArray(names)) return () => otherwise;
  const texts = names.filter(name => typeof name === "string");
  return (table: string, row: string): boolean =>
    texts.some(name => name === table || (name.includes("/") && `${table}/${row}`.startsWith(name)));
};

const changedValues = (table: string, before: Rules["parameters"], after: Rules["parameters"]): readonly Weighed[] =>
  Object.keys(before).flatMap(row => {
    const [was, is] = [before[row] ?? null, after[row] ?? null];
    return canonicalText(was) === canonicalText(is) ? [] : [{ table, row, burdens: "unknown" as const }];
  });

const changedRows = (before: CompiledTable | undefined, after: CompiledTable): readonly Weighed[] => {
  if (before === undefined) return [];
  return changedIds(before, after).map(row => ({ table: after.id, row, burdens: burdenedBy({ before, after }, row) }));
};

/** Rows that read otherwise, are new or are gone. Where the same rows stand in another order, each may be reached by others than before. */
const changedIds = (before: CompiledTable, after: CompiledTable): readonly string[] => {
  const [was, is] = [saidIn(before), saidIn(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])];
  const common = [...was.keys()].filter(id => is.has(id));
  const isMoved = common.join(" ") !== [...is.keys()].filter(id => was.has(id)).join(" ");
  return ids.filter(id => isMoved || was.get(id) !== is.get(id));
};

const saidIn = ({ table }: CompiledTable): ReadonlyMap<string, string> => {
  const columns = [...table.inputs, ...table.outputs.filter(column => !isMetadata(column))];
  const said = ({ cells }: TableRow): string =>
    columns
      .map(({ id, field }) => `${field}=${cells[id] ?? ""}`)
      .filter(cell => !cell.endsWith("="))
      .join("\n");
  return new Map(table.rows.map(row => [row.id, said(row)]));
};

type Pair = { readonly before: CompiledTable; readonly after: CompiledTable };

const burdenedBy = ({ before, after }: Pair, rowId: string): Burdened | null => {
  const { id } = after;
  // Only the tables of the stages are known by what they mean for whom.
  if (!isStageTable(id)) return "unknown";
  let isOnSeller = false;
  for (const context of situationsOf({ before, after }, rowId)) {
    const [was, is] = [before.evaluate(context), after.evaluate(context)];
    if (was === null && is === null) continue;
    const said = { was: outputsOf(was), is: outputsOf(is), context };
    if (is === null || (was !== null && isWorse(id, said) !== null)) return "buyer";
    isOnSeller ||= isHeavierOnSeller(id, said);
  }
  return isOnSeller ? "seller" : null;
};

const outputsOf = (hit: Hit | null): Hit["outputs"] => hit?.outputs ?? {};
