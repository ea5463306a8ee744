import type { Hit } from "../policy/compile-table.ts";
import { type EvaluationContext, VERDICTS, type Verdict } from "./evaluation-context.ts";
import { ask, type StagePack, textOrNull, wordOf } from "./stage.ts";

/** Whether the goods are still intact, going by what the buyer says; inspection later says what is so (policy.md §1.2). */
export const INTACTNESS = ["intact", "not_intact", "inspect"] as const;

export const judgeIntactness = (pack: StagePack, context: EvaluationContext): Hit => {
  const hit = ask(pack, "intactness", context);
  context.intactness = hit.outputs;
  return hit;
};

/** The seven-day right, policy.md §1.1. `not_asked` where the reason is not a no-reason one. */
export const SEVEN_DAY_VERDICTS = ["eligible", "review", "refused", "not_asked"] as const;

export const judgeSevenDay = (pack: StagePack, context: EvaluationContext): Hit => {
  const hit = ask(pack, "seven_day", context);
  context.sevenDay = hit.outputs;
  return hit;
};

/** Which stage's row is the one to show the buyer. */
const BECAUSE = ["eligibility", "seven_day"] as const;

export type LineJudgement = {
  readonly verdict: Verdict;
  readonly route: string;
  readonly refusal: string | null;
  readonly because: Hit;
};

export const judgeEligibility = (
  pack: StagePack,
  context: EvaluationContext,
  { intactness, sevenDay }: { readonly intactness: Hit; readonly sevenDay: Hit },
): LineJudgement & { readonly hit: Hit } => {
  const hit = ask(pack, "eligibility", context);
  context.eligibility = hit.outputs;
  const verdict = wordOf(hit, "verdict", VERDICTS);
  const refusal = verdict === "refused" ? textOrNull(hit, "refusal") : null;
  const isOwn = wordOf(hit, "because", BECAUSE) === "eligibility";
  const because = isOwn ? hit : sevenDay.outputs["refusal"] === NOT_INTACT ? intactness : sevenDay;
  return { hit, verdict, route: textOrNull(hit, "route") ?? "none", refusal, because };
};

/** Here the category's own row says more than the general one. */
const NOT_INTACT = "not_intact";
