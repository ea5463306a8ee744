import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { serviceOption } from "../../views/order-view.ts";
import { id, instant } from "../../wire.ts";

export const showServiceOptions = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}/service-options",
  summary: bilingual("可申请的售后与原因", "What can be asked for, and why not"),
  access: { roles: ["buyer", "seller", "agent", "complaint_owner", "supervisor", "admin", "integrator"] },
  params: z.strictObject({ orderId: id("order") }),
  answers: {
    200: z.strictObject({
      orderId: id("order"),
      /** Windows close: what is offered holds at this moment. */
      asOf: instant,
      lines: z.array(z.strictObject({ lineNo: z.int(), piecesLeft: z.int(), options: z.array(serviceOption) })),
      /** All that is left of a seller's lines asked for at once, where those are several: some rules are about the whole order. */
      wholes: z.array(
        z.strictObject({
          sellerId: id("seller"),
          pieces: z.array(z.strictObject({ lineNo: z.int(), quantity: z.int() })),
          options: z.array(serviceOption),
        }),
      ),
    }),
  },
  refusals: ["not_found"],
});
