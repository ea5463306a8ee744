import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export const fileViewsQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", "file-views", caseId],
    queryFn: async ({ signal }) => (await client.listFileViews({ params: { caseId }, signal })).body.items,
  });
