import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { consentText } from "../../views/consent-view.ts";
import { explanation, openTerms } from "../../views/order-view.ts";
import { id, instant, queryInteger } from "../../wire.ts";

/** What about an order is asked: one line and so many of its pieces, or all that is left of a seller's lines. */
export const aboutOrder = {
  lineNo: queryInteger(1, 10_000).optional(),
  sellerId: id("seller").optional(),
  quantity: queryInteger(1, 1_000_000).optional(),
} as const;

/** Reasons the rules would refuse are left out. Decided by the tables a filing is decided by, so it holds at the moment named. */
export const listFilingReasons = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}/filing-reasons",
  summary: bilingual("这种售后可以选的原因", "Reasons that may be given for a way to ask"),
  access: { roles: ["buyer", "seller", "agent", "complaint_owner", "supervisor", "admin", "integrator"] },
  params: z.strictObject({ orderId: id("order") }),
  query: z.strictObject({
    ...aboutOrder,
    serviceType: z.enum(SERVICE_TYPES),
    refundOnlyKind: z.enum(REFUND_ONLY_KINDS).optional(),
    /** The share that is bad, for reasons that go by it. */
    damageBasisPoints: queryInteger(1, 10_000).optional(),
    /** What a vehicle has run, for reasons that go by it. */
    usedKilometres: queryInteger(0, 10_000_000).optional(),
  }),
  answers: {
    200: z.strictObject({
      orderId: id("order"),
      asOf: instant,
      /** What is agreed to before medical papers are shown under a reason that asks for no consent; null where there is no such text. */
      medicalConsent: consentText.nullable(),
      reasons: z.array(
        z
          .strictObject({
            reason: z.string(),
            /** Reasons of one ground (quality, not received …) are shown together. */
            ground: z.string(),
            name: explanation,
            ...openTerms,
          })
          .meta({ id: "FilingReason" }),
      ),
    }),
  },
  refusals: ["not_found", "line_unknown"],
});
