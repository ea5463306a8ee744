import type { showDecision } from "@amends/contract/routes/case/show-decision";
import { formatDecimal, isDecimal } from "@amends/domain/kernel/decimal";
import type { RowTrace } from "@amends/domain/policy/compile-table";
import { isList, isRecord, type PolicyValue } from "@amends/domain/policy/value";
import type { ShownDecision } from "@amends/flows/show-decision";
import type { z } from "zod";
import { explanationOf } from "./case-view.ts";

type View = z.output<(typeof showDecision)["answers"][200]>;

export const decisionOf = ({ state, decision, replay }: ShownDecision): View => {
  const { outcome, severity, serviceType, refundOnlyKind, packId, packHash, engine, floors, trace } = decision;
  return {
    caseId: state.caseId,
    outcome,
    severity,
    serviceType,
    refundOnlyKind,
    packId,
    packHash,
    engine,
    floors: [...floors],
    trace: trace.map(explanationOf),
    replay:
      replay.kind === "other_engine"
        ? replay
        : { ...replay, tables: replay.tables.map(({ table, lineNo, rows }) => ({ table, lineNo, rows: rows.map(rowOf) })) },
  };
};

const rowOf = ({ rowId, isHit, meta: { status, zh, en, source, law }, failed }: RowTrace) => ({
  rowId,
  isHit,
  status,
  zh,
  en,
  source: law === null ? source : `${law} (${source})`,
  failed: failed.map(({ column, field, cell, actual }) => ({ column, field, cell, actual: written(actual) })),
});

/** As an author of tables would write it. */
const written = (value: PolicyValue): string => {
  if (isList(value)) return `[${value.map(written).join(", ")}]`;
  if (isDecimal(value)) return formatDecimal(value);
  if (isRecord(value)) return `{${Object.keys(value).join(", ")}}`;
  return typeof value === "string" ? `'${value}'` : String(value);
};
