import type { Decision } from "@amends/domain/evaluation/decision";
import type { CanonicalValue } from "@amends/domain/kernel/canonical-json";

/** What of a decision may not change under one engine number: all but the words and the hash of the pack, which its editor may mend. */
export const outcomeOf = ({
  outcome,
  severity,
  lines,
  liability,
  freight,
  remedy,
  compensation,
  floors,
  trace,
}: Decision): CanonicalValue => ({
  outcome,
  severity,
  lines: lines.map(({ explanation: _, ...line }) => line),
  liability,
  freight,
  remedy,
  compensation: compensation.map(sum => ({ ...sum })),
  floors,
  trace: trace.map(({ table, rowId, lineNo, outputs }) => ({ table, rowId, lineNo, outputs })),
});
