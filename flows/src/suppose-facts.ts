import type { Decision } from "@amends/domain/evaluation/decision";
import { changedFacts, type FactsChange } from "@amends/domain/evaluation/what-if";
import { type Improvement, whatWouldChange } from "@amends/domain/evaluation/what-would-change";
import { admit, type FilingRejected } from "@amends/domain/intake/admit";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { type AskedTable, evaluateAloud, factsOf } from "./asked-tables.ts";
import type { ReadPorts } from "./read-ports.ts";
import type { Scope } from "./scope.ts";

type Ports = Pick<ReadPorts, "cases" | "policy">;

export type Supposed =
  | {
      readonly kind: "decided";
      readonly currency: Currency;
      readonly decision: Decision;
      readonly tables: readonly AskedTable[];
      /** The rules it was decided by. */
      readonly pack: CompiledPack;
    }
  | FilingRejected
  | { readonly kind: "not_found" };

/** What would have been decided had the facts been otherwise, under the pack the case was filed under. Nothing is stored. */
export const supposeFacts = async ({ cases, policy }: Ports, scope: Scope, caseId: CaseId, change: FactsChange): Promise<Supposed> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return { kind: "not_found" };
  const { pack } = await policy.packByHash(stored.decision.packHash);
  const facts = changedFacts(factsOf(stored.factsText), change);
  const rejection = admit(facts, pack);
  return rejection ?? { kind: "decided", currency: facts.order.currency, ...evaluateAloud(facts, pack), pack };
};

/** What would have led further; null where there is no such case for this reader. */
export const showWhatWouldChange = async (
  { cases, policy }: Ports,
  scope: Scope,
  caseId: CaseId,
): Promise<{ readonly outcome: Decision["outcome"]; readonly improvements: readonly Improvement[] } | null> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return null;
  const { outcome, packHash } = stored.decision;
  const { pack } = await policy.packByHash(packHash);
  return { outcome, improvements: whatWouldChange(factsOf(stored.factsText), pack, outcome) };
};
