import { ENGINE } from "@amends/domain/evaluation/engine";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { type AskedTable, evaluateAloud, factsOf } from "./asked-tables.ts";
import type { ReadPorts, StoredDecision } from "./read-ports.ts";
import type { Scope } from "./scope.ts";

export type ShownDecision = StoredDecision & {
  /** What can be supposed otherwise, as it stood when the case was filed. */
  readonly facts: CaseFacts;
  readonly replay:
    | {
        readonly kind: "replayed";
        /** The decision made again from the stored facts is the stored one, to the last byte. */
        readonly isSame: boolean;
        readonly tables: readonly AskedTable[];
        /** The rules it was decided by. */
        readonly pack: CompiledPack;
      }
    /** Made by an evaluator that this version does not carry, so it cannot be made again here. */
    | { readonly kind: "other_engine"; readonly engine: number };
};

/** Why it was decided so, made again from what was known then. */
export const showDecision = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  scope: Scope,
  caseId: CaseId,
): Promise<ShownDecision | null> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return null;
  const facts = factsOf(stored.factsText);
  const { engine, packHash } = stored.decision;
  if (engine !== ENGINE) return { ...stored, facts, replay: { kind: "other_engine", engine } };
  const { pack } = await policy.packByHash(packHash);
  const { decision: again, tables } = evaluateAloud(facts, pack);
  return { ...stored, facts, replay: { kind: "replayed", isSame: canonicalText(again) === canonicalText(stored.decision), tables, pack } };
};
