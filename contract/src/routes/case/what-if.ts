import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { explanationRow } from "../../views/case-view.ts";
import { askedTable, decisionInputs } from "../../views/decision-view.ts";
import { ruleWords } from "../../views/rule-words.ts";
import { amount, id } from "../../wire.ts";

/** Decides again on facts that differ in what is named, under the pack the case was filed under. Nothing is stored, and the case stays as it is. */
export const supposeDecision = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseId}/what-if",
  summary: bilingual("假如情况不同，会怎么判", "See what would be decided if the facts were otherwise"),
  access: { roles: ["agent", "complaint_owner", "supervisor", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  body: decisionInputs.partial(),
  answers: {
    200: z
      .strictObject({
        outcome: z.enum(["approved", "review", "refused"]),
        severity: z.enum(SEVERITIES),
        refund: amount,
        collect: amount,
        trace: z.array(explanationRow),
        tables: z.array(askedTable),
        words: ruleWords,
      })
      .meta({ id: "SupposedDecision" }),
  },
  refusals: [
    "not_found",
    "more_than_left",
    "reason_unknown",
    "kind_missing",
    "reason_not_for_type",
    "nothing_new",
    "too_many_requests_for_line",
    "damage_share_out_of_range",
    "amendment_missing",
    "agreed_amount_missing",
  ],
  readsOnly: true,
});
