import { PROCEDURE_TABLES } from "../intake/stage.ts";
import type { Instant } from "../kernel/time.ts";
import { BEFORE_FIELD } from "../policy/compose-table.ts";
import { type ComposedPack, composePacks, type PackSource, parsePack } from "../policy/pack.ts";
import { type Loaded, loaded, type PolicyProblem, refused } from "../policy/problem.ts";
import type { Table, TableRow } from "../policy/table.ts";
import { writeTable } from "../policy/write-table.ts";

/** One row as a seller would have it: some of its cells written otherwise, or a new row put before another. Cells are in the language of the tables. */
export type WrittenRow = {
  readonly table: string;
  readonly row: string;
  /** The row a new one stands before; null where the row is there already. */
  readonly before: string | null;
  readonly cells: Readonly<Record<string, string>>;
};

/** More generous rules of one shop (店铺规则), from one moment until another; null = until they are ended. */
export type ShopRules = {
  /** Later numbers were bound later. */
  readonly rulesNo: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
};

/** The rules a shop had at a moment: of several the one bound last. */
export const rulesInForce = <R extends ShopRules>(rules: readonly R[], at: Instant): R | null =>
  rules.reduce<R | null>((latest, one) => (isInForce(one, at) && (latest === null || one.rulesNo > latest.rulesNo) ? one : latest), null);

const isInForce = ({ fromAt, untilAt }: ShopRules, at: Instant): boolean => fromAt <= at && (untilAt === null || at < untilAt);

/** Which layers lie on the operation's pack for one filing: what was owed when the order was paid, and how it is gone about when it is filed. */
export const splitByMoment = (atPayment: PackSource | null, atFiling: PackSource | null): readonly PackSource[] => {
  const layers = [
    [atPayment, (table: string) => !PROCEDURE_TABLES.includes(table)],
    [atFiling, (table: string) => PROCEDURE_TABLES.includes(table)],
  ] as const;
  return layers.flatMap(([source, belongs]) => {
    const tables = Object.entries(source?.tables ?? {}).filter(([table]) => belongs(table));
    return source === null || tables.length === 0 ? [] : [{ ...source, tables: Object.fromEntries(tables) }];
  });
};

type ShopName = { readonly sellerId: string; readonly version: string };

/** What a seller wrote, as an overlay on the pack of the operation: the same file an author of packs would write. Its cells are not compiled yet. */
export const shopOverlay = (
  base: PackSource,
  overlays: readonly PackSource[],
  { sellerId, version }: ShopName,
  written: readonly WrittenRow[],
): Loaded<PackSource> => {
  const below = composedPack(base, overlays);
  if (below.kind === "refused") return below;
  const problems: PolicyProblem[] = [];
  const tables = new Map<string, Table>();
  for (const change of written) {
    const table = below.value.tables.get(change.table);
    const row = table === undefined ? `there is no table ${change.table}` : rowOf(table, change);
    if (table === undefined || typeof row === "string") problems.push(faultOf(change, String(row)));
    else tables.set(table.id, withRow(tables.get(table.id) ?? instructed(table), row));
  }
  const { manifest } = below.value;
  const head = { id: "shop", version, kind: "overlay", extends: below.value.layers.at(-1)?.id, appliesTo: { sellerId } };
  const json = Object.fromEntries([...tables].map(([id, table]) => [id, writeTable(table)]));
  return problems.length > 0
    ? refused(problems)
    : loaded({ manifest: { ...head, engine: manifest.engine }, tables: json, templates: {}, parameters: {}, texts: {} });
};

/** The tables as all layers together say them, cells still as they are written. */
export const composedPack = (base: PackSource, overlays: readonly PackSource[]): Loaded<ComposedPack> => {
  const [parsedBase, ...parsed] = [base, ...overlays].map(parsePack);
  if (parsedBase?.kind !== "loaded") return refused(parsedBase?.problems ?? []);
  return composePacks(
    parsedBase.value,
    parsed.flatMap(pack => (pack.kind === "loaded" ? [pack.value] : [])),
  );
};

const faultOf = ({ table, row }: WrittenRow, message: string): PolicyProblem => ({
  code: "bad_overlay",
  table,
  row,
  column: null,
  message,
});

/** Whoever writes a row answers for it: it is the seller's own choice from then on, whatever it was before. */
const OWN: Readonly<Record<string, string>> = {
  "row.status": "'chosen'",
  "row.source": "'the shop'",
};
const UNNAMED: Readonly<Record<string, string>> = { "row.zh": "'本店规则'", "row.en": "'A rule of this shop'" };

const rowOf = (table: Table, { row, before, cells }: WrittenRow): TableRow | string => {
  const columns = [...table.inputs, ...table.outputs];
  const unknown = Object.keys(cells).find(id => !columns.some(column => column.id === id));
  if (unknown !== undefined) return `there is no column ${unknown}; it has ${columns.map(({ id }) => id).join(", ")}`;
  const existing = table.rows.find(({ id }) => id === row);
  if (existing === undefined && before === null) return "there is no such row; a new one names in `before` the row it stands before";
  const blank = Object.fromEntries(columns.map(({ id, field }) => [id, UNNAMED[field] ?? ""]));
  const own = Object.fromEntries(columns.flatMap(({ id, field }) => (OWN[field] === undefined ? [] : [[id, OWN[field]]])));
  return {
    id: row,
    cells: { ...(existing?.cells ?? blank), ...cells, ...own, [BEFORE_FIELD]: existing === undefined ? `'${before}'` : "" },
  };
};

const instructed = ({ rows: _, ...table }: Table): Table => ({
  ...table,
  outputs: [...table.outputs, { id: BEFORE_FIELD, name: BEFORE_FIELD, field: BEFORE_FIELD }],
  rows: [],
});

/** Written twice, the later word stands. */
const withRow = (table: Table, row: TableRow): Table => ({ ...table, rows: [...table.rows.filter(({ id }) => id !== row.id), row] });
