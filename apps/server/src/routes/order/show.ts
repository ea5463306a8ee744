import { refuse } from "@amends/contract/errors";
import { showOrder as showOrderRouteOf } from "@amends/contract/routes/order/show";
import { showOrder } from "@amends/flows/show-order";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { orderDetailOf } from "../../views/order-view.ts";

export const showOrderRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showOrderRouteOf, async ({ principal, params: { orderId } }) => {
    const shown = await showOrder(reads, principal, orderId);
    return shown === null ? refuse("not_found", { id: orderId }) : answer(200, orderDetailOf(shown));
  });
