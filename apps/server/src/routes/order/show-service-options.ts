import { refuse } from "@amends/contract/errors";
import { showServiceOptions as showServiceOptionsRouteOf } from "@amends/contract/routes/order/show-service-options";
import type { ServiceOption } from "@amends/domain/evaluation/service-options";
import { showServiceOptions } from "@amends/flows/show-service-options";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { optionOf } from "../../views/option-view.ts";

export const showServiceOptionsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showServiceOptionsRouteOf, async ({ principal, params: { orderId }, now }) => {
    const shown = await showServiceOptions(reads, principal, orderId, now);
    if (shown === null) return refuse("not_found", { id: orderId });
    const { order, lines, wholes, asOf } = shown;
    const withOptions = <Part extends { readonly options: readonly ServiceOption[] }>(part: Part) => ({
      ...part,
      options: part.options.map(option => optionOf(order, option)),
    });
    return answer(200, {
      orderId,
      asOf,
      lines: lines.map(withOptions),
      wholes: wholes.map(whole => ({ ...withOptions(whole), pieces: [...whole.pieces] })),
    });
  });
