import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id } from "../../wire.ts";

/**
 * Whom the goods of a case go back to, in plain, while they are to be handed over or on their way and at no other time. It is personal data of the seller:
 * each look stays on record.
 */
export const showReturnAddress = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/return-address",
  summary: bilingual("退货寄到哪里（留痕）", "Where the goods are sent back to, on record"),
  access: { roles: ["buyer", "seller", "agent", "complaint_owner", "supervisor", "warehouse", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z
      .strictObject({ name: z.string(), phone: z.string().nullable(), region: z.string(), detail: z.string() })
      .meta({ id: "ReturnAddress" }),
  },
  refusals: ["not_found", "return_address_not_needed", "return_address_missing"],
});
