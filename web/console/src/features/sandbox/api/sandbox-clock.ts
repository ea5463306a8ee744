import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../../../client.ts";

/** Whether time may be moved here, asked once: an installation is a sandbox or it is none. */
export const useSandboxClock = (isAsked: boolean) =>
  useQuery({
    queryKey: ["sandbox-clock"],
    enabled: isAsked,
    queryFn: async ({ signal }) => (await client.showSandboxClock({ signal })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Everything on the page may have changed on the way, the time it counts by first. */
export const useAdvanceClock = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (bySeconds: number) => (await client.advanceSandboxClock({ body: { bySeconds } })).body,
    onSettled: () => queries.invalidateQueries(),
  });
};
