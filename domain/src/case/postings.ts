import { assert } from "../kernel/assert.ts";
import {
  balanced,
  isSameLegs,
  type Leg,
  postingsForCollection,
  postingsForGrant,
  postingsForSettlement,
  reversalOf,
} from "../settlement/postings.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import { COLLECTED_TENDER_NO } from "./effect.ts";

export type CasePosting = {
  readonly kind: "promise" | "reversal" | "settlement" | "collection" | "borne_by_platform";
  readonly eventSeq: number;
  readonly legs: readonly Leg[];
};

/**
 * The money facts in what just happened, for the ledger. A promise is on the books while it stands and is taken off by the opposite of its own legs;
 * money that moved is never taken back, only followed by other money.
 */
export const postingsOf = (before: CaseState | null, after: CaseState, events: readonly Recorded[]): readonly CasePosting[] => {
  const postings = [...promiseChange(before, after), ...events.flatMap(event => moved(after, event)), ...borneChange(before, events)];
  return postings.filter(posting => posting.legs.length > 0);
};

const promiseChange = (before: CaseState | null, after: CaseState): readonly CasePosting[] => {
  const standing = before?.money.promised === true ? before.money.legs : [];
  const owed = after.money.promised ? after.money.legs : [];
  if (isSameLegs(standing, owed)) return [];
  return [
    { kind: "reversal", eventSeq: after.version, legs: reversalOf(standing) },
    { kind: "promise", eventSeq: after.version, legs: owed },
  ];
};

/** The difference alone: a charge that passed to the platform passes back when somebody else is found to bear it. */
const borneChange = (before: CaseState | null, events: readonly Recorded[]): readonly CasePosting[] => {
  let standing = before?.borne?.legs ?? [];
  return events.flatMap((event): readonly CasePosting[] => {
    if (event.type !== "borne_by_platform") return [];
    const legs = balanced([...reversalOf(standing), ...event.legs]);
    standing = event.legs;
    return [{ kind: "borne_by_platform", eventSeq: event.seq, legs }];
  });
};

const moved = (state: CaseState, event: Recorded): readonly CasePosting[] => {
  if (event.type === "money_returned" && event.tenderNo === COLLECTED_TENDER_NO) {
    const { collect } = state.money;
    assert(collect !== null, `${state.caseId} gives back only what it collected`);
    const payment = { methodKind: collect.tenderKind, amountMinor: event.amountMinor };
    return [{ kind: "settlement", eventSeq: event.seq, legs: reversalOf(postingsForCollection(payment, state.customerId)) }];
  }
  if (event.type === "money_returned") {
    const refund = state.money.refunds.find(candidate => candidate.tenderNo === event.tenderNo);
    assert(refund !== undefined, `${state.caseId} returned money on a tender it promised`);
    const payout = { methodKind: refund.methodKind, amountMinor: event.amountMinor };
    return [{ kind: "settlement", eventSeq: event.seq, legs: postingsForSettlement([payout], state.customerId) }];
  }
  if (event.type === "benefit_granted") {
    const given = state.money.benefits.find(({ benefitNo }) => benefitNo === event.benefitNo);
    assert(given !== undefined, `${state.caseId} gave a benefit it promised`);
    return [{ kind: "settlement", eventSeq: event.seq, legs: postingsForGrant(given.benefit, state.customerId) }];
  }
  if (event.type === "money_collected" && state.money.collect !== null) {
    const payment = { methodKind: state.money.collect.tenderKind, amountMinor: event.amountMinor };
    return [{ kind: "collection", eventSeq: event.seq, legs: postingsForCollection(payment, state.customerId) }];
  }
  return [];
};
