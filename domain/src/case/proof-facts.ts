import type { EvidenceItem } from "../intake/case-facts.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";

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

/** What the rules make of it, decided on the facts the case was filed with and what was proved. */
export type ProofOutcome = { readonly sums: readonly SumDue[]; readonly ask: RefundAsk | null };

export type KeptProof = Proof & { readonly by: Actor; readonly at: Instant; readonly sums: readonly SumDue[] };

/** A sum above what its proposer may give by themselves, until a second person gives it. */
export type GrantProposal = { readonly by: Actor; readonly at: Instant; readonly heads: readonly string[]; readonly onTopMinor: Minor };

export type LossProved = Proof & { readonly type: "loss_proved"; readonly sums: readonly SumDue[] };
export type GrantProposed = Pick<GrantProposal, "heads" | "onTopMinor"> & { readonly type: "grant_proposed" };
