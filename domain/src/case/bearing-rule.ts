import { explanationOf } from "../evaluation/trace.ts";
import type { StagePack } from "../intake/stage.ts";
import { FLOORS, OWN_PROMISE } from "../remedy/floors.ts";
import type { BearingRule } from "./case-event.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";

/**
 * Why the platform bears what the seller was charged for, or bears it no more: the row of the cause that a person judged, else the decision's own, or the
 * floor that no pack goes below.
 */
export const bearingRule = (
  pack: StagePack,
  { judgement, liability }: CaseState,
  promisedBy: ReturnType<CaseRules["refundPromisedBy"]>,
): BearingRule => {
  const rowId = judgement?.rowId ?? liability.rowId;
  if (rowId === undefined) return BY_FINDING;
  if (rowId === "G-1") return promisedBy === "platform" ? OWN_PROMISE : { ruleId: rowId, explanation: FLOORS[rowId] };
  const row = pack.tables.get("liability")?.rows.find(({ id }) => id === rowId);
  return row === undefined ? { ...BY_FINDING, ruleId: rowId } : { ruleId: rowId, explanation: explanationOf(row.meta) };
};

/** Decisions of earlier days did not keep their row beside the finding. */
const BY_FINDING: BearingRule = {
  ruleId: "5.1",
  explanation: { zh: "按责任认定由平台承担", en: "By the finding of liability the platform bears it", source: "operator" },
};
