import type { StageTable } from "../intake/stage.ts";
import { unchanging } from "../kernel/canonical-json.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { RowMeta } from "../policy/row-meta.ts";
import { FLOORS, type FloorId } from "../remedy/floors.ts";
import type { Explanation, TraceRow } from "./decision.ts";

/** The row's own words, and where the rule stands: the law by its name where there is one, and the key it was read under. */
export const explanationOf = (meta: RowMeta): Explanation => {
  const known = explanations.get(meta);
  if (known !== undefined) return known;
  const source = meta.law === null ? meta.source : `${meta.law} (${meta.source})`;
  const explanation = unchanging({ zh: meta.zh, en: meta.en, source });
  explanations.set(meta, explanation);
  return explanation;
};

/** A row's words never change while its pack lives; this only saves making them anew for every decision. */
const explanations = new WeakMap<RowMeta, Explanation>();

/** A row that says the same of whatever it is asked says it of most lines there are: its entry is made once for each of the first lines of an order. */
export const traceRow = (table: StageTable, hit: Hit, lineNo: number | null): TraceRow => {
  if (!hit.isConstant || (lineNo ?? 0) > KEPT_LINES) return entryOf(table, hit, lineNo);
  const made = entries.get(hit) ?? new Map<number | null, TraceRow>();
  if (made.size === 0) entries.set(hit, made);
  const known = made.get(lineNo);
  if (known !== undefined) return known;
  const entry = unchanging(entryOf(table, hit, lineNo));
  made.set(lineNo, entry);
  return entry;
};

const KEPT_LINES = 5;
const entries = new WeakMap<Hit, Map<number | null, TraceRow>>();

const entryOf = (table: StageTable, hit: Hit, lineNo: number | null): TraceRow => ({
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
