import { GOODS_STATES, type GoodsState, type LineGoods } from "../order/goods-state.ts";
import type { PiecesState } from "./evaluation-context.ts";
import type { RefundOnlyKind, ServiceType } from "./service-type.ts";

/**
 * Where the pieces asked about are. A line may lie in several places at once; a buyer who cancels means the pieces not yet sent, one who returns
 * means those at home. `mixed` when no single place holds as many as are asked for.
 */
export const piecesState = (goods: LineGoods, quantity: number, type: ServiceType, kind: RefundOnlyKind | null): PiecesState =>
  lookingOrder(type, kind).find(state => goods.counts[state] >= quantity) ?? "mixed";

const lookingOrder = (type: ServiceType, kind: RefundOnlyKind | null): readonly GoodsState[] => {
  switch (type) {
    case "amend_order":
      return GOODS_STATES;
    case "refund_only":
      return kind === "pre_ship" ? CALLED_OFF_FIRST : kind === "not_received" ? NOT_ARRIVED_FIRST : ARRIVED_FIRST;
    case "logistics":
    case "refuse_delivery":
    case "resend":
      return NOT_ARRIVED_FIRST;
    case "return_refund":
    case "exchange":
    case "repair":
    case "compensation":
    case "price_protection":
    case "complaint":
    case "guarantee_claim":
      return ARRIVED_FIRST;
  }
};

const NOT_ARRIVED_FIRST: readonly GoodsState[] = ["lost", "refused", "in_transit", "delivered", "not_shipped", "cancelled"];
const ARRIVED_FIRST: readonly GoodsState[] = ["delivered", "in_transit", "refused", "lost", "not_shipped", "cancelled"];
/** Pieces the host called off were paid for and will not come: their money is asked back like that of pieces not yet sent. */
const CALLED_OFF_FIRST: readonly GoodsState[] = ["cancelled", "not_shipped", "in_transit", "delivered", "refused", "lost"];
