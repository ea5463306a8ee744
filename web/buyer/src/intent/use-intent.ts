import { newIdempotencyKey } from "@amends/sdk/client-for";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

/**
 * One press of a button, one intent: its key stays the same over every try until it worked or other content is sent, so that an impatient second press is not
 * a second request.
 */
export const useIntent = <Input, Result>(
  carryOut: (input: Input, idempotencyKey: string) => Promise<Result>,
  onDone: (result: Result) => void,
) => {
  const queries = useQueryClient();
  const intent = useRef({ content: "", key: "" });
  return useMutation({
    mutationFn: (input: Input) => {
      const content = JSON.stringify(input, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
      if (intent.current.content !== content) intent.current = { content, key: newIdempotencyKey() };
      return carryOut(input, intent.current.key);
    },
    onSuccess: async result => {
      intent.current = { content: "", key: "" };
      onDone(result);
      await queries.invalidateQueries();
    },
  });
};
