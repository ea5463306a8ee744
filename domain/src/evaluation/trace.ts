import type { StageTable } from "../intake/stage.ts";
import { formatDecimal, isDecimal } from "../kernel/decimal.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { RowMeta } from "../policy/row-meta.ts";
import { isList, isRecord, type PolicyValue } from "../policy/value.ts";
import { FLOORS, type FloorId } from "../remedy/floors.ts";
import type { Explanation, TraceRow } from "./decision.ts";

/** The row's own words, and where the rule stands: the law by its name where there is one, and the key it was read under. */
export const explanationOf = (meta: RowMeta): Explanation => {
  const known = explanations.get(meta);
  if (known !== undefined) return known;
  const explanation = { zh: meta.zh, en: meta.en, source: meta.law === null ? meta.source : `${meta.law} (${meta.source})` };
  explanations.set(meta, explanation);
  return explanation;
};

/** A row's words never change while its pack lives; this only saves making them anew for every decision. */
const explanations = new WeakMap<RowMeta, Explanation>();

export const traceRow = (table: StageTable, hit: Hit, lineNo: number | null): TraceRow => ({
  stage: table,
  table,
  rowId: hit.rowId,
  lineNo,
  status: hit.meta.status,
  outputs: plainOutputs(hit.outputs),
  explanation: explanationOf(hit.meta),
});

export const traceFloor = (id: FloorId, lineNo: number | null): TraceRow => ({
  stage: "floors",
  table: "floors",
  rowId: id,
  lineNo,
  status: "floor",
  outputs: NO_OUTPUTS,
  explanation: FLOORS[id],
});

const NO_OUTPUTS: TraceRow["outputs"] = {};

/** Nearly every row gives plain values only, and the same object each time; only a list has to be written out as text. */
const plainOutputs = (outputs: Hit["outputs"]): TraceRow["outputs"] =>
  isPlain(outputs) ? outputs : Object.fromEntries(Object.entries(outputs).map(([field, value]) => [field, plainValue(value)]));

const isPlain = (outputs: Hit["outputs"]): outputs is TraceRow["outputs"] => {
  for (const field in outputs) {
    const value = outputs[field];
    if (typeof value === "object" ? value !== null : typeof value === "bigint") return false;
  }
  return true;
};

const plainValue = (value: PolicyValue): string | number | boolean | null => {
  if (isList(value)) return value.map(plainValue).join(" ");
  if (isDecimal(value)) return formatDecimal(value);
  if (isRecord(value)) return Object.keys(value).join(" ");
  return typeof value === "bigint" ? value.toString() : value;
};
