import type { EvidenceItem } from "../intake/case-facts.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor, Role } from "../party/party.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { computedRefund, reviseRefund } from "./revise-refund.ts";

/** What a person found to be so, and what shows it: a loss in money, and how much of a line was short or bad. */
export type Proof = {
  readonly lossMinor: Minor;
  readonly shares: readonly ProvedShare[];
  readonly evidence: readonly EvidenceItem[];
};

/** `weights`: how the share was come by, where it was weighed. */
export type ProvedShare = {
  readonly lineNo: number;
  readonly basisPoints: number;
  readonly weights: { readonly soldGrams: number; readonly foundGrams: number } | null;
};

const WHOLE = 10_000;

/** How much of the weight that was sold is missing, in basis points; the half counts up, as for money. */
export const shortShare = (soldGrams: number, foundGrams: number): number =>
  Math.max(0, Math.floor(((soldGrams - foundGrams) * WHOLE * 2 + soldGrams) / (2 * soldGrams)));

/** What the rules make of it, decided on the facts the case was filed with and what was proved. */
export type ProofOutcome = { readonly sums: readonly SumDue[]; readonly ask: RefundAsk | null };

export type KeptProof = Proof & { readonly by: Actor; readonly at: Instant; readonly sums: readonly SumDue[] };

/** A sum above what its proposer may give by themselves, until a second person gives it. */
export type GrantProposal = { readonly by: Actor; readonly at: Instant; readonly heads: readonly string[]; readonly onTopMinor: Minor };

export type LossProved = Proof & { readonly type: "loss_proved"; readonly sums: readonly SumDue[] };
export type GrantProposed = Pick<GrantProposal, "heads" | "onTopMinor"> & { readonly type: "grant_proposed" };

/** What is proved goes by files of this case alone, where everybody can look at them; what is promised follows it while somebody still reviews. */
export const enterProof = (draft: CaseDraft, rules: CaseRules, proof: Proof, { sums, ask }: ProofOutcome): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const unknown = proof.shares.find(({ lineNo }) => !state.lines.some(line => line.lineNo === lineNo));
  if (unknown !== undefined) return rejected("line_not_in_case", state, { lineNo: unknown.lineNo });
  if (proof.lossMinor < 0n || (proof.lossMinor === 0n && proof.shares.length === 0)) return rejected("nothing_proved", state);
  if (proof.evidence.length === 0 || !proof.evidence.every(({ sha256 }) => state.evidence.includes(sha256)))
    return rejected("proof_needs_evidence", state);
  draft.record({ type: "loss_proved", ...proof, sums });
  const isReviewed =
    activeStep(state, ({ type }) => type === "review") !== null && state.money.refunds.every(({ refundedMinor }) => refundedMinor === 0n);
  if (isReviewed && proof.shares.length > 0 && ask !== null && computedRefund(rules, ask).kind === "refund")
    reviseRefund(draft, rules, "proved", ask);
  return null;
};

export const evolveProof = (
  state: CaseState,
  event: (LossProved | GrantProposed) & { readonly by: Actor; readonly at: Instant },
): CaseState => {
  const { by, at } = event;
  switch (event.type) {
    case "loss_proved": {
      const { lossMinor, shares, evidence, sums } = event;
      const { proposal: _overtaken, ...rest } = state;
      return { ...rest, proof: { lossMinor, shares, evidence, sums, by, at } };
    }
    case "grant_proposed":
      return { ...state, proposal: { by, at, heads: event.heads, onTopMinor: event.onTopMinor } };
  }
};

/**
 * Above what one person may give, one proposes and a second gives: somebody else, who leads. Null: it may be given now.
 */
export const secondPerson = (draft: CaseDraft, heads: readonly string[], onTopMinor: Minor): "proposed" | CommandRejected | null => {
  const { state, by } = draft;
  const { proposal } = state;
  const isSame = proposal !== undefined && proposal.onTopMinor === onTopMinor && proposal.heads.join() === heads.join();
  if (!isSame) {
    draft.record({ type: "grant_proposed", heads, onTopMinor });
    return "proposed";
  }
  return proposal.by.id !== by.id && LEADS.includes(by.role) ? null : rejected("grant_needs_another", state, { role: by.role });
};

const LEADS: readonly Role[] = ["supervisor", "admin"];
