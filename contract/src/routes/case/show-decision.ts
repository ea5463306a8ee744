import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { PARTIES } from "@amends/domain/party/party";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { benefit, explanationRow } from "../../views/case-view.ts";
import { askedTable, decisionInputs } from "../../views/decision-view.ts";
import { ruleWords } from "../../views/rule-words.ts";
import { amount, id } from "../../wire.ts";

export const sumDue = z.strictObject({
  head: z.string(),
  standing: z.enum(["promised", "insured", "statutory", "goodwill"]),
  sum: amount,
  cap: amount.nullable(),
  bearer: z.enum(PARTIES),
  ruleId: z.string(),
  /** What is given instead of the money; null where it is money. */
  inKind: benefit.nullable(),
});

/** The decision as it is stored, and as it comes out when it is made again from the stored facts. */
export const showDecision = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/decision",
  summary: bilingual("决定的依据与重放", "Show why it was decided so, and replay it"),
  access: { roles: ["agent", "complaint_owner", "supervisor", "finance", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z
      .strictObject({
        caseId: id("case"),
        outcome: z.enum(["approved", "review", "refused"]),
        severity: z.enum(SEVERITIES),
        serviceType: z.enum(SERVICE_TYPES),
        refundOnlyKind: z.enum(REFUND_ONLY_KINDS).nullable(),
        packId: z.string(),
        packHash: z.string(),
        engine: z.int(),
        floors: z.array(z.string()),
        /** Sums on top of the refund, as they stood at the filing; a statutory one is a candidate for the person who judges. */
        sums: z.array(sumDue),
        trace: z.array(explanationRow),
        /** What can be supposed otherwise (`what-if`), as it stood when the case was filed. */
        inputs: decisionInputs,
        replay: z.discriminatedUnion("kind", [
          z.strictObject({
            kind: z.literal("replayed"),
            isSame: z.boolean(),
            tables: z.array(askedTable),
            /** For the cells of `tables`, and every service type and reason that can be supposed. */
            words: ruleWords,
          }),
          z.strictObject({ kind: z.literal("other_engine"), engine: z.int() }),
        ]),
      })
      .meta({ id: "ExplainedDecision" }),
  },
  refusals: ["not_found"],
});
