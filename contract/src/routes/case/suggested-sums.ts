import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { amount, id, instant } from "../../wire.ts";
import { sumDue } from "./show-decision.ts";

/** What is computed for the person who decides: sums that are not paid by themselves and not given yet, on what was proved so far. */
export const showSuggestedSums = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/suggested-sums",
  summary: bilingual("算好的金额与已证明的事实", "Show the sums computed, and what was proved"),
  access: { roles: ["agent", "complaint_owner", "supervisor", "finance", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z
      .strictObject({
        caseId: id("case"),
        sums: z.array(sumDue),
        proof: z
          .strictObject({
            at: instant,
            loss: amount,
            shares: z.array(
              z.strictObject({
                lineNo: z.int(),
                basisPoints: z.int(),
                weights: z.strictObject({ soldGrams: z.int(), foundGrams: z.int() }).nullable(),
              }),
            ),
            files: z.int(),
          })
          .nullable(),
        /** Proposed by one person, and waiting for a second one to give it. */
        proposal: z.strictObject({ at: instant, byId: z.string(), heads: z.array(z.string()), total: amount }).nullable(),
      })
      .meta({ id: "SuggestedSums" }),
  },
  refusals: ["not_found"],
});
