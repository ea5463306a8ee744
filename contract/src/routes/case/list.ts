import { CASE_PHASES } from "@amends/domain/case/case-state";
import { STEP_OWNERS } from "@amends/domain/case/step";
import { SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { caseListItem } from "../../views/case-view.ts";
import { id, page, pageQuery } from "../../wire.ts";

/** Open cases by what is due first; ended ones latest first. */
export const listCases = defineRoute({
  method: "GET",
  path: "/v1/cases",
  summary: bilingual("售后单列表", "List cases"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  query: z.strictObject({
    ...pageQuery,
    /** A phase says by itself whether it is one of open or ended cases. */
    status: z.enum(["open", "ended"]).optional(),
    phase: z.enum(CASE_PHASES).optional(),
    waitsFor: z.enum(STEP_OWNERS).optional(),
    serviceType: z.enum(SERVICE_TYPES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    sellerId: id("seller").optional(),
    customerId: id("customer").optional(),
    orderId: id("order").optional(),
  }),
  answers: { 200: page(caseListItem) },
  refusals: [],
});
