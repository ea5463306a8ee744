import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/shop-rules/shop-rules";
import { type BoundRules, bindShopRules, endShopRules } from "@amends/flows/shop-rules";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const shopRulesRoutes = ({ shopRules }: Pick<ServerDeps, "shopRules">) => ({
  bindShopRules: mount(route.bindShopRules, async ({ principal, params: { sellerId }, body, now }) => {
    const rows = body.rows.map(({ before, ...row }) => ({ ...row, before: before ?? null }));
    const ask = { sellerId, rows, fromAt: body.from ?? null, untilAt: body.until ?? null };
    const outcome = await bindShopRules(shopRules, principal, ask, now);
    switch (outcome.kind) {
      case "bound":
        return answer(201, shown(outcome.rules), { location: `/v1/sellers/${sellerId}/rules` });
      case "not_found":
        return refuse("not_found", { id: sellerId });
      case "wrong_dates":
        return refuse("shop_rules_dates", {
          from: written(outcome.fromAt),
          until: outcome.untilAt === null ? "–" : written(outcome.untilAt),
        });
      case "refused": {
        const [{ table, row, message }, problemCount] = [outcome.first, outcome.count];
        return refuse("shop_rules_refused", { table, row: row ?? "–", reason: message, problemCount });
      }
    }
  }),
  listShopRules: mount(route.listShopRules, async ({ scope, params: { sellerId } }) => {
    const rules = await shopRules.store.list(scope, sellerId);
    return rules === null ? refuse("not_found", { id: sellerId }) : answer(200, { items: rules.map(shown) });
  }),
  endShopRules: mount(route.endShopRules, async ({ principal, params: { sellerId, rulesNo }, now }) => {
    const ended = await endShopRules(shopRules, principal, { sellerId, rulesNo }, now);
    return ended === null ? refuse("not_found", { id: sellerId }) : answer(200, shown(ended));
  }),
});

const written = (at: number): string => new Date(at).toISOString();

const shown = ({ sellerId, rulesNo, fromAt, untilAt, rows, boundAt, boundBy }: BoundRules) => ({
  sellerId,
  rulesNo,
  from: fromAt,
  until: untilAt,
  rows: rows.map(({ before, ...row }) => ({ ...row, ...(before === null ? {} : { before }) })),
  boundAt,
  boundByRole: boundBy.role,
});
