import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { id, page, pageQuery, text } from "../../wire.ts";

/** By name. A seller sees itself alone. */
export const listSellers = defineRoute({
  method: "GET",
  path: "/v1/sellers",
  summary: bilingual("商家列表", "List sellers"),
  access: { roles: ["seller", ...STAFF, "integrator"] },
  query: z.strictObject({ ...pageQuery, q: text(80).optional() }),
  answers: {
    200: page(
      z
        .strictObject({ sellerId: id("seller"), name: z.string(), externalId: z.string(), isTrader: z.boolean(), closed: z.boolean() })
        .meta({ id: "SellerSummary" }),
    ),
  },
  refusals: [],
});
