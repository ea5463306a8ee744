import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { orderDetail } from "../../views/order-view.ts";
import { id } from "../../wire.ts";

export const showOrder = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}",
  summary: bilingual("订单详情", "Show an order"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params: z.strictObject({ orderId: id("order") }),
  answers: { 200: orderDetail },
  refusals: ["not_found"],
});
