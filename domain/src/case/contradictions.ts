import { goodsOfLine } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { CaseState } from "./case-state.ts";
import { CONTRADICTIONS, type Contradiction } from "./contradiction.ts";

/** What goes against a case that runs; of one that has ended only that its money went back for goods the buyer got after all. */
export const contradictionsOf = (state: CaseState, order: OrderFacts): readonly Contradiction[] =>
  CONTRADICTIONS.filter(contradiction => concerns(contradiction, state) && HOLDS[contradiction](state, order));

/** Of an ended case a stored event may name more; only these are asked to be looked at. */
export const concerns = (contradiction: Contradiction, { end }: Pick<CaseState, "end">): boolean =>
  (contradiction === "signed_after_refund") === (end !== null);

/** Goods that did not come, or were not let in, were paid back without coming back. */
export const isPaidAsNotCome = ({ refundOnlyKind, serviceType, money, returnParcel, replacementParcel }: CaseState): boolean =>
  (refundOnlyKind === "not_received" || serviceType === "refuse_delivery" || serviceType === "logistics") &&
  money.refunds.some(({ refundedMinor }) => refundedMinor > 0n) &&
  returnParcel === null &&
  replacementParcel === null;

/** Cancelling is what these cases themselves ask of the host. */
const cancels = (state: CaseState): boolean => state.refundOnlyKind === "pre_ship" || state.serviceType === "amend_order";

const lineOf = (order: OrderFacts, lineNo: number) => order.lines.find(line => line.lineNo === lineNo);

const HOLDS: Readonly<Record<Contradiction, (state: CaseState, order: OrderFacts) => boolean>> = {
  order_cancelled: (state, order) => order.cancelledAt !== null && !cancels(state),
  line_gone: (state, order) => state.lines.some(line => lineOf(order, line.lineNo) === undefined),
  fewer_pieces_bought: (state, order) =>
    state.serviceType !== "amend_order" &&
    state.lines.some(line => (lineOf(order, line.lineNo)?.quantity ?? line.quantity) < line.quantity),
  paid_less_than_promised: (state, order) =>
    state.serviceType !== "amend_order" &&
    state.lines.some(line => {
      const paidMinor = lineOf(order, line.lineNo)?.paidMinor;
      return paidMinor !== undefined && paidMinor < line.promisedMinor;
    }),
  shipped_meanwhile: (state, order) =>
    state.refundOnlyKind === "pre_ship" &&
    state.lines.some(({ lineNo }) => {
      const { counts } = goodsOfLine(order, lineNo);
      return counts.in_transit + counts.delivered > 0;
    }),
  signed_meanwhile: (state, order) =>
    (state.refundOnlyKind === "not_received" || state.serviceType === "refuse_delivery") &&
    state.lines.some(({ lineNo }) => goodsOfLine(order, lineNo).counts.delivered > 0),
  signed_after_refund: (state, order) =>
    isPaidAsNotCome(state) && state.lines.some(({ lineNo }) => (goodsOfLine(order, lineNo).signedAt ?? state.filedAt) > state.filedAt),
};
