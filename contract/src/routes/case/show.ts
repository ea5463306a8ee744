import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { caseDetail } from "../../views/case-view.ts";
import { id } from "../../wire.ts";

export const showCase = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}",
  summary: bilingual("售后单详情", "Show a case"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: { 200: caseDetail },
  refusals: ["not_found"],
});
