import type { showDecision } from "@amends/contract/routes/case/show-decision";
import type { supposeDecision } from "@amends/contract/routes/case/what-if";
import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type ShownDecision = z.output<(typeof showDecision)["answers"][200]>;
export type SupposedDecision = z.output<(typeof supposeDecision)["answers"][200]>;
export type DecisionInputs = ShownDecision["inputs"];
export type AskedTable = SupposedDecision["tables"][number];

export const decisionQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", "decision", caseId],
    queryFn: async ({ signal }) => (await client.showDecision({ params: { caseId }, signal })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
