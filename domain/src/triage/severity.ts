import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, wordOf } from "../intake/stage.ts";
import type { Hit } from "../policy/compile-table.ts";

/** P1 injury, poisoning, minors, leak, mass fault · P2 regulator, media, large sums · P3 complaints and refused or late after-sales · P4 the rest. */
export const SEVERITIES = ["p1", "p2", "p3", "p4"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const judgeSeverity = (pack: StagePack, context: EvaluationContext): { readonly severity: Severity; readonly hit: Hit } => {
  const hit = ask(pack, "severity", context);
  context.severity = hit.outputs;
  return { severity: wordOf(hit, "level", SEVERITIES), hit };
};
