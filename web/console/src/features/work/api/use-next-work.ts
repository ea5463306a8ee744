import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "../../../client.ts";

/** Takes the next item and goes to its case; null where nothing waits that suits. */
export const useNextWork = () => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => (await client.nextWork()).body.item,
    onSuccess: async item => {
      await queries.invalidateQueries({ queryKey: ["work"] });
      if (item !== null) await navigate({ to: "/cases/$caseId", params: { caseId: item.caseId }, search: {} });
    },
  });
};
