import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { orderSummary } from "../../views/order-view.ts";
import { externalId, id, page, pageQuery } from "../../wire.ts";

/** Latest first. A buyer's own, a seller's with lines of theirs; everyone else names a customer, a seller or an order number. */
export const listOrders = defineRoute({
  method: "GET",
  path: "/v1/orders",
  summary: bilingual("订单列表", "List orders"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  query: z.strictObject({
    ...pageQuery,
    customerId: id("customer").optional(),
    sellerId: id("seller").optional(),
    externalOrderNo: externalId.optional(),
  }),
  answers: { 200: page(orderSummary) },
  refusals: ["filter_needed"],
});
