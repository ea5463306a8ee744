import { type Minor, sumMinor } from "../kernel/money.ts";
import type { Actor } from "../party/party.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import type { CostBearer, RefundAsk } from "../settlement/refund-ask.ts";
import { isAnsweredBefore } from "./answered-before.ts";
import { type CommandRejected, type Grant, rejected } from "./case-command.ts";
import { withBenefits } from "./case-money.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { hasGoods, leaveCauseOpen } from "./leave-cause-open.ts";
import { onOpenStep } from "./on-open-step.ts";
import { endStep } from "./plan.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import { secondPerson } from "./proof.ts";
import { computedRefund, goodsMinor, offeredAsk, recordMoney, reviseRefund, wholeAsk } from "./revise-refund.ts";
import type { Step } from "./step.ts";

/**
 * Whoever reviews says what the buyer gets, and with that the request is approved. Nobody's consent is needed to be given something; what was filed for
 * stands beside it, unless the grant names another sum to give back.
 */
export const grant = (draft: CaseDraft, rules: CaseRules, given: Grant): CommandRejected | null =>
  onOpenStep(draft, "review", step => {
    const { state } = draft;
    const { sums = [] } = given;
    if (given.sums?.length === 0) return rejected("nothing_suggested", state);
    const fault = faultOf(draft, rules, step, given) ?? sumsFault(state, sums);
    if (fault !== null) return fault;
    const onTopMinor = onTopOf(given);
    if (sums.length > 0 && onTopMinor > rules.grantMostMinor(draft.by.role)) {
      const second = secondPerson(
        draft,
        sums.map(({ head }) => head),
        onTopMinor,
      );
      if (second !== null) return second === "proposed" ? null : second;
    }
    const bearer = bearerFor(state, draft.by, given.bearer);
    const movesMoney = given.refundMinor + given.cashMinor > 0n || sums.some(({ inKind }) => inKind === undefined);
    const ask = movesMoney ? grantedAsk(state, rules, given, bearer) : null;
    if (movesMoney && (ask === null || computedRefund(rules, ask).kind === "refused"))
      return rejected("grant_above_paid", state, { refundMinor: Number(given.refundMinor) });
    if (ask !== null) reviseRefund(draft, rules, "granted", ask);
    const inKind = sums.flatMap(sum => (sum.inKind === undefined ? [] : [sum.inKind]));
    promiseBenefits(draft, "granted", [...given.benefits, ...inKind], bearer);
    if (hasGoods(draft.state, rules)) leaveCauseOpen(draft, rules, draft.by);
    endStep(draft, rules, step, "approved");
    return null;
  });

/** What is approved here is paid next: approved with no sum, it would give nothing. A complaint may be settled by words alone. */
export const lacksGrant = ({ serviceType, money }: CaseState, template: PlanTemplate, step: Step): boolean =>
  serviceType !== "complaint" && money.ask === null && money.benefits.length === 0 && paysNext(template, step);

/** Approved here, it is paid without anything else being done first. */
export const paysNext = ({ steps }: PlanTemplate, { key }: Step): boolean => {
  const target = steps.get(key)?.next.get("approved");
  return target?.kind === "steps" && target.keys.some(next => steps.get(next)?.type === "compensate");
};

/** Own gifts are one's own; what the platform gives is borne by whoever was found liable, as a refund would be. */
export const bearerFor = ({ liability }: CaseState, by: Actor, named: Grant["bearer"]): CostBearer => {
  if (by.role === "seller") return "seller";
  if (named !== null) return named;
  return liability.outward === "platform" ? "platform" : "seller";
};

export const promiseBenefits = (draft: CaseDraft, because: "offer" | "granted", benefits: readonly Benefit[], bearer: CostBearer): void => {
  const { money } = draft.state;
  if (benefits.length === 0) return;
  const first = money.benefits.reduce((most, { benefitNo }) => Math.max(most, benefitNo), 0) + 1;
  const promised = benefits.map((benefit, index) => ({ benefitNo: first + index, benefit, bearer, grantRef: null }));
  recordMoney(draft, because, { ...withBenefits(money, promised, draft.state), calledOff: false }, null);
};

const faultOf = ({ state, by }: CaseDraft, rules: CaseRules, step: Step, given: Grant): CommandRejected | null => {
  if (!paysNext(rules.template, step)) return rejected("grant_not_in_plan", state);
  const { refundMinor, cashMinor, benefits } = given;
  const { sums = [] } = given;
  const isNothing = refundMinor + cashMinor === 0n && benefits.length + sums.length === 0;
  if (isNothing || refundMinor < 0n || cashMinor < 0n || !benefits.every(isWorthSomething)) return rejected("grant_not_positive", state);
  const onTopMinor = onTopOf(given);
  const mostMinor = rules.grantMostMinor(by.role);
  if (onTopMinor > mostMinor && sums.length === 0)
    return rejected("grant_above_authority", state, { onTopMinor: Number(onTopMinor), mostMinor: Number(mostMinor), role: by.role });
  return null;
};

/** In money and in kind, beyond what was paid. */
const onTopOf = ({ cashMinor, benefits, sums = [] }: Grant): Minor =>
  cashMinor + sumMinor(benefits.map(({ worthMinor }) => worthMinor)) + sumMinor(sums.map(({ amountMinor }) => amountMinor));

/** What the law gives is awarded on proof alone, on the one ground the buyer chooses (FSP9 a9), and each head once. */
const sumsFault = (state: CaseState, sums: NonNullable<Grant["sums"]>): CommandRejected | null => {
  const given = state.money.ask?.extras ?? [];
  const twice = sums.find(({ head }) => given.some(extra => extra.head === head));
  if (twice !== undefined) return rejected("sum_granted_before", state, { head: twice.head });
  const unproved = sums.find(({ standing }) => standing === "statutory" && state.proof === undefined);
  if (unproved !== undefined) return rejected("proof_missing", state, { head: unproved.head });
  const [chosen, another] = [...givenByLaw(given, state.proof?.sums ?? []), ...sums.filter(isByLaw)];
  return chosen === undefined || another === undefined
    ? null
    : rejected("sum_instead_of_another", state, { head: another.head, instead: chosen.head });
};

const isByLaw = ({ standing }: SumDue): boolean => standing === "statutory";

/** What of these was awarded already on a ground of the law: whoever has one has no other. */
export const givenByLaw = (given: RefundAsk["extras"], sums: readonly SumDue[]): readonly SumDue[] =>
  sums.filter(sum => isByLaw(sum) && given.some(({ head }) => head === sum.head));

export const isWorthSomething = (benefit: Benefit): boolean => benefit.worthMinor >= 0n && countOf(benefit) > 0;

const countOf = (benefit: Benefit): number => {
  switch (benefit.kind) {
    case "coupon":
      return benefit.worthMinor > 0n ? benefit.validDays : 0;
    case "points":
      return benefit.points;
    case "gift":
      return benefit.quantity;
    case "extended_warranty":
      return benefit.months;
  }
};

/** Null where the sum to give back is more than was paid. To somebody who was given something already it is given beside that, and takes nothing away. */
const grantedAsk = (
  state: CaseState,
  rules: CaseRules,
  { refundMinor, cashMinor, sums = [] }: Grant,
  bearer: CostBearer,
): RefundAsk | null => {
  const nothingBack: RefundAsk = state.money.ask ?? { ...wholeAsk(state, rules), lines: [] };
  const given = isAnsweredBefore(state) ? nothingBack : null;
  const back = refundMinor === 0n ? nothingBack : offeredAsk(state, rules, backMinor(given, rules) + refundMinor);
  if (back === null) return null;
  const cash = cashMinor === 0n ? [] : [cashExtra(state, cashMinor, bearer)];
  return { ...back, extras: [...(given ?? back).extras, ...cash, ...sums.flatMap(sumExtra)] };
};

/** Of what was paid, without what was given on top. */
const backMinor = (ask: RefundAsk | null, rules: CaseRules): Minor => {
  const computed = ask === null ? null : computedRefund(rules, { ...ask, extras: [] });
  return computed?.kind === "refund" ? goodsMinor(computed) : 0n;
};

const sumExtra = ({ head, amountMinor, capMinor, bearer, ruleId, inKind }: SumDue): RefundAsk["extras"] =>
  inKind === undefined ? [{ head, amountMinor, capMinor, bearer, ruleId }] : [];

/** A sum a person decided has no cap of a rule's, so it is of a head of its own. */
export const cashExtra = ({ serviceType }: CaseState, amountMinor: Minor, bearer: CostBearer): RefundAsk["extras"][number] => ({
  head: `granted.${serviceType}`,
  amountMinor,
  capMinor: null,
  bearer,
  ruleId: "granted",
});
