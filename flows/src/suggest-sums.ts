import { givenByLaw } from "@amends/domain/case/decide-grant";
import type { GrantProposal, KeptProof, Proof, ProofOutcome } from "@amends/domain/case/proof-facts";
import { evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { changedLines } from "@amends/domain/evaluation/what-if";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { SumDue } from "@amends/domain/remedy/sums-due";
import { factsOf } from "./asked-tables.ts";
import type { ReadPorts } from "./read-ports.ts";
import type { Scope } from "./scope.ts";

type Ports = Pick<ReadPorts, "cases" | "policy">;

/** What the rules make of the case for the person who decides it: what is not paid by itself, and not given yet. */
export type SuggestedSums = {
  readonly currency: Currency;
  readonly sums: readonly SumDue[];
  readonly proof: KeptProof | null;
  readonly proposal: GrantProposal | null;
};

export const suggestSums = async ({ cases }: Pick<Ports, "cases">, scope: Scope, caseId: CaseId): Promise<SuggestedSums | null> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return null;
  const { state, decision } = stored;
  const given = state.money.ask?.extras ?? [];
  const computed = state.proof?.sums ?? decision.compensation;
  const hasOneByLaw = givenByLaw(given, computed).length > 0;
  return {
    currency: state.money.currency,
    sums: computed.filter(
      ({ standing, head }) =>
        standing !== "promised" && !(standing === "statutory" && hasOneByLaw) && !given.some(extra => extra.head === head),
    ),
    proof: state.proof ?? null,
    proposal: state.proposal ?? null,
  };
};

/** The case decided again on the facts it was filed with and what was proved, under the pack it was filed under. Null where there is no such case. */
export const outcomeOfProof = async (
  { cases, policy }: Ports,
  scope: Scope,
  caseId: CaseId,
  proof: Proof,
): Promise<ProofOutcome | null> => {
  const stored = await cases.decision(scope, caseId);
  if (stored === null) return null;
  const { pack } = await policy.packByHash(stored.decision.packHash);
  const shares = new Map(proof.shares.map(({ lineNo, basisPoints }) => [lineNo, basisPoints]));
  const facts = changedLines(factsOf(stored.factsText), shares);
  const { decision, money } = evaluateFiling({ ...facts, proven: { lossMinor: proof.lossMinor } }, pack);
  return { sums: decision.compensation, ask: decision.outcome === "refused" ? null : money.ask };
};
