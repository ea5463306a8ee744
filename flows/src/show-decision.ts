import type { Decision } from "@amends/domain/evaluation/decision";
import { ENGINE } from "@amends/domain/evaluation/engine";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { CompiledTable, RowTrace } from "@amends/domain/policy/compile-table";
import type { CompiledPack } from "@amends/domain/policy/pack";
import type { PolicyRecord } from "@amends/domain/policy/value";
import { isRecord } from "@amends/domain/policy/value";
import type { ReadPorts, StoredDecision } from "./read-ports.ts";
import type { Scope } from "./scope.ts";

export type ShownDecision = StoredDecision & {
  readonly replay:
    | {
        readonly kind: "replayed";
        /** The decision made again from the stored facts is the stored one, to the last byte. */
        readonly isSame: boolean;
        readonly tables: readonly AskedTable[];
      }
    /** Made by an evaluator that this version does not carry, so it cannot be made again here. */
    | { readonly kind: "other_engine"; readonly engine: number };
};

/** One question to one table, with every row up to the one that answered. `lineNo` is the line it was asked about. */
export type AskedTable = { readonly table: string; readonly lineNo: number | null; readonly rows: readonly RowTrace[] };

/** Why it was decided so, made again from what was known then. */
export const showDecision = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  scope: Scope,
  caseId: CaseId,
): Promise<ShownDecision | null> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return null;
  const { engine, packHash } = stored.decision;
  if (engine !== ENGINE) return { ...stored, replay: { kind: "other_engine", engine } };
  const { pack } = await policy.packByHash(packHash);
  return { ...stored, replay: { kind: "replayed", ...replay(factsOf(stored.factsText), pack, stored.decision) } };
};

const replay = (facts: CaseFacts, pack: CompiledPack, stored: Decision) => {
  const tables: AskedTable[] = [];
  const again = evaluate(
    facts,
    listening(pack, asked => tables.push(asked)),
  );
  return { isSame: canonicalText(again) === canonicalText(stored), tables };
};

/** The same pack, telling of each question as it is asked: the context fills as the stages pass, and is only then what the table saw. */
const listening = (pack: CompiledPack, tell: (asked: AskedTable) => void): CompiledPack => ({
  ...pack,
  tables: new Map([...pack.tables].map(([id, table]) => [id, listeningTable(table, tell)])),
});

const listeningTable = (table: CompiledTable, tell: (asked: AskedTable) => void): CompiledTable => ({
  ...table,
  evaluate: context => {
    tell({ table: table.id, lineNo: lineNoOf(context), rows: table.explain(context) });
    return table.evaluate(context);
  },
});

const lineNoOf = ({ line }: PolicyRecord): number | null =>
  line !== undefined && isRecord(line) && typeof line["no"] === "number" ? line["no"] : null;

/** The way back from canonical text: what stands under a name ending in `Minor` is an amount. Written by nobody but a filing. */
const factsOf = (text: string): CaseFacts =>
  JSON.parse(text, (name, value: unknown) => (typeof value === "number" && name.endsWith("Minor") ? BigInt(value) : value)) as CaseFacts;
