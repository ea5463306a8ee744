import { type Minor, sumMinor } from "../kernel/money.ts";
import { agreeFreight, withWayOut } from "./agree-freight.ts";
import { isAnsweredBefore } from "./answered-before.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState, Offer } from "./case-state.ts";
import { bearerFor, isWorthSomething, lacksGrant, paysNext, promiseBenefits } from "./decide-grant.ts";
import type { CaseDraft } from "./draft.ts";
import { hasGoods, leaveCauseOpen, paysForKeptGoods } from "./leave-cause-open.ts";
import { isAnswered } from "./may-offer.ts";
import { askOfOffer, onTopOfPrice } from "./offered-sum.ts";
import { onOpenStep } from "./on-open-step.ts";
import { endStep } from "./plan.ts";
import { dropPromise, isOfferedInstead, reviseRefund } from "./revise-refund.ts";
import type { Step } from "./step.ts";

export const approve = (draft: CaseDraft, rules: CaseRules): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    if (lacksGrant(draft.state, rules.template, step)) return rejected("nothing_granted", draft.state);
    leaveOpenWhereApproved(draft, rules, step);
    endStep(draft, rules, step, "approved");
    return null;
  });

/** Also where nobody but a clock approves. Goods that are examined first speak for themselves. */
export const leaveOpenWhereApproved = (draft: CaseDraft, rules: CaseRules, step: Step): void => {
  const { state } = draft;
  const isAsked = state.refundOnlyKind === "unreturnable" || paysNext(rules.template, step);
  if (isAsked && paysForKeptGoods(state, rules)) leaveCauseOpen(draft, rules, draft.by);
};

export const reject = (draft: CaseDraft, rules: CaseRules, reason: string): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    const standing = rules.rejectionReason(reason, draft.state);
    if (standing === "unknown") return rejected("rejection_reason_unknown", draft.state, { reason });
    if (standing === "barred") return rejected("rejection_reason_barred", draft.state, { reason });
    endStep(draft, rules, step, "rejected", { code: reason });
    return null;
  });

/** Another way to settle: so much money, and the goods stay or come back. It binds the one who makes it until it is answered. */
export const makeOffer = (
  draft: CaseDraft,
  rules: CaseRules,
  { amountMinor, keepGoods, benefits, freight }: Pick<Offer, "amountMinor" | "keepGoods" | "benefits" | "freight">,
): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    if (!isAnswered(rules.template, step, "offered")) return rejected("offer_not_in_plan", draft.state);
    const fault = putForward(draft, rules, { amountMinor, keepGoods, benefits, ...spokenOf(freight) });
    if (fault === null) endStep(draft, rules, step, "offered");
    return fault;
  });

/** Instead of a yes or a no, another sum: now the other side has to answer. What the plan itself offers is not haggled over. */
export const counterOffer = (
  draft: CaseDraft,
  rules: CaseRules,
  { amountMinor, keepGoods, freight }: Pick<Offer, "amountMinor" | "keepGoods" | "freight">,
): CommandRejected | null =>
  onOpenStep(draft, "offer", step => {
    const { offer } = draft.state;
    if (offer === null || isOfferedInstead(offer) || !isAnswered(rules.template, step, "countered"))
      return rejected("nothing_to_counter", draft.state);
    const fault = putForward(draft, rules, { amountMinor, keepGoods, benefits: [], ...spokenOf(freight) });
    if (fault === null) endStep(draft, rules, step, "countered");
    return fault;
  });

const spokenOf = (freight: Offer["freight"]): Pick<Offer, "freight"> => (freight === undefined ? {} : { freight });

/** Puts an offer in place of the one that stood. Both sides' offers count: nobody haggles for ever. */
const putForward = (
  draft: CaseDraft,
  rules: CaseRules,
  offered: Pick<Offer, "amountMinor" | "keepGoods" | "benefits" | "freight">,
): CommandRejected | null => {
  const { state, by, at } = draft;
  const { amountMinor, benefits } = offered;
  const figures = { amountMinor: Number(amountMinor) };
  if (amountMinor < 0n || (amountMinor === 0n && benefits.length === 0) || !benefits.every(isWorthSomething))
    return rejected("offer_not_positive", state, figures);
  if (amountMinor > 0n && askOfOffer(state, rules, { amountMinor, by }) === null) return rejected("offer_above_paid", state, figures);
  const fault = beyondAuthority(draft, rules, offered);
  if (fault !== null) return fault;
  if (!isAnsweredBefore(state) && amountMinor < agreedAndPaidMinor(state)) return rejected("offer_below_agreed", state, figures);
  if (state.offersMade >= rules.offersMax) return rejected("too_many_offers", state, { offersMax: rules.offersMax });
  draft.record({ type: "offer_made", offer: { offerNo: state.offersMade + 1, by, ...offered, madeAt: at } });
  return null;
};

/** What goes beyond the price is one's own to give, as a grant is. A buyer gives nothing, and asks for no more than was paid. */
const beyondAuthority = (
  { state, by }: CaseDraft,
  rules: CaseRules,
  { amountMinor, benefits }: Pick<Offer, "amountMinor" | "benefits">,
): CommandRejected | null => {
  const onTopMinor = onTopOfPrice(state, rules, amountMinor);
  if (onTopMinor === 0n) return null;
  if (by.role === "buyer") return rejected("offer_above_paid", state, { amountMinor: Number(amountMinor) });
  const givenMinor = onTopMinor + sumMinor(benefits.map(({ worthMinor }) => worthMinor));
  const mostMinor = rules.grantMostMinor(by.role);
  return givenMinor > mostMinor
    ? rejected("grant_above_authority", state, { onTopMinor: Number(givenMinor), mostMinor: Number(mostMinor), role: by.role })
    : null;
};

/** What was agreed binds: once it was settled on what came back, and paid, a later offer can only add to it. */
const agreedAndPaidMinor = ({ steps, money }: CaseState): Minor => {
  const agreed = steps.findLast(({ outcome }) => outcome === "accepted_keep" || outcome === "accepted_return");
  const isSuperseded = steps.some(
    ({ type, endedAt }) => (type === "receive" || type === "inspect") && (endedAt ?? 0) > (agreed?.endedAt ?? 0),
  );
  if (agreed === undefined || isSuperseded) return 0n;
  return sumMinor(money.refunds.map(refund => refund.refundedMinor)) - (money.collect?.collectedMinor ?? 0n);
};

export const answerOffer = (draft: CaseDraft, rules: CaseRules, accept: boolean): CommandRejected | null =>
  onOpenStep(draft, "offer", step => {
    const { offer } = draft.state;
    if (offer === null) return rejected("nothing_to_answer", draft.state);
    if (!accept) {
      endStep(draft, rules, step, "declined");
      return null;
    }
    const ask = offer.amountMinor === 0n ? null : askOfOffer(draft.state, rules, offer);
    if (ask === null && offer.amountMinor > 0n)
      return rejected("offer_above_paid", draft.state, { amountMinor: Number(offer.amountMinor) });
    if (ask === null && !isAnsweredBefore(draft.state)) dropPromise(draft, rules);
    if (ask !== null) {
      agreeFreight(draft, offer, step);
      reviseRefund(draft, rules, "offer", withWayOut(draft.state, rules, ask));
    }
    promiseBenefits(draft, "offer", offer.benefits, bearerFor(draft.state, offer.by, null));
    if (offer.keepGoods && isAboutKeptGoods(draft.state, rules)) leaveCauseOpen(draft, rules, step.owner === "buyer" ? offer.by : draft.by);
    endStep(draft, rules, step, offer.keepGoods ? "accepted_keep" : "accepted_return");
    return null;
  });

/** The buyer has the goods; who would otherwise send them back, or have them exchanged or repaired, has them whatever the scans say. */
const isAboutKeptGoods = (state: CaseState, rules: CaseRules): boolean => {
  const { serviceType, refundOnlyKind } = state;
  if (refundOnlyKind === "pre_ship" || refundOnlyKind === "not_received") return false;
  return refundOnlyKind === "unreturnable" || COMES_BACK.has(serviceType) || hasGoods(state, rules);
};
const COMES_BACK: ReadonlySet<CaseState["serviceType"]> = new Set(["return_refund", "exchange", "repair"]);
