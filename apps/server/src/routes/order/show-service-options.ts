import { refuse } from "@amends/contract/errors";
import { showServiceOptions as showServiceOptionsRouteOf } from "@amends/contract/routes/order/show-service-options";
import { showServiceOptions } from "@amends/flows/show-service-options";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { optionOf } from "../../views/option-view.ts";

export const showServiceOptionsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showServiceOptionsRouteOf, async ({ principal, params: { orderId }, now }) => {
    const shown = await showServiceOptions(reads, principal, orderId, now);
    if (shown === null) return refuse("not_found", { id: orderId });
    const { order, lines, asOf } = shown;
    const shownLines = lines.map(line => ({ ...line, options: line.options.map(option => optionOf(order, option)) }));
    return answer(200, { orderId, asOf, lines: shownLines });
  });
