import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/shop-rules/shop-rules";
import type { WrittenRow } from "@amends/domain/case/shop-rules";
import type { PolicyProblem } from "@amends/domain/policy/problem";
import { type BoundRules, bindShopRules, endShopRules } from "@amends/flows/shop-rules";
import { type TrialOutcome, tryShopRules } from "@amends/flows/try-shop-rules";
import type { z } from "zod";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { optionOf } from "../../views/option-view.ts";

export const shopRulesRoutes = ({ shopRules, reads }: Pick<ServerDeps, "shopRules" | "reads">) => ({
  tryShopRules: mount(route.tryShopRules, async ({ principal, params: { sellerId }, body, now }) => {
    const dates = { fromAt: body.from ?? null, untilAt: body.until ?? null };
    const ask = { sellerId, rows: body.rows.map(writtenOf), orderId: body.orderId ?? null, ...dates };
    const ports = { ...reads, ...shopRules };
    const outcome = await tryShopRules(ports, principal, ask, now);
    switch (outcome.kind) {
      case "not_found":
        return refuse("not_found", { id: outcome.id });
      case "refused":
        return answer(200, { problems: outcome.problems.map(problemOf), earliestFrom: null, preview: null });
      case "fits":
        return answer(200, {
          problems: [],
          earliestFrom: outcome.earliestAt,
          preview: outcome.preview === null ? null : previewOf(outcome.preview),
        });
    }
  }),
  bindShopRules: mount(route.bindShopRules, async ({ principal, params: { sellerId }, body, now }) => {
    const rows = body.rows.map(writtenOf);
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
      case "notice_too_short":
        return refuse("shop_rules_notice", { from: written(outcome.fromAt), earliest: written(outcome.earliestAt) });
      case "refused": {
        const [{ code, table, row, column, message }, problemCount] = [outcome.first, outcome.count];
        const place = { table, row: row ?? "–", column: column ?? "–" };
        return refuse("shop_rules_refused", { ...place, problem: code, reason: message, problemCount });
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

/** Which layer says it goes without saying: it is the shop's. */
const problemOf = ({ code, table, row, column, message }: PolicyProblem) => ({ code, table, row, column, message });

type Written = z.output<(typeof route.bindShopRules)["body"]>["rows"][number];
const writtenOf = ({ before, ...row }: Written): WrittenRow => ({ ...row, before: before ?? null });

type Preview = NonNullable<Extract<TrialOutcome, { readonly kind: "fits" }>["preview"]>;
const previewOf = ({ order, lines }: Preview) => ({
  orderId: order.orderId,
  externalOrderNo: order.externalOrderNo,
  lines: lines.map(({ lineNo, name, today, tried }) => ({
    lineNo,
    name,
    today: today.options.map(option => optionOf(order, option)),
    tried: tried.options.map(option => optionOf(order, option)),
  })),
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
