import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

/** Under the case's own key, so that it is drawn anew whenever something happens to the case. */
export const returnAddressQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", caseId, "return-address"],
    queryFn: async ({ signal }) => (await client.showReturnAddress({ params: { caseId }, signal })).body,
  });
