import { isOwing } from "@amends/domain/case/buyer-debt";
import { stillToCollectMinor } from "@amends/domain/case/case-money";
import type { CaseState } from "@amends/domain/case/case-state";
import { COMPENSATION_TENDER_NO } from "@amends/domain/case/effect";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { AskedMoney, BuyerDeed, BuyerPlace, GatewayRefusal, MoneyRequest, PaymentGateway } from "./gateway-ports.ts";
import type { ReadPorts, StoredCaseDetail } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type AskBuyerPorts = Pick<ReadPorts, "cases"> & { readonly payment: Pick<PaymentGateway, "askBuyer"> };

export type AskedBuyer =
  | { readonly kind: "asked"; readonly deed: BuyerDeed | null }
  /** `nothing`: the case waits for no money this buyer could agree to. */
  | { readonly kind: "not_found" | "nothing" | "unreachable" }
  | { readonly kind: "refused"; readonly code: GatewayRefusal };

/**
 * What the buyer has to do so that money moves which a gateway moves only when they agree. It is asked of the gateway when the buyer is about to, under the
 * effect's own key, so however often they look it is one payment; nothing is written. Its end comes to the case as to every effect.
 */
export const askBuyer = async (
  { cases, payment }: AskBuyerPorts,
  principal: Principal,
  caseId: CaseId,
  place: BuyerPlace,
): Promise<AskedBuyer> => {
  const found = await cases.show(scopeOf(principal), caseId);
  if (found === null) return { kind: "not_found" };
  const asked = openMoney(found);
  if (asked === null) return { kind: "nothing" };
  try {
    const deed = await payment.askBuyer(asked, place);
    return deed?.kind === "refused" ? { kind: "refused", code: deed.code } : { kind: "asked", deed };
  } catch {
    // Nothing has moved by a question, and the buyer may ask again.
    return { kind: "unreachable" };
  }
};

/** What the case has asked for and waits for, as it was asked: the difference first, since the buyer's side waits for it. */
const openMoney = (found: StoredCaseDetail): AskedMoney | null => {
  const { state, order, events } = found;
  for (const open of state.openEffects) {
    const request = open.refused || open.amountMinor === null ? null : requestOf(state, open.kind, open.amountMinor);
    const isWaitedFor = state.steps.some(({ stepNo, status }) => stepNo === open.stepNo && status === "active");
    if (request === null || !(isWaitedFor || (request.kind === "collect_payment" && isOwing(state)))) continue;
    const askedAt = events.find(event => event.type === "effect_asked" && event.effectId === open.effectId)?.at;
    return {
      ...request,
      ...(request.kind === "collect_payment" && askedAt !== undefined ? { askedAt } : {}),
      ...{ key: open.effectId, externalOrderNo: order.externalOrderNo, operationId: state.operationId },
    };
  }
  return null;
};

const requestOf = (state: CaseState, kind: string, amountMinor: bigint): MoneyRequest | null => {
  const { collect, currency, refunds } = state.money;
  if (kind === "collect_payment" && collect !== null && stillToCollectMinor(state.money) > 0n)
    return { kind, tenderKind: collect.tenderKind, methodRef: collect.methodRef, amountMinor, currency };
  const compensation = refunds.find(({ tenderNo }) => tenderNo === COMPENSATION_TENDER_NO);
  if (kind === "pay_compensation" && compensation !== undefined)
    return { kind, tenderKind: compensation.methodKind, methodRef: compensation.methodRef, amountMinor, currency };
  return null;
};
