import { type CommandRejected, rejected } from "./case-command.ts";
import { stillToCollectMinor } from "./case-money.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { collectingStepNo } from "./step-effects.ts";

/**
 * What the buyer was paid too much and has not given back in the time the plan waits for it. The plan goes on without it and the case ends, but the sum
 * stays the buyer's debt: it is reminded of, and paid from the case's page whenever the buyer likes. How long it is asked for, and who gives it up, is the
 * business of its recourse.
 */
export const leaveOwing = (draft: CaseDraft): void => {
  const amountMinor = stillToCollectMinor(draft.state.money);
  if (amountMinor > 0n && !isOwing(draft.state)) draft.record({ type: "buyer_debt_due", amountMinor, reminder: 0 });
};

/** A reminder that comes twice is told once. */
export const remindOfDebt = (draft: CaseDraft, reminder: number): null => {
  const { money } = draft.state;
  const amountMinor = stillToCollectMinor(money);
  if (amountMinor > 0n && (money.collect?.owedSince ?? reminder) < reminder)
    draft.record({ type: "buyer_debt_due", amountMinor, reminder });
  return null;
};

/** The buyer is about to pay: the gateway is asked for the money. Asked again while it waits, it is the same payment. */
export const payDebt = (draft: CaseDraft): CommandRejected | null => {
  const { state } = draft;
  const { collect, currency } = state.money;
  const amountMinor = stillToCollectMinor(state.money);
  if (collect === null || !isOwing(state) || amountMinor === 0n) return rejected("no_debt", state);
  if (state.openEffects.some(({ kind, refused }) => kind === "collect_payment" && !refused)) return null;
  const stepNo = collectingStepNo(state);
  if (stepNo === undefined) return rejected("no_debt", state);
  const { tenderKind, methodRef } = collect;
  draft.ask(stepNo, { kind: "collect_payment", tenderKind, methodRef, amountMinor, currency, askedAt: draft.at });
  return null;
};

export const isOwing = ({ money }: Pick<CaseState, "money">): boolean => money.collect?.owedSince !== undefined;
