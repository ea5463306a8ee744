import { ask, type StagePack, wholeOf, wordOf } from "../intake/stage.ts";
import type { Debtor } from "./bearer-shares.ts";

/**
 * Where an advance is recovered from.
 *
 * claim              the bearer is asked with documents; what is not paid in time falls to the seller, the buyer's contract party
 * appeal             who refused a claim is asked once more, with evidence the claim had not
 * frozen_settlement  what the host still keeps of the order's own proceeds
 * deposit            the seller's deposit
 * next_settlements   a share of each settlement to come
 * receivable         billed to the seller, or owed by the buyer: asked for again and again while it ages
 * write_off          nothing is left to try: two people decide that the platform bears it
 */
export const RECOVERY_SOURCES = ["claim", "appeal", "frozen_settlement", "deposit", "next_settlements", "receivable", "write_off"] as const;
export type RecoverySource = (typeof RECOVERY_SOURCES)[number];

export type RecoveryRule = {
  readonly source: RecoverySource;
  /** The most that is taken of what the source holds; 10,000 = all of it. */
  readonly shareBasisPoints: number;
  /** How long the source is tried before the next one; 0 = once. */
  readonly waitSeconds: number;
  /** How often it is tried in that time; 0 = when something comes in. For a claim and an appeal: until when they have to be sent. */
  readonly retrySeconds: number;
  readonly ruleId: string;
};

/** Where the last try has left it: a claim that was refused is another thing than one that was paid in part or not answered. */
export type TriedBefore = RecoverySource | "none" | "claim_rejected";
export type RecoveryRules = (bearer: Debtor, after: TriedBefore) => RecoveryRule;

/** Binds the pack's table `recourse`, which says after each source what is tried next. */
export const recoveryRules =
  (pack: StagePack): RecoveryRules =>
  (bearer, after) => {
    const hit = ask(pack, "recourse", { recourse: { bearer, after } });
    return {
      source: wordOf(hit, "recoverFrom", RECOVERY_SOURCES),
      shareBasisPoints: wholeOf(hit, "shareBasisPoints"),
      waitSeconds: wholeOf(hit, "waitSeconds"),
      retrySeconds: wholeOf(hit, "retrySeconds"),
      ruleId: hit.rowId,
    };
  };
