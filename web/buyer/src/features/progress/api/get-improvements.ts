import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export const improvementsQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", caseId, "what-would-change"],
    queryFn: async ({ signal }) => (await client.showWhatWouldChange({ params: { caseId }, signal })).body,
  });
