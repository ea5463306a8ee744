import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type Offer } from "./case-state.ts";
import { bearerFor, isWorthSomething, lacksGrant, promiseBenefits } from "./decide-grant.ts";
import type { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";
import { dropPromise, offeredAsk, reviseRefund } from "./revise-refund.ts";
import type { Step, StepType } from "./step.ts";
import { MAY_ACT_FOR } from "./who-may.ts";

export const approve = (draft: CaseDraft, rules: CaseRules): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    if (lacksGrant(draft.state, rules.template, step)) return rejected("nothing_granted", draft.state);
    endStep(draft, rules, step, "approved");
    return null;
  });

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
  { amountMinor, keepGoods, benefits }: Pick<Offer, "amountMinor" | "keepGoods" | "benefits">,
): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    if (amountMinor < 0n || (amountMinor === 0n && benefits.length === 0) || !benefits.every(isWorthSomething))
      return rejected("offer_not_positive", draft.state, { amountMinor: Number(amountMinor) });
    if (amountMinor > 0n && offeredAsk(draft.state, rules, amountMinor) === null) {
      return rejected("offer_above_paid", draft.state, { amountMinor: Number(amountMinor) });
    }
    if (draft.state.offersMade >= rules.offersMax) return rejected("too_many_offers", draft.state, { offersMax: rules.offersMax });
    const offerNo = draft.state.offersMade + 1;
    draft.record({ type: "offer_made", offer: { offerNo, by: draft.by, amountMinor, keepGoods, benefits, madeAt: draft.at } });
    endStep(draft, rules, step, "offered");
    return null;
  });

export const answerOffer = (draft: CaseDraft, rules: CaseRules, accept: boolean): CommandRejected | null =>
  onOpenStep(draft, "offer", step => {
    const { offer } = draft.state;
    if (offer === null) return rejected("nothing_to_answer", draft.state);
    if (!accept) {
      endStep(draft, rules, step, "declined");
      return null;
    }
    const ask = offer.amountMinor === 0n ? null : offeredAsk(draft.state, rules, offer.amountMinor);
    if (ask === null && offer.amountMinor > 0n)
      return rejected("offer_above_paid", draft.state, { amountMinor: Number(offer.amountMinor) });
    if (ask === null) dropPromise(draft, rules);
    else reviseRefund(draft, rules, "offer", ask);
    promiseBenefits(draft, "offer", offer.benefits, bearerFor(draft.state, offer.by, null));
    endStep(draft, rules, step, offer.keepGoods ? "accepted_keep" : "accepted_return");
    return null;
  });

/**
 * Finds the open step a command speaks of, and checks that the one who speaks may act for its owner. Where several of a kind are open, each waits for
 * its own owner.
 */
export const onOpenStep = (draft: CaseDraft, type: StepType, act: (step: Step) => CommandRejected | null): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  if (activeStep(state, candidate => candidate.type === type) === null) return rejected("step_not_open", state, { step: type });
  const own = activeStep(state, candidate => candidate.type === type && MAY_ACT_FOR[candidate.owner].includes(draft.by.role));
  return own === null ? rejected("not_the_owner", state, { step: type, role: draft.by.role }) : act(own);
};
