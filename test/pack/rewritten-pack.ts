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
