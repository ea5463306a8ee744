import { MAY_COMMAND } from "@amends/domain/case/who-may";
import { PARTIES } from "@amends/domain/party/party";
import { FREIGHT_PAYERS } from "@amends/domain/remedy/bear-freight";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, rolesOverHttp } from "../../route.ts";
import { inwardShare } from "../../views/case-view.ts";
import { externalId, id } from "../../wire.ts";

const named = { zh: z.string(), en: z.string() };

export const showCauses = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/causes",
  summary: bilingual("可以认定的根因，以及各自的责任归属", "Show the causes that may be named, and what follows from each"),
  access: { roles: rolesOverHttp(MAY_COMMAND.judge_cause) },
  params: z.strictObject({ caseId: id("case") }),
  /** The judged reason; without one, that of the case as it stands. */
  query: z.strictObject({ reason: externalId.optional() }),
  answers: {
    200: z
      .strictObject({
        reason: z.string(),
        /** Reasons under which this kind of request may stand. */
        reasons: z.array(z.strictObject({ reason: z.string(), ...named })),
        causes: z.array(
          z.strictObject({
            cause: z.string(),
            ...named,
            needsEvidence: z.boolean(),
            outward: z.enum(PARTIES),
            inward: z.array(inwardShare),
            freight: z.strictObject({ outbound: z.enum(FREIGHT_PAYERS), return: z.enum(FREIGHT_PAYERS) }),
          }),
        ),
      })
      .meta({ id: "Causes" }),
  },
  refusals: ["not_found"],
});
