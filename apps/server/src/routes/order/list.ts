import { refuse } from "@amends/contract/errors";
import { listOrders as listOrdersRouteOf } from "@amends/contract/routes/order/list";
import { isId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { listOrders, orderFilterOf } from "@amends/flows/list-orders";
import type { OrderCursor } from "@amends/flows/read-ports";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { orderSummaryOf } from "../../views/order-view.ts";

export const listOrdersRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(listOrdersRouteOf, async ({ principal, query: { cursor, limit, ...asked } }) => {
    const filter = orderFilterOf(principal, asked);
    if (filter === null) return refuse("filter_needed", { route: "GET /v1/orders", filters: "customerId, sellerId, externalOrderNo" });
    const { items, next } = await listOrders(reads, principal, filter, { after: afterOf(cursor), limit });
    return answer(200, { items: items.map(orderSummaryOf), nextCursor: next === null ? null : cursorOf([next.placedAt, next.orderId]) });
  });

const afterOf = (cursor: string | undefined): OrderCursor | null => {
  const [placedAt, orderId] = keyOfCursor(cursor);
  if (typeof placedAt !== "number" || !Number.isSafeInteger(placedAt) || typeof orderId !== "string" || !isId("order", orderId))
    return null;
  return { placedAt: instant(placedAt), orderId };
};
