import { assert } from "../kernel/assert.ts";
import type { FileId } from "../kernel/ids.ts";
import { type Minor, minMinor } from "../kernel/money.ts";
import { addMs, type Instant, SECOND_MS } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { Debtor } from "./bearer-shares.ts";
import { evolveRecourse } from "./evolve-recourse.ts";
import { giveBack } from "./give-back.ts";
import type { RecourseCommand, RecourseRejection } from "./recourse-command.ts";
import type { RecordedRecourse, RecourseEvent } from "./recourse-event.ts";
import { RECOVERY_SOURCES, type RecoveryRule, type RecoveryRules, type RecoverySource, type TriedBefore } from "./recourse-rules.ts";
import { outstandingMinor, type RecourseState, recoursePhase, type Trying } from "./recourse-state.ts";

export type DecideRecourse = { readonly rules: RecoveryRules; readonly now: Instant; readonly by: Actor };

export type RecourseDecided =
  | { readonly kind: "accepted"; readonly events: readonly RecordedRecourse[]; readonly state: RecourseState }
  | { readonly kind: "rejected"; readonly code: RecourseRejection };

/**
 * What a command means to a recourse. Nothing more is ever taken than is owed, and whenever less turns out to be owed the difference is given back in the
 * same step, last taken first.
 */
export const decideRecourse = (state: RecourseState, command: RecourseCommand, how: DecideRecourse): RecourseDecided => {
  const draft = draftOf(state, how);
  const refused = apply(draft, command, how);
  if (refused !== null) return { kind: "rejected", code: refused };
  return { kind: "accepted", events: draft.events, state: draft.state };
};

type Draft = { state: RecourseState; readonly events: RecordedRecourse[]; readonly record: (event: RecourseEvent) => void };

const draftOf = (state: RecourseState, { now, by }: DecideRecourse): Draft => {
  const draft: Draft = {
    state,
    events: [],
    record: event => {
      const recorded = { ...event, seq: draft.state.version + 1, at: now, by };
      draft.events.push(recorded);
      draft.state = evolveRecourse(draft.state, recorded);
    },
  };
  return draft;
};

const apply = (draft: Draft, command: RecourseCommand, how: DecideRecourse): RecourseRejection | null => {
  switch (command.kind) {
    case "owe":
      return owe(draft, command, how);
    case "take":
      return take(draft, command, how);
    case "proceed":
      return proceed(draft, how);
    case "submit_claim":
      if (draft.state.trying?.source !== "claim" || draft.state.claim?.status !== "open") return "no_claim_open";
      draft.record({ type: "claim_submitted", evidence: command.evidence });
      return null;
    case "appeal_claim":
      return appeal(draft, command.evidence);
    case "answer_claim":
      return answerClaim(draft, command.answer, how);
    case "receive_claim_payment":
      return receiveClaim(draft, command, how);
    case "request_write_off":
      return requestWriteOff(draft);
    case "approve_write_off":
      return approveWriteOff(draft, how);
    case "refuse_write_off":
      if (draft.state.writeOff === null) return "no_write_off_requested";
      draft.record({ type: "write_off_refused" });
      return null;
  }
};

const owe = (draft: Draft, { owedMinor, asOfVersion }: Extract<RecourseCommand, { kind: "owe" }>, how: DecideRecourse): null => {
  assert(owedMinor >= 0n, `${draft.state.recourseId} owes nothing or more`);
  if (asOfVersion <= draft.state.asOfVersion || owedMinor === draft.state.owedMinor) return null;
  const wasDone = recoursePhase(draft.state) !== "recovering";
  draft.record({ type: "owed_changed", owedMinor, asOfVersion });
  for (const event of giveBack(draft.state)) draft.record(event);
  // What is owed anew is asked of everybody anew, unless the seller already answers for it.
  if (outstandingMinor(draft.state) > 0n && wasDone) tryNext(draft, draft.state.chargedTo === "seller" ? "claim" : "none", how);
  return null;
};

const take = (draft: Draft, { source, amountMinor, ref }: Extract<RecourseCommand, { kind: "take" }>, how: DecideRecourse) => {
  const { state } = draft;
  // A buyer pays through the case, whose own books then say that less is owed.
  if (state.bearer === "buyer") return "not_billed";
  if (state.takes.some(known => known.ref === ref)) return null;
  const restMinor = outstandingMinor(state);
  if (amountMinor > restMinor) return restMinor === 0n ? "nothing_owed" : "more_than_owed";
  if (source === "receivable" && state.trying?.source !== "receivable" && state.trying?.source !== "write_off") return "not_billed";
  if (amountMinor > 0n) draft.record({ type: "money_taken", source, amountMinor, ref });
  if (outstandingMinor(draft.state) > 0n && state.trying?.source === source && isTriedOnce(state.trying)) tryNext(draft, source, how);
  return null;
};

const isTriedOnce = ({ waitSeconds }: Trying): boolean => waitSeconds === 0;

const proceed = (draft: Draft, how: DecideRecourse): null => {
  const { trying, claim } = draft.state;
  if (trying === null || outstandingMinor(draft.state) === 0n) return null;
  const isClaim = trying.source === "claim" || trying.source === "appeal";
  const isClaimLate = isClaim && (claim?.status === "open" || claim?.status === "appeal_open") && claim.sendByAt <= how.now;
  if (isClaimLate || trying.untilAt <= how.now) {
    if (isClaim) draft.record({ type: "claim_answered", answer: "lapsed" });
    tryNext(draft, trying.source, how);
  } else if (trying.retryAt !== null && trying.retryAt <= how.now) {
    draft.record({ type: "retry_planned", retryAt: addMs(how.now, trying.retrySeconds * SECOND_MS) });
  }
  return null;
};

/** Once, and only with something the bearer has not seen: the same again would be the same answer. */
const appeal = (draft: Draft, evidence: readonly FileId[]): RecourseRejection | null => {
  const { trying, claim } = draft.state;
  if (trying?.source !== "appeal" || claim?.status !== "appeal_open") return "no_appeal_open";
  if (!evidence.some(fileId => !claim.evidence.includes(fileId))) return "appeal_needs_new_evidence";
  draft.record({ type: "claim_appealed", evidence });
  return null;
};

/** The first no may be appealed where the pack gives a clock for it; the second is the last. */
const answerClaim = (draft: Draft, answer: "accepted" | "rejected", how: DecideRecourse): RecourseRejection | null => {
  const { trying, claim, bearer } = draft.state;
  if (trying === null || !isWaitingFor(trying, claim)) return "claim_not_submitted";
  draft.record({ type: "claim_answered", answer });
  if (answer === "accepted") return null;
  const isAppealable = trying.source === "claim" && how.rules(bearer, "claim_rejected").source === "appeal";
  tryNext(draft, isAppealable ? "claim_rejected" : trying.source, how);
  return null;
};

/** Whether the bearer has been sent something and has not answered it. */
const isWaitingFor = ({ source }: Trying, claim: RecourseState["claim"]): boolean =>
  (source === "claim" && claim?.status === "submitted") || (source === "appeal" && claim?.status === "appealed");

/** A bearer may pay less than was claimed: the rest falls to the seller at once. */
const receiveClaim = (
  draft: Draft,
  { amountMinor, ref }: Extract<RecourseCommand, { kind: "receive_claim_payment" }>,
  how: DecideRecourse,
): RecourseRejection | null => {
  const { state } = draft;
  if (state.takes.some(known => known.ref === ref)) return null;
  const { claim, trying } = state;
  const isAccepted = (trying?.source === "claim" || trying?.source === "appeal") && claim?.status === "accepted";
  if (trying === null || !(isAccepted || isWaitingFor(trying, claim))) return "claim_not_submitted";
  if (amountMinor > outstandingMinor(state)) return "more_than_owed";
  draft.record({ type: "money_taken", source: "claim", amountMinor, ref });
  draft.record({ type: "claim_answered", answer: "paid" });
  if (outstandingMinor(draft.state) > 0n) tryNext(draft, trying.source, how);
  return null;
};

const requestWriteOff = (draft: Draft): RecourseRejection | null => {
  const restMinor = outstandingMinor(draft.state);
  if (restMinor === 0n) return "nothing_owed";
  if (draft.state.writeOff !== null) return "write_off_requested_already";
  draft.record({ type: "write_off_requested", amountMinor: restMinor });
  return null;
};

/** Never more than was asked for, and never by the one who asked. */
const approveWriteOff = (draft: Draft, { by }: DecideRecourse): RecourseRejection | null => {
  const { writeOff } = draft.state;
  if (writeOff === null) return "no_write_off_requested";
  if (writeOff.by.id === by.id) return "same_approver";
  const restMinor = outstandingMinor(draft.state);
  if (restMinor === 0n) return "nothing_owed";
  draft.record({ type: "written_off", amountMinor: minMinor(restMinor, writeOff.amountMinor) });
  return null;
};

/** The table says what comes next. A source that was reached is never gone back to, so a table that runs in a circle still ends. */
const tryNext = (draft: Draft, after: TriedBefore, { rules, now }: DecideRecourse): void => {
  const { bearer, chargedTo } = draft.state;
  const next = possible(bearer, after, rules(bearer, after));
  draft.record({
    type: "source_tried",
    fellBack: chargedTo === "bearer" && SELLERS.has(next.source) && bearer !== "buyer",
    trying: {
      ...next,
      startedAt: now,
      untilAt: addMs(now, next.waitSeconds * SECOND_MS),
      retryAt: next.retrySeconds === 0 || next.source === "claim" ? null : addMs(now, next.retrySeconds * SECOND_MS),
    },
  });
};

const possible = (bearer: Debtor, after: TriedBefore, rule: RecoveryRule): RecoveryRule => {
  const place = after === "claim_rejected" ? "claim" : after;
  const isBack = place !== "none" && place !== "write_off" && RECOVERY_SOURCES.indexOf(rule.source) <= RECOVERY_SOURCES.indexOf(place);
  // A buyer has no proceeds and no deposit here: what a pack does not ask of them, two people decide.
  const isNotBuyers = bearer === "buyer" && rule.source !== "receivable";
  // Only a refusal can be appealed against.
  const isNoRefusal = rule.source === "appeal" && after !== "claim_rejected";
  return isBack || isNotBuyers || isNoRefusal ? { ...rule, source: "write_off", waitSeconds: 0, retrySeconds: 0 } : rule;
};

/** What is the seller's: whoever is asked for it answers for the bearer from then on. */
const SELLERS: ReadonlySet<RecoverySource> = new Set(["frozen_settlement", "deposit", "next_settlements", "receivable"]);

/** What a source may be asked for now: what is still owed, and of a shared source no more than the rule allows. */
export const askedOf = (state: RecourseState, heldMinor: Minor): Minor => {
  const restMinor = outstandingMinor(state);
  if (state.trying === null) return 0n;
  return minMinor(restMinor, (heldMinor * BigInt(state.trying.shareBasisPoints)) / 10_000n);
};
