import { returnFreightTerms } from "@amends/domain/case/bind-rules";
import type { CaseState } from "@amends/domain/case/case-state";
import { owesReturnFreight, type ReturnFreightTerms } from "@amends/domain/case/return-freight";
import type { CaseId } from "@amends/domain/kernel/ids";
import { sumMinor } from "@amends/domain/kernel/money";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import { postingsForPromise } from "@amends/domain/settlement/postings";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import { type Share, whoBears } from "@amends/domain/settlement/who-bears";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { templateOf } from "./show-case.ts";
import { type Audience, audienceOf } from "./show-timeline.ts";

export type CaseSums = {
  readonly audience: Audience;
  readonly state: CaseState;
  readonly order: OrderFacts;
  /** Reckoned again from what was asked and what the order's other refunds had come to then; null where nothing is promised, or not by these figures. */
  readonly refund: RefundBreakdown | null;
  readonly bearers: readonly Share[];
  readonly returnFreight: ReturnFreightTerms & { readonly isOwed: boolean };
};

/** How the sums of a case come about, for whoever may see it; null where there is none for them. */
export const showCaseSums = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  principal: Principal,
  caseId: CaseId,
): Promise<CaseSums | null> => {
  const found = await cases.show(scopeOf(principal), caseId);
  if (found === null) return null;
  const { state, order } = found;
  const { pack } = await policy.packByHash(state.packHash);
  const returnFreight = returnFreightTerms(pack);
  const template = await templateOf(policy, state);
  const refund = refundOf(state, order);
  return {
    audience: audienceOf(principal.role),
    state,
    order,
    refund,
    bearers: refund === null ? [] : whoBears([...postingsForPromise(refund, state), ...(state.borne?.legs ?? [])]),
    returnFreight: { ...returnFreight, isOwed: owesReturnFreight(state, { template, returnFreight }) },
  };
};

/** Figures that do not come to what was promised are not shown: the host may have said something else about the order since. */
const refundOf = ({ money }: CaseState, order: OrderFacts): RefundBreakdown | null => {
  if (money.ask === null || money.calledOff) return null;
  const computed = computeRefund({ order, earlier: money.earlier ?? NO_REFUNDS, ask: money.ask });
  if (computed.kind === "refused") return null;
  return computed.totalToBuyerMinor === sumMinor(money.refunds.map(({ promisedMinor }) => promisedMinor)) ? computed : null;
};
