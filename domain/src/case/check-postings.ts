import type { Leg } from "../settlement/postings.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import { evolve } from "./evolve.ts";
import { type CasePosting, postingsOf } from "./postings.ts";

/** A posting as it lies in the ledger. */
export type StoredPosting = { readonly kind: string; readonly eventSeq: number; readonly legs: readonly Leg[] };

/** The postings a history gives, transaction by transaction: what must lie in the ledger, and nothing else may. */
export const replayPostings = (commits: readonly (readonly Recorded[])[]): readonly CasePosting[] => {
  let state: CaseState | null = null;
  const postings: CasePosting[] = [];
  for (const events of commits) {
    const before = state;
    for (const event of events) state = evolve(state, event);
    if (state !== null) postings.push(...postingsOf(before, state, events));
  }
  return postings;
};

/** The number of the first posting that does not follow from the history, counted from 1; null where all do. */
export const firstForeignPosting = (expected: readonly StoredPosting[], stored: readonly StoredPosting[]): number | null => {
  for (let place = 0; place < Math.max(expected.length, stored.length); place += 1)
    if (!isSame(expected[place], stored[place])) return place + 1;
  return null;
};

const isSame = (left: StoredPosting | undefined, right: StoredPosting | undefined): boolean =>
  left !== undefined &&
  right !== undefined &&
  left.kind === right.kind &&
  left.eventSeq === right.eventSeq &&
  left.legs.length === right.legs.length &&
  left.legs.every((leg, place) => {
    const other = right.legs[place];
    return leg.account === other?.account && leg.partyRef === other.partyRef && leg.amountMinor === other.amountMinor;
  });
