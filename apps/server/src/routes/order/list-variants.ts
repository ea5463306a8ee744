import { refuse } from "@amends/contract/errors";
import { listVariants } from "@amends/contract/routes/order/list-variants";
import { showVariants } from "@amends/flows/show-filing-choices";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { variantOf } from "../../views/option-view.ts";

export const listVariantsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(listVariants, async ({ principal, params: { orderId }, query, now }) => {
    const { lineNo, serviceType, reason } = query;
    const ask = {
      orderId,
      lineNo,
      sellerId: null,
      quantity: query.quantity ?? null,
      damageBasisPoints: null,
      usedKilometres: null,
      way: { type: serviceType, refundOnlyKind: null, reason },
    };
    const shown = await showVariants(reads, principal, ask, now);
    if (shown === null) return refuse("not_found", { id: orderId });
    if (shown === "line_unknown") return refuse("line_unknown", { orderId, lineNo: String(lineNo) });
    const bought = shown.order.lines.find(line => line.lineNo === lineNo)?.skuId ?? "";
    return answer(200, { orderId, variants: shown.variants.map(variant => variantOf(shown.order, bought, variant)) });
  });
