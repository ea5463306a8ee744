import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";

/** Sets something going again that needs no reason; what is stuck is then looked at anew. */
export const RetryButton = ({ onRetry }: { readonly onRetry: () => Promise<unknown> }) => {
  const { stuck } = useConsoleWords();
  const queries = useQueryClient();
  const retry = useMutation({ mutationFn: onRetry, onSuccess: () => queries.invalidateQueries({ queryKey: ["stuck"] }) });
  return (
    <>
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {stuck.retry}
      </Button>
      {retry.error !== null && <ErrorLine error={retry.error} />}
    </>
  );
};
