import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { RetryButton } from "./retry-button.tsx";
import { en, zh } from "./stuck-webhook-words.ts";

type StuckWebhook = CallAnswer<Routes["listStuck"]>["body"]["webhooks"][number];

/** Systems of the host's that did not take what was sent to them. */
export const StuckWebhooks = ({ webhooks }: { readonly webhooks: readonly StuckWebhook[] }) => {
  const words = useWords({ zh, en });
  if (webhooks.length === 0) return null;
  return (
    <Table name={words.title} columns={[words.host, words.state, words.dead, words.waiting, ""]}>
      {webhooks.map(({ webhookId, host, status, dead, waiting }) => (
        <tr key={webhookId}>
          <td className="fault">{host}</td>
          <td>{words.status[status]}</td>
          <td className="number">{dead}</td>
          <td className="number">{waiting}</td>
          <td>{dead > 0 && <RetryButton onRetry={() => client.retryWebhook({ params: { webhookId } })} />}</td>
        </tr>
      ))}
    </Table>
  );
};
