import { newIdempotencyKey } from "@amends/sdk/client-for";
import { ProblemError } from "@amends/sdk/problem-error";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

/**
 * One decision of a person: one key over all its tries, a new one once it was carried out or refused. Whoever decided on what is no longer so is shown what
 * is, and decides again.
 */
export const useCommand = <Result>(carryOut: (idempotencyKey: string) => Promise<Result>, onDone: () => void) => {
  const queries = useQueryClient();
  const key = useRef<string | null>(null);
  return useMutation({
    mutationFn: () => {
      key.current ??= newIdempotencyKey();
      return carryOut(key.current);
    },
    onSuccess: async () => {
      key.current = null;
      onDone();
      await queries.invalidateQueries({ queryKey: ["cases"] });
    },
    onError: error => {
      if (!(error instanceof ProblemError)) return;
      key.current = null;
      if (error.code === "stale_version") void queries.invalidateQueries({ queryKey: ["cases"] });
    },
  });
};
