import { IMPROVEMENT_KINDS } from "@amends/domain/evaluation/what-would-change";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id } from "../../wire.ts";

/** Found by deciding again on facts that differ in one thing, so it says no more than the rules do. */
export const showWhatWouldChange = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/what-would-change",
  summary: bilingual("怎样会有不同的结果", "What would have led further"),
  access: { roles: ["buyer", "seller", "agent", "complaint_owner", "supervisor", "finance", "admin", "integrator"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z.strictObject({
      caseId: id("case"),
      outcome: z.enum(["approved", "review", "refused"]),
      improvements: z.array(
        z.strictObject({
          kind: z.enum(IMPROVEMENT_KINDS),
          /** The same as now where a person decides and would only be surer. */
          outcome: z.enum(["approved", "review", "refused"]),
          /** How sure we would have been of what the buyer says. */
          confidenceBasisPoints: z.int(),
        }),
      ),
    }),
  },
  refusals: ["not_found"],
});
