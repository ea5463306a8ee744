import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { serviceOption } from "../../views/order-view.ts";
import { id, instant, list, queryInteger, text } from "../../wire.ts";

const SHOP = ["seller", "supervisor", "admin"] as const;
const ofSeller = { sellerId: id("seller") };

const ROWS_MAX = 50;
const rowName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/)
  .meta({ examples: ["60.01"] });
const tableName = z
  .string()
  .regex(/^[a-z][a-z_]{0,31}$/)
  .meta({ examples: ["reasons"] });

/**
 * A row of one table of the operation's pack, with the cells the shop would have otherwise; `docs/reference/table-language.md` says what a cell may hold.
 * A row the table has not yet names in `before` the row it stands before; cells it leaves out are empty, which for a condition means "any".
 */
const writtenRow = z
  .strictObject({
    table: tableName,
    row: rowName,
    before: rowName.optional(),
    cells: z.record(rowName, text(400)).meta({ examples: [{ windowAmount: "96" }] }),
  })
  .meta({ id: "ShopRule", examples: [{ table: "reasons", row: "60.01", cells: { windowAmount: "96" } }] });

const shopRules = z
  .strictObject({
    sellerId: id("seller"),
    rulesNo: z.int(),
    from: instant,
    until: instant.nullable(),
    rows: z.array(writtenRow),
    boundAt: instant,
    boundByRole: z.string(),
  })
  .meta({ id: "ShopRules" });

export const bindShopRules = defineRoute({
  method: "POST",
  path: "/v1/sellers/{sellerId}/rules",
  summary: bilingual("为店铺绑定更宽松的规则", "Bind more generous rules to a shop"),
  access: { roles: SHOP },
  params: z.strictObject(ofSeller),
  body: z.strictObject({
    /** From now on where left out. Orders paid before keep what they were bought under. */
    from: instant.optional(),
    until: instant.optional(),
    rows: list(writtenRow, ROWS_MAX).min(1),
  }),
  answers: { 201: shopRules },
  refusals: ["not_found", "shop_rules_refused", "shop_rules_dates", "shop_rules_notice"],
});

/** Of rules that are thought about: what is wrong with them, row by row, or what they would open on an order. Nothing is stored. */
export const tryShopRules = defineRoute({
  method: "POST",
  path: "/v1/sellers/{sellerId}/rules/trial",
  summary: bilingual(
    "试一试店铺规则：哪里不行，或在一张订单上会怎样",
    "Try rules of a shop: what is wrong with them, or what they would do on an order",
  ),
  access: { roles: SHOP },
  params: z.strictObject(ofSeller),
  /** `from` and `until` as they would be bound; from now on and without an end where left out. */
  body: z.strictObject({
    rows: list(writtenRow, ROWS_MAX).min(1),
    orderId: id("order").optional(),
    from: instant.optional(),
    until: instant.optional(),
  }),
  answers: {
    200: z.strictObject({
      problems: z.array(
        z.strictObject({
          /** The same list the files of a pack are checked by. */
          code: z.string(),
          table: z.string(),
          row: z.string().nullable(),
          column: z.string().nullable(),
          message: z.string(),
        }),
      ),
      /** Before it they may not begin: buyers lose something and are told of it first. Null where they may begin when they are to. */
      earliestFrom: instant.nullable(),
      preview: z
        .strictObject({
          orderId: id("order"),
          externalOrderNo: z.string(),
          lines: z.array(
            z.strictObject({ lineNo: z.int(), name: z.string(), today: z.array(serviceOption), tried: z.array(serviceOption) }),
          ),
        })
        .nullable(),
    }),
  },
  refusals: ["not_found"],
  readsOnly: true,
});

export const listShopRules = defineRoute({
  method: "GET",
  path: "/v1/sellers/{sellerId}/rules",
  summary: bilingual("店铺绑定过的规则", "List the rules bound to a shop, latest first"),
  access: { roles: [...SHOP, "agent", "complaint_owner"] },
  params: z.strictObject(ofSeller),
  answers: { 200: z.strictObject({ items: z.array(shopRules) }) },
  refusals: ["not_found"],
});

export const endShopRules = defineRoute({
  method: "POST",
  path: "/v1/sellers/{sellerId}/rules/{rulesNo}/end",
  summary: bilingual(
    "停用店铺的规则：对买家更少的，公告期满后停用",
    "End rules of a shop; where its buyers lose something, once their notice has run",
  ),
  access: { roles: SHOP },
  params: z.strictObject({ ...ofSeller, rulesNo: queryInteger(1, 999_999_999) }),
  answers: { 200: shopRules },
  refusals: ["not_found"],
});
