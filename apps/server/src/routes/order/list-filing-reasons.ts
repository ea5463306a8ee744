import { refuse } from "@amends/contract/errors";
import { listFilingReasons } from "@amends/contract/routes/order/list-filing-reasons";
import { showFilingReasons } from "@amends/flows/show-filing-choices";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { reasonOf } from "../../views/option-view.ts";

export const listFilingReasonsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(listFilingReasons, async ({ principal, params: { orderId }, query, now }) => {
    const ask = {
      orderId,
      lineNo: query.lineNo ?? null,
      sellerId: query.sellerId ?? null,
      quantity: query.quantity ?? null,
      damageBasisPoints: query.damageBasisPoints ?? null,
      usedKilometres: query.usedKilometres ?? null,
      way: { type: query.serviceType, refundOnlyKind: query.refundOnlyKind ?? null },
    };
    const shown = await showFilingReasons(reads, principal, ask, now);
    if (shown === null) return refuse("not_found", { id: orderId });
    if (shown === "line_unknown") return refuse("line_unknown", { orderId, lineNo: String(query.lineNo ?? "") });
    const { order, medicalConsent, reasons } = shown;
    return answer(200, { orderId, asOf: now, medicalConsent, reasons: reasons.map(reason => reasonOf(order, reason)) });
  });
