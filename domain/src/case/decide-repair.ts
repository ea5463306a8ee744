import type { Minor } from "../kernel/money.ts";
import { type CommandRejected, type PartUsed, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseDraft } from "./draft.ts";
import { onOpenStep } from "./on-open-step.ts";
import { endStep } from "./plan.ts";

/** The one who came says whether anybody was there. */
export const reportVisit = (draft: CaseDraft, rules: CaseRules, met: boolean): CommandRejected | null =>
  onOpenStep(draft, "visit", step => {
    endStep(draft, rules, step, met ? "visited" : "nobody_home");
    return null;
  });

/** No guarantee covers the fault: the repairer names a price and goes on only when the buyer agrees to it. */
export const quoteRepair = (draft: CaseDraft, rules: CaseRules, amountMinor: Minor): CommandRejected | null =>
  onOpenStep(draft, "repair", step => {
    if (amountMinor <= 0n) return rejected("quote_not_positive", draft.state, { amountMinor: Number(amountMinor) });
    draft.record({ type: "repair_quoted", amountMinor });
    endStep(draft, rules, step, "quoted");
    return null;
  });

export const answerQuote = (draft: CaseDraft, rules: CaseRules, accept: boolean): CommandRejected | null =>
  onOpenStep(draft, "quote", step => {
    endStep(draft, rules, step, accept ? "accepted" : "declined");
    return null;
  });

/** Something to use until the repair is done, which has a number of its own and a price for whoever keeps it. */
export const lendUnit = (
  draft: CaseDraft,
  rules: CaseRules,
  { unitRef, worthMinor }: { readonly unitRef: string; readonly worthMinor: Minor },
): CommandRejected | null =>
  onOpenStep(draft, "lend", step => {
    if (worthMinor <= 0n) return rejected("quote_not_positive", draft.state, { amountMinor: Number(worthMinor) });
    draft.record({ type: "unit_lent", loan: { unitRef, worthMinor } });
    endStep(draft, rules, step, "lent");
    return null;
  });

/** The work is done, or cannot be. The parts that went in stay on record: a guarantee on them starts here. */
export const reportRepair = (
  draft: CaseDraft,
  rules: CaseRules,
  { result, parts }: { readonly result: "repaired" | "beyond_repair"; readonly parts: readonly PartUsed[] },
): CommandRejected | null =>
  onOpenStep(draft, "repair", step => {
    const odd = parts.find(({ quantity }) => !Number.isSafeInteger(quantity) || quantity <= 0);
    if (odd !== undefined) return rejected("quantity_not_positive", draft.state, { lineNo: 0, quantity: odd.quantity });
    draft.record({ type: "repair_reported", result, parts });
    endStep(draft, rules, step, result);
    return null;
  });
