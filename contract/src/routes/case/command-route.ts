import type { CaseCommandKind } from "@amends/domain/case/case-command";
import { MAY_COMMAND } from "@amends/domain/case/who-may";
import { EVIDENCE_KINDS } from "@amends/domain/intake/case-facts";
import { z } from "zod";
import { COMMAND_REFUSALS } from "../../command-refusals.ts";
import { type RouteDescription, rolesOverHttp } from "../../route.ts";
import { caseSummary } from "../../views/case-view.ts";
import { id } from "../../wire.ts";

/** One endpoint for each thing a person or a partner may ask of a case. Who may is what the domain says; nothing here repeats it. */
export const command = <const Name extends string, const Body extends z.ZodType>(
  name: Name,
  kind: CaseCommandKind,
  summary: RouteDescription["summary"],
  body: Body,
) =>
  ({
    method: "POST",
    path: `/v1/cases/{caseId}/${name}`,
    summary,
    access: { roles: rolesOverHttp(MAY_COMMAND[kind]) },
    params: z.strictObject({ caseId: id("case") }),
    body,
    answers: { 200: caseSummary },
    refusals: COMMAND_REFUSALS,
    idempotency: "accepted",
    ifMatch: true,
  }) as const satisfies RouteDescription;

/** A file of the order that shows something. */
export const evidenceItem = z.strictObject({
  fileId: id("file"),
  kind: z.enum(EVIDENCE_KINDS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
