import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

/** Under the case's own key, so that it is drawn anew whenever something happens to the case. */
export const sumsQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", caseId, "sums"],
    queryFn: async ({ signal }) => (await client.showCaseSums({ params: { caseId }, signal })).body,
  });
