import { METADATA_FIELDS } from "@amends/domain/policy/row-meta";
import { writeTable } from "@amends/domain/policy/write-table";

export interface TableSketch {
  /** Field by column id. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly rules: readonly RuleSketch[];
}

/** The cells that matter; the rest are empty, and metadata is filled in. */
export type RuleSketch = Readonly<Record<string, string>> & { readonly _id: string };

const METADATA_CELLS = { "row.status": '"chosen"', "row.source": '"a test"', "row.zh": '"测试"', "row.en": '"a test"' } as const;
const metadata = Object.fromEntries(METADATA_FIELDS.filter(field => field !== "row.law").map(field => [field, field]));

/** The JDM document of a small table, for tests that are about its cells. */
export const tableFile = (name: string, { inputs, outputs, rules }: TableSketch) => {
  const columns = (fields: Readonly<Record<string, string>>) => Object.entries(fields).map(([id, field]) => ({ id, name: id, field }));
  const empty = Object.fromEntries([...Object.keys(inputs), ...Object.keys(outputs)].map(id => [id, ""]));
  const rows = rules.map(({ _id, ...cells }) => ({ id: _id, cells: { ...empty, ...METADATA_CELLS, ...cells } }));
  return writeTable({ id: name, inputs: columns(inputs), outputs: columns({ ...outputs, ...metadata }), rows });
};
