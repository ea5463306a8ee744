import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF, streamAnswer } from "../../route.ts";
import { id } from "../../wire.ts";

/**
 * The content of a file that the case names as evidence, of the type that was told by its content. Everybody's look but the buyer's own is on record.
 * Pictures and films may be shown in a page, anything else is for saving.
 */
const CONTENT = streamAnswer("*/*");

export const showCaseFile = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/files/{fileId}",
  summary: bilingual("查看售后单里的一份凭证（留痕）", "Look at a piece of evidence, on record"),
  access: { roles: [...STAFF, "seller", "integrator", "buyer"] },
  params: z.strictObject({ caseId: id("case"), fileId: id("file") }),
  answers: { 200: CONTENT, 206: CONTENT },
  refusals: ["not_found", "person_erased", "consent_withdrawn", "range_not_satisfiable", "files_unavailable"],
  ranges: true,
});
