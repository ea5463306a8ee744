import { admit } from "../intake/admit.ts";
import type { CaseFacts } from "../intake/case-facts.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { Decision } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import { changedFacts, type FactsChange } from "./what-if.ts";

/** One thing that, had it been otherwise, would have led further: what of it is in the buyer's hands is said first. */
export type Improvement = { readonly kind: "evidence" | "unopened" | "intact"; readonly outcome: Decision["outcome"] };

/** As much evidence as any rule asks for. */
const PLENTY = 20;

const CANDIDATES: readonly (readonly [Improvement["kind"], FactsChange])[] = [
  ["evidence", { photos: PLENTY, videos: PLENTY, documents: PLENTY }],
  ["unopened", { condition: "unopened" }],
  ["intact", { condition: "opened_intact" }],
];

/** Found by deciding again on facts that differ in one thing, so it says no more than the rules do. Nothing where the request was approved. */
export const whatWouldChange = (facts: CaseFacts, pack: CompiledPack, decided: Decision["outcome"]): readonly Improvement[] =>
  decided === "approved"
    ? []
    : CANDIDATES.flatMap(([kind, change]) => {
        const supposed = changedFacts(facts, change);
        if (admit(supposed, pack) !== null) return [];
        const { outcome } = evaluate(supposed, pack);
        return RANK[outcome] > RANK[decided] ? [{ kind, outcome }] : [];
      });

const RANK: Readonly<Record<Decision["outcome"], number>> = { refused: 0, review: 1, approved: 2 };
