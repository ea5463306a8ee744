import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { OrderCursor, OrderFilter, ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { orderFor } from "./show-order.ts";

/** What a list is narrowed to. A buyer's orders and a seller's are theirs; everyone else says whose, or which. Null: they did not. */
export const orderFilterOf = (
  principal: Principal,
  asked: {
    readonly customerId?: Extract<OrderFilter, { readonly kind: "customer" }>["customerId"] | undefined;
    readonly sellerId?: Extract<OrderFilter, { readonly kind: "seller" }>["sellerId"] | undefined;
    readonly externalOrderNo?: string | undefined;
  },
): OrderFilter | null => {
  if (asked.externalOrderNo !== undefined) return { kind: "external_no", externalOrderNo: asked.externalOrderNo };
  if (principal.role === "buyer") return { kind: "customer", customerId: principal.customerId };
  if (asked.customerId !== undefined) return { kind: "customer", customerId: asked.customerId };
  if (principal.role === "seller") return { kind: "seller", sellerId: principal.sellerId };
  return asked.sellerId === undefined ? null : { kind: "seller", sellerId: asked.sellerId };
};

export type OrderPage = { readonly items: readonly OrderFacts[]; readonly next: OrderCursor | null };

export const listOrders = async (
  { orders }: Pick<ReadPorts, "orders">,
  principal: Principal,
  filter: OrderFilter,
  page: { readonly after: OrderCursor | null; readonly limit: number },
): Promise<OrderPage> => {
  const found = await orders.list(scopeOf(principal), filter, { after: page.after, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(order => orderFor(principal, order)),
    next: found.length > page.limit && last !== undefined ? { placedAt: last.placedAt, orderId: last.orderId } : null,
  };
};
