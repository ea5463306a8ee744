import { CASE_PHASES } from "@amends/domain/case/case-state";
import { SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { id, instant, text } from "../../wire.ts";

export const searchHit = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("case"),
      /** The parcel is one that goes back, or comes in place of the first. */
      by: z.enum(["case_no", "tracking_no", "id"]),
      caseId: id("case"),
      shortNo: z.string(),
      orderId: id("order"),
      serviceType: z.enum(SERVICE_TYPES),
      phase: z.enum(CASE_PHASES),
    }),
    z.strictObject({
      kind: z.literal("order"),
      by: z.enum(["order_no", "tracking_no", "id"]),
      orderId: id("order"),
      customerId: id("customer"),
      externalOrderNo: z.string(),
      placedAt: instant,
      goods: z.string(),
    }),
    z.strictObject({
      kind: z.literal("customer"),
      by: z.enum(["phone", "id"]),
      customerId: id("customer"),
      externalId: z.string(),
      tier: z.string(),
    }),
  ])
  .meta({ id: "SearchHit" });

/** By case number (however it was read out), order or parcel number, telephone, or id. Telephones are for people at a desk alone. */
export const search = defineRoute({
  method: "GET",
  path: "/v1/search",
  summary: bilingual("按单号、运单号、手机号或编号查找", "Find by number, parcel, telephone or id"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  query: z.strictObject({ q: text(128) }),
  answers: {
    200: z.strictObject({
      hits: z.array(searchHit),
      /** Nothing was found, and it reads like a case number with a digit wrong. */
      wrongCheckDigit: z.boolean(),
    }),
  },
  refusals: [],
});
