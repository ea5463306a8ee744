import { assert } from "../kernel/assert.ts";
import { minMinor } from "../kernel/money.ts";
import { addTotals, collectionPaid } from "../order/refund-totals.ts";
import type { CaseMoney, CaseState } from "./case-state.ts";
import { COLLECTED_TENDER_NO } from "./effect.ts";
import type { BenefitGranted, BuyerDebtDue, MoneyCollected, MoneyReturned } from "./money-event.ts";

/** What has moved, folded: back to the buyer, from the buyer, or given beside the money. */
export const evolveMoney = (state: CaseState, event: MoneyReturned | MoneyCollected | BuyerDebtDue | BenefitGranted): CaseMoney => {
  switch (event.type) {
    case "money_returned":
      return returned(state.money, event);
    case "money_collected":
      return collected(state, event);
    case "buyer_debt_due":
      return owing(state.money, event);
    case "benefit_granted":
      return given(state.money, event);
  }
};

const returned = (money: CaseMoney, { tenderNo, amountMinor }: MoneyReturned): CaseMoney => {
  const { collect } = money;
  if (tenderNo === COLLECTED_TENDER_NO) {
    assert(collect !== null, "only what was collected goes back under its number");
    return { ...money, collect: { ...collect, collectedMinor: collect.collectedMinor - amountMinor } };
  }
  const refunds = money.refunds.map(refund =>
    refund.tenderNo === tenderNo ? { ...refund, refundedMinor: refund.refundedMinor + amountMinor } : refund,
  );
  return { ...money, refunds };
};

const collected = ({ caseId, money }: Pick<CaseState, "caseId" | "money">, { amountMinor, effectId }: MoneyCollected): CaseMoney => {
  const { collect, totals } = money;
  assert(collect !== null, `${caseId} collects only what it asked for`);
  return {
    ...money,
    collect: { ...collect, collectedMinor: collect.collectedMinor + amountMinor, collectedUnder: effectId },
    totals: addTotals(totals, collectionPaid(minMinor(amountMinor, totals.collectDueMinor))),
  };
};

const owing = (money: CaseMoney, { reminder }: BuyerDebtDue): CaseMoney => {
  assert(money.collect !== null, "a debt is what was to be collected");
  return { ...money, collect: { ...money.collect, owedSince: reminder } };
};

const given = (money: CaseMoney, { benefitNo, grantRef }: BenefitGranted): CaseMoney => ({
  ...money,
  benefits: money.benefits.map(benefit => (benefit.benefitNo === benefitNo ? { ...benefit, grantRef } : benefit)),
});
