import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, wordOf } from "../intake/stage.ts";
import type { Hit } from "../policy/compile-table.ts";

export const FREIGHT_PAYERS = ["buyer", "seller", "platform", "none"] as const;
export type FreightPayer = (typeof FREIGHT_PAYERS)[number];
export type FreightFinding = { readonly outbound: FreightPayer; readonly return: FreightPayer };

export const bearFreight = (pack: StagePack, context: EvaluationContext): { readonly freight: FreightFinding; readonly hit: Hit } => {
  const hit = ask(pack, "freight", context);
  context.freight = hit.outputs;
  return { freight: { outbound: wordOf(hit, "outbound", FREIGHT_PAYERS), return: wordOf(hit, "return", FREIGHT_PAYERS) }, hit };
};
