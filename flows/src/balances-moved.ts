import type { Recorded } from "@amends/domain/case/case-event";
import type { CaseState } from "@amends/domain/case/case-state";
import { COLLECTED_TENDER_NO } from "@amends/domain/case/effect";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { BalanceChange } from "./case-ports.ts";

/**
 * Stored value is ours to book until the host's next word: a refund to it adds, a difference taken from it subtracts, and adds again when given back.
 * What finance settled by hand went another way, so nothing came onto the card.
 */
export const balancesMoved = ({ customerId, money }: Pick<CaseState, "customerId" | "money">, events: readonly Recorded[]) => {
  const byHand = new Set(
    events.flatMap(event => (event.type === "effect_asked" && event.kind === "manual_refund" ? [event.effectId] : [])),
  );
  return events.flatMap((event): readonly BalanceChange[] => {
    if (event.type === "money_collected") return change(customerId, collectedBy(money), -event.amountMinor);
    if (event.type !== "money_returned" || byHand.has(event.effectId)) return [];
    return change(customerId, routeOf(money, event.tenderNo), event.amountMinor);
  });
};

type Route = { readonly methodKind: TenderKind; readonly methodRef: string };

const collectedBy = ({ collect }: CaseState["money"]): Route | undefined =>
  collect === null ? undefined : { methodKind: collect.tenderKind, methodRef: collect.methodRef };

const routeOf = (money: CaseState["money"], tenderNo: number): Route | undefined =>
  tenderNo === COLLECTED_TENDER_NO ? collectedBy(money) : money.refunds.find(refund => refund.tenderNo === tenderNo);

const change = (customerId: BalanceChange["customerId"], route: Route | undefined, amountMinor: bigint): readonly BalanceChange[] =>
  route !== undefined && STORED_VALUE.has(route.methodKind) ? [{ customerId, methodRef: route.methodRef, amountMinor }] : [];

const STORED_VALUE: ReadonlySet<TenderKind> = new Set(["gift_card", "store_credit"]);
