import type { StageTable } from "../intake/stage.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { RowMeta } from "../policy/row-meta.ts";
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
  outputs: hit.plainOutputs,
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
