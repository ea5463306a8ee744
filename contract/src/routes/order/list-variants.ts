import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { explanation, moneyBack } from "../../views/order-view.ts";
import { amount, externalId, id, instant, queryInteger } from "../../wire.ts";

/** What a line's product also comes as, and what taking each instead would cost or bring back. */
export const listVariants = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}/variants",
  summary: bilingual("可以换成的款式与差价", "Versions to exchange for, and their price difference"),
  access: { roles: ["buyer", "seller", "agent", "complaint_owner", "supervisor", "admin", "integrator"] },
  params: z.strictObject({ orderId: id("order") }),
  query: z.strictObject({
    lineNo: queryInteger(1, 10_000),
    quantity: queryInteger(1, 1_000_000).optional(),
    serviceType: z.enum(["exchange", "amend_order"]),
    reason: externalId,
  }),
  answers: {
    200: z.strictObject({
      orderId: id("order"),
      variants: z.array(
        z
          .strictObject({
            skuId: z.string(),
            name: z.string(),
            options: z.record(z.string(), z.string()),
            isBought: z.boolean(),
            price: amount,
            /** A hint of the catalogue at `asOf`, null = not limited; the warehouse decides when it reserves. */
            available: z.int().nullable(),
            asOf: instant,
            verdict: z.enum(["approved", "review", "refused"]),
            /** For all the pieces asked about, freight that is charged included. */
            difference: z.discriminatedUnion("kind", [
              z.strictObject({ kind: z.literal("none") }),
              z.strictObject({ kind: z.literal("pay"), amount }),
              z.strictObject({ kind: z.literal("back"), amount, back: moneyBack }),
            ]),
            explanation,
          })
          .meta({ id: "Variant" }),
      ),
    }),
  },
  refusals: ["not_found", "line_unknown"],
});
