import { LINE_KINDS, LINE_STATES } from "@amends/domain/reconciliation/gateway-line";
import { DIFFERENCES } from "@amends/domain/reconciliation/match-lines";
import { ITEM_OUTCOMES } from "@amends/domain/reconciliation/open-item";
import { ITEM_STATUSES, RESOLUTIONS, SETTLE_REJECTIONS } from "@amends/domain/reconciliation/settle-item";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { currency, id, instant, page, pageQuery, signedAmount, text } from "../../wire.ts";
import { day, WITH_PROGRAMS } from "./book-day.ts";
import { gateway } from "./gateway-name.ts";

const FINANCE = ["finance", "admin"] as const;
const itemKey = text(300).meta({ examples: ["line:refund:50000001"] });

const item = z
  .strictObject({
    ...{
      gateway,
      itemKey: z.string(),
      day,
      outcome: z.enum(ITEM_OUTCOMES),
      status: z.enum(ITEM_STATUSES),
      differences: z.array(z.enum(DIFFERENCES)),
    },
    stake: signedAmount.nullable(),
    currency,
    line: z
      .strictObject({
        ...{
          row: z.int(),
          kind: z.enum(LINE_KINDS),
          state: z.enum(LINE_STATES),
          gatewayRef: z.string().nullable(),
          key: z.string().nullable(),
        },
        ...{ orderNo: z.string().nullable(), amount: signedAmount, fee: signedAmount, at: instant },
      })
      .nullable(),
    fact: z.strictObject({ factKey: z.string(), amount: signedAmount }).nullable(),
    case: z.strictObject({ caseId: id("case"), shortNo: z.string(), sellerName: z.string().nullable() }).nullable(),
    /** The item that may be its other half. */
    suggested: z.string().nullable(),
    owner: z.strictObject({ accountId: z.string(), name: z.string().nullable() }).nullable(),
    note: z.string().nullable(),
    resolution: z.enum(RESOLUTIONS).nullable(),
    settledBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    gatewaySaid: z.strictObject({ said: z.string(), at: instant }).nullable(),
  })
  .meta({ id: "ReconciliationItem" });

export const listReconciliationItems = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/items",
  summary: bilingual("未对上的款项", "List what did not match"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({
    ...pageQuery,
    day: day.optional(),
    gateway: gateway.optional(),
    outcome: z.enum(ITEM_OUTCOMES).optional(),
    status: z.enum(["unsettled", "all"]).default("unsettled"),
  }),
  answers: { 200: page(item) },
  refusals: [],
});

const aboutItem = { method: "POST", access: { roles: FINANCE }, answers: { 200: item } } as const;

export const explainReconciliationItem = defineRoute({
  ...aboutItem,
  path: "/v1/reconciliation/items/explain",
  summary: bilingual("认领一笔差异并说明原因", "Take an item and say what is known of it"),
  body: z.strictObject({ gateway, itemKey, note: text(500) }),
  refusals: ["not_found", "item_settled"],
});

const SETTLING = ["not_found", "item_stale", ...SETTLE_REJECTIONS] as const;

export const settleReconciliationItem = defineRoute({
  ...aboutItem,
  path: "/v1/reconciliation/items/settle",
  summary: bilingual("处理一笔差异", "Settle an item"),
  body: z.strictObject({
    ...{ gateway, itemKey, resolution: z.enum(RESOLUTIONS), linkTo: itemKey.optional() },
    /** Why a link that nothing suggested is right. */
    note: text(500).optional(),
  }),
  refusals: SETTLING,
});

export const confirmReconciliationItem = defineRoute({
  ...aboutItem,
  path: "/v1/reconciliation/items/confirm",
  summary: bilingual("复核一笔差异的处理", "Confirm what another has settled"),
  body: z.strictObject({ gateway, itemKey }),
  refusals: SETTLING,
});

export const undoReconciliationItem = defineRoute({
  ...aboutItem,
  path: "/v1/reconciliation/items/undo",
  summary: bilingual("撤销一笔差异的处理", "Undo what was settled, until the day is closed"),
  body: z.strictObject({ gateway, itemKey }),
  refusals: SETTLING,
});

export const listLinkCandidates = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/items/candidates",
  summary: bilingual("可以与一笔差异关联的另一边", "Find the other half of an item"),
  access: { roles: FINANCE },
  query: z.strictObject({
    ...{ gateway, itemKey },
    /** An order's or a case's number finds any posting of it; without, or by an amount, what is open is shown. */
    q: text(100).optional(),
  }),
  answers: {
    200: z
      .strictObject({
        facts: z.array(
          z.strictObject({
            ...{ linkTo: z.string(), caseId: id("case"), shortNo: z.string(), orderNo: z.string(), amount: signedAmount, at: instant },
            ...{ sellerName: z.string().nullable(), gatewayRef: z.string() },
          }),
        ),
        lines: z.array(item),
      })
      .meta({ id: "LinkCandidates" }),
  },
  refusals: ["not_found"],
});

export const askGatewayOfItem = defineRoute({
  ...aboutItem,
  path: "/v1/reconciliation/items/ask-gateway",
  summary: bilingual("向渠道再查一次", "Ask the gateway again"),
  body: z.strictObject({ gateway, itemKey }),
  refusals: ["not_found", "item_nothing_asked"],
});
