import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { explanation } from "../../views/order-view.ts";
import { id, text } from "../../wire.ts";

const WORDS_LENGTH_MAX = 500;

/** Suggests, and decides nothing: each is one the rules would take now. What was written is not kept. */
export const suggestReasons = defineRoute({
  method: "POST",
  path: "/v1/orders/{orderId}/suggested-reasons",
  summary: bilingual("按买家的话推荐售后方式和原因", "Suggest a way to ask and a reason from the buyer's words"),
  access: { roles: ["buyer", "agent", "complaint_owner", "supervisor", "admin", "integrator"] },
  params: z.strictObject({ orderId: id("order") }),
  body: z.strictObject({ lineNo: z.int().min(1).max(10_000), words: text(WORDS_LENGTH_MAX) }),
  answers: {
    200: z.strictObject({
      suggestions: z.array(
        z
          .strictObject({
            serviceType: z.enum(SERVICE_TYPES),
            refundOnlyKind: z.enum(REFUND_ONLY_KINDS).nullable(),
            reason: z.string(),
            name: explanation,
          })
          .meta({ id: "SuggestedReason" }),
      ),
    }),
  },
  refusals: ["not_found", "line_unknown"],
  readsOnly: true,
});
