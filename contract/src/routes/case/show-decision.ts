import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { explanationRow } from "../../views/case-view.ts";
import { id } from "../../wire.ts";

/** A row that was looked at. `failed` names each cell that did not match, with what it saw; empty for the row that answered. */
const lookedAt = z
  .strictObject({
    rowId: z.string(),
    isHit: z.boolean(),
    status: z.enum(["verified", "chosen", "unverified"]),
    zh: z.string(),
    en: z.string(),
    source: z.string(),
    failed: z.array(z.strictObject({ column: z.string(), field: z.string(), cell: z.string(), actual: z.string() })),
  })
  .meta({ id: "RowLookedAt" });

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
        trace: z.array(explanationRow),
        replay: z.discriminatedUnion("kind", [
          z.strictObject({
            kind: z.literal("replayed"),
            isSame: z.boolean(),
            tables: z.array(z.strictObject({ table: z.string(), lineNo: z.int().nullable(), rows: z.array(lookedAt) })),
          }),
          z.strictObject({ kind: z.literal("other_engine"), engine: z.int() }),
        ]),
      })
      .meta({ id: "ExplainedDecision" }),
  },
  refusals: ["not_found"],
});
