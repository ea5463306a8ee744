import type { Minor } from "../kernel/money.ts";
import type { Role } from "../party/party.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { Proof, ProofOutcome } from "./proof-facts.ts";
import { computedRefund, reviseRefund } from "./revise-refund.ts";
import { countedFiles } from "./void-files.ts";

const WHOLE = 10_000;

/** How much of the weight that was sold is missing, in basis points; the half counts up, as for money. */
export const shortShare = (soldGrams: number, foundGrams: number): number =>
  Math.max(0, Math.floor(((soldGrams - foundGrams) * WHOLE * 2 + soldGrams) / (2 * soldGrams)));

/**
 * What is proved goes by files of this case alone, where everybody can look at them; what is promised follows it while somebody still reviews: the share
 * of the price that was short, and a sum that is promised on a proved loss.
 */
export const enterProof = (draft: CaseDraft, rules: CaseRules, proof: Proof, { sums, ask }: ProofOutcome): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const unknown = proof.shares.find(({ lineNo }) => !state.lines.some(line => line.lineNo === lineNo));
  if (unknown !== undefined) return rejected("line_not_in_case", state, { lineNo: unknown.lineNo });
  if (proof.lossMinor < 0n || (proof.lossMinor === 0n && proof.shares.length === 0)) return rejected("nothing_proved", state);
  const counted = countedFiles(state, proof.evidence);
  if (counted.length === 0 || counted.length < proof.evidence.length || !counted.every(({ sha256 }) => state.evidence.includes(sha256)))
    return rejected("proof_needs_evidence", state);
  draft.record({ type: "loss_proved", ...proof, sums });
  const isReviewed =
    activeStep(state, ({ type }) => type === "review") !== null && state.money.refunds.every(({ refundedMinor }) => refundedMinor === 0n);
  const { extras = [] } = state.money.ask ?? {};
  const brings = sums.some(({ standing, head }) => standing === "promised" && !extras.some(extra => extra.head === head));
  if (isReviewed && (brings || proof.shares.length > 0) && ask !== null && computedRefund(rules, ask).kind === "refund")
    reviseRefund(draft, rules, "proved", ask);
  return null;
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
