import type { Decision } from "@amends/domain/evaluation/decision";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import type { CompiledTable, RowTrace } from "@amends/domain/policy/compile-table";
import { matchedCells, type SeenCell } from "@amends/domain/policy/matched-cells";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { isRecord, type PolicyRecord } from "@amends/domain/policy/value";

/** One question to one table, with every row up to the one that answered. `lineNo` is the line it was asked about. */
export type AskedTable = {
  readonly table: string;
  readonly lineNo: number | null;
  /** `matched`: of the row that answered, its conditions with what they saw. */
  readonly rows: readonly (RowTrace & { readonly matched: readonly SeenCell[] })[];
};

/** The decision on these facts, with everything the tables were asked on the way. */
export const evaluateAloud = (
  facts: CaseFacts,
  pack: CompiledPack,
): { readonly decision: Decision; readonly tables: readonly AskedTable[] } => {
  const tables: AskedTable[] = [];
  const decision = evaluate(
    facts,
    listening(pack, asked => tables.push(asked)),
  );
  return { decision, tables };
};

/** The same pack, telling of each question as it is asked: the context fills as the stages pass, and is only then what the table saw. */
const listening = (pack: CompiledPack, tell: (asked: AskedTable) => void): CompiledPack => ({
  ...pack,
  tables: new Map([...pack.tables].map(([id, table]) => [id, listeningTable(table, tell)])),
});

const listeningTable = (table: CompiledTable, tell: (asked: AskedTable) => void): CompiledTable => ({
  ...table,
  evaluate: context => {
    const rows = table.explain(context);
    tell({
      table: table.id,
      lineNo: lineNoOf(context),
      rows: rows.map(row => ({ ...row, matched: row.isHit ? matchedCells(table, row.rowId, context) : [] })),
    });
    return table.evaluate(context);
  },
});

const lineNoOf = ({ line }: PolicyRecord): number | null =>
  line !== undefined && isRecord(line) && typeof line["no"] === "number" ? line["no"] : null;

/** The way back from canonical text: what stands under a name ending in `Minor` is an amount. Written by nobody but a filing. */
export const factsOf = (text: string): CaseFacts =>
  JSON.parse(text, (name, value: unknown) => (typeof value === "number" && name.endsWith("Minor") ? BigInt(value) : value)) as CaseFacts;
