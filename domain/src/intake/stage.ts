import type { CompiledTable, Hit } from "../policy/compile-table.ts";
import { isList, type PolicyRecord, type PolicyValue } from "../policy/value.ts";

/** The tables an evaluation runs through, in this order. Each is one file of the pack and one function of its room. */
export const STAGE_TABLES = [
  "host_types",
  "host_reasons",
  "tracking_limits",
  "reasons",
  "evidence",
  "intactness",
  "seven_day",
  "eligibility",
  "severity",
  "burden",
  "liability",
  "freight",
  "ratio",
  "entitlements",
  "compensation",
  "price_offers",
  "price_protection",
  "remedy",
  "plans",
  "promises",
  "standards",
  "ladder",
  "options",
  "inspection",
  "routing",
  "recourse",
] as const;
export type StageTable = (typeof STAGE_TABLES)[number];

/**
 * How a case is gone about, as against what is owed: these rows are those in force when the case is filed, all others those in force when the order was
 * paid. A clock begins at the filing; nobody bought relying on it.
 */
export const PROCEDURE_TABLES: readonly string[] = [
  "host_types",
  "host_reasons",
  "severity",
  "plans",
  "promises",
  "standards",
  "ladder",
  "options",
  "routing",
  "recourse",
] satisfies readonly StageTable[];

export const isStageTable = (id: string): id is StageTable => STAGE_TABLES.some(known => known === id);

export type StagePack = { readonly tables: ReadonlyMap<string, CompiledTable> };

export const tableOf = ({ tables }: StagePack, id: StageTable): CompiledTable => {
  const table = tables.get(id);
  if (table !== undefined) return table;
  throw new Error(`broken invariant: the pack has a table ${id}; checkStages refuses one that has not`);
};

/* The messages are put together only when something is wrong: these run some forty times in one decision, where `assert` would build each of them. */

/** A stage that has no answer is a hole in the pack, not a decision. */
export const ask = (pack: StagePack, id: StageTable, context: PolicyRecord): Hit => {
  const hit = tableOf(pack, id).evaluate(context);
  if (hit !== null) return hit;
  throw new Error(`broken invariant: the table ${id} has a row for these facts; it should end with a row without conditions`);
};

export const wordOf = <T extends string>({ rowId, outputs }: Hit, field: string, words: readonly T[]): T => {
  const value = outputs[field];
  for (const word of words) if (word === value) return word;
  throw new Error(`broken invariant: ${rowId} gives ${field} one of ${words.join(", ")}`);
};

export const textOf = ({ rowId, outputs }: Hit, field: string): string => {
  const value = outputs[field];
  if (typeof value === "string") return value;
  throw new Error(`broken invariant: ${rowId} gives the text ${field}`);
};

export const wholeOf = ({ rowId, outputs }: Hit, field: string): number => {
  const value = outputs[field];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new Error(`broken invariant: ${rowId} gives the whole number ${field}`);
};

export const wholeOrNull = (hit: Hit, field: string): number | null => (hit.outputs[field] === undefined ? null : wholeOf(hit, field));
export const textOrNull = (hit: Hit, field: string): string | null => (hit.outputs[field] === undefined ? null : textOf(hit, field));

export const textsOf = ({ rowId, outputs }: Hit, field: string): readonly string[] => {
  const value = outputs[field] ?? null;
  if (isList(value) && value.every(isText)) return value;
  throw new Error(`broken invariant: ${rowId} gives the list of texts ${field}`);
};

/** Whether a list of texts holds one, without a copy of it. */
export const holdsText = ({ outputs }: Hit, field: string, text: string): boolean => {
  const value = outputs[field] ?? null;
  return isList(value) && value.includes(text);
};

const isText = (value: PolicyValue): value is string => typeof value === "string";
