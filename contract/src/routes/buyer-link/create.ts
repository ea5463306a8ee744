import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { id, instant } from "../../wire.ts";

export const createBuyerLink = defineRoute({
  method: "POST",
  path: "/v1/buyer-links",
  summary: bilingual("为订单生成买家链接", "Make a buyer's link for an order"),
  access: { roles: [...STAFF, "integrator"] },
  body: z.strictObject({ orderId: id("order") }),
  answers: { 201: z.strictObject({ token: z.string(), expiresAt: instant }) },
  refusals: ["not_found"],
});
