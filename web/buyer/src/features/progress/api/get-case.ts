import type { CaseId } from "@amends/domain/kernel/ids";
import { followCase } from "@amends/sdk/follow-case";
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { CLIENT_OPTIONS, client } from "../../../client.ts";

export const caseQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", caseId],
    queryFn: async ({ signal }) => (await client.showCase({ params: { caseId }, signal })).body,
  });

/** Draws the case anew whenever something happens to it. True while the line is open. */
export const useFollowedCase = (caseId: CaseId): boolean => {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(
    () =>
      followCase(caseId, {
        ...CLIENT_OPTIONS,
        onEvent: () => void queries.invalidateQueries({ queryKey: ["cases", caseId] }),
        onConnection: setLive,
        onRefused: () => setLive(false),
      }),
    [caseId, queries],
  );
  return isLive;
};
