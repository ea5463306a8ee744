import type { PackSource } from "@amends/domain/policy/pack";

type Cells = Readonly<Record<string, string>>;
type TableJson = {
  readonly nodes: readonly { readonly type: string; readonly content?: { readonly rules: readonly Cells[] } }[];
};

/** A pack that says something else in some cells of one row. */
export const withCells = (source: PackSource, table: string, rowId: string, cells: Cells): PackSource => {
  const json = source.tables[table] as TableJson;
  const nodes = json.nodes.map(node =>
    node.content === undefined
      ? node
      : {
          ...node,
          content: { ...node.content, rules: node.content.rules.map(row => (row["_id"] === rowId ? { ...row, ...cells } : row)) },
        },
  );
  return { ...source, tables: { ...source.tables, [table]: { ...json, nodes } } };
};

type Column = { readonly id: string; readonly name: string; readonly field: string };
type Content = { readonly outputs: readonly Column[]; readonly rules: readonly Cells[] };
type Node = { readonly type: string; readonly content?: Content };

/** An operator's overlay that writes one row of one table otherwise, or puts a new one before another; without a row it changes nothing. */
export const overlayOf = (base: PackSource, id: string, table?: string, rowId = "", cells: Cells = {}): PackSource => {
  const manifest = { id, version: "1", kind: "overlay", extends: "base", appliesTo: {}, engine: 1 };
  const empty = { manifest, tables: {}, templates: {}, parameters: {}, texts: {} };
  if (table === undefined) return empty;
  const json = base.tables[table] as { readonly nodes: readonly Node[] };
  const nodes = json.nodes.map(node => (node.content === undefined ? node : { ...node, content: contentOf(node.content, rowId, cells) }));
  return { ...empty, tables: { [table]: { ...json, nodes } } };
};

const contentOf = ({ outputs, rules, ...content }: Content, rowId: string, cells: Cells): Content => {
  const blank = Object.fromEntries(Object.keys(rules[0] ?? {}).map(column => [column, ""]));
  const own = { "row.status": "'chosen'", "row.source": "'operator'", "row.zh": "'本公司'", "row.en": "'Ours'" };
  const row = { ...(rules.find(({ _id }) => _id === rowId) ?? { ...blank, ...own }), _id: rowId, before: "", ...cells };
  return { ...content, outputs: [...outputs, { id: "before", name: "before", field: "row.before" }], rules: [row] };
};
