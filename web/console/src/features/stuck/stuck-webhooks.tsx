import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { en, zh } from "./stuck-webhook-words.ts";

type StuckWebhook = CallAnswer<Routes["listStuck"]>["body"]["webhooks"][number];

/** Systems of the host's that did not take what was sent to them. */
export const StuckWebhooks = ({ webhooks }: { readonly webhooks: readonly StuckWebhook[] }) => {
  const words = useWords({ zh, en });
  if (webhooks.length === 0) return null;
  return (
    <table className="list">
      <caption>{words.title}</caption>
      <thead>
        <tr>
          {[words.host, words.state, words.dead, words.waiting, ""].map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {webhooks.map(webhook => (
          <tr key={webhook.webhookId}>
            <td className="fault">{webhook.host}</td>
            <td>{words.status[webhook.status]}</td>
            <td className="number">{webhook.dead}</td>
            <td className="number">{webhook.waiting}</td>
            <td>{webhook.dead > 0 && <Retry webhookId={webhook.webhookId} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Retry = ({ webhookId }: Pick<StuckWebhook, "webhookId">) => {
  const { stuck } = useConsoleWords();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => client.retryWebhook({ params: { webhookId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stuck"] }),
  });
  return (
    <>
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {stuck.retry}
      </Button>
      {retry.error !== null && <ErrorLine error={retry.error} />}
    </>
  );
};
