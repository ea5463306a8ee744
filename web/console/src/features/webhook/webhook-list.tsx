import { useWords } from "@amends/ui/components/language";
import { Empty, ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Space } from "antd";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import type { Webhook } from "./api/get-webhooks.ts";
import { en, zh } from "./webhook-words.ts";

type Props = {
  readonly webhooks: readonly Webhook[];
  readonly openId: string | null;
  readonly onOpen: (webhookId: Webhook["webhookId"]) => void;
  readonly onSecret: (secret: string) => void;
};

export const WebhookList = ({ webhooks, openId, onOpen, onSecret }: Props) => {
  const words = useWords({ zh, en });
  if (webhooks.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  return (
    <Scrolls>
      <table className="list">
        <thead>
          <tr>
            {[words.url, words.types, "", words.waiting, words.dead, ""].map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are alike and never move
              <th key={column} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {webhooks.map(webhook => (
            <tr key={webhook.webhookId} aria-selected={webhook.webhookId === openId}>
              <td className="fault">{webhook.url}</td>
              <td>{webhook.eventTypes.length === 0 ? words.allTypes : webhook.eventTypes.join(", ")}</td>
              <td>{words.status[webhook.status]}</td>
              <td>{webhook.waiting}</td>
              <td>{webhook.dead}</td>
              <td>
                <Deeds webhook={webhook} onOpen={onOpen} onSecret={onSecret} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
};

const Deeds = ({ webhook, onOpen, onSecret }: Pick<Props, "onOpen" | "onSecret"> & { readonly webhook: Webhook }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const { webhookId, url, eventTypes } = webhook;
  const params = { webhookId };
  const again = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const change = useMutation({
    mutationFn: (status: "active" | "paused") => client.changeWebhook({ params, body: { url, eventTypes, status } }),
    onSuccess: again,
  });
  const remove = useMutation({ mutationFn: () => client.removeWebhook({ params }), onSuccess: again });
  const rotate = useMutation({
    mutationFn: () => client.rotateWebhookSecret({ params }),
    onSuccess: ({ body }) => onSecret(body.secret),
  });
  const ping = useMutation({ mutationFn: () => client.pingWebhook({ params }) });
  const fault = change.error ?? remove.error ?? rotate.error ?? ping.error;
  const isActive = webhook.status === "active";
  return (
    <>
      <Space wrap size={4}>
        <Button size="small" onClick={() => onOpen(webhookId)}>
          {words.open}
        </Button>
        <Button size="small" loading={ping.isPending} onClick={() => ping.mutate()}>
          {words.test}
        </Button>
        <Button size="small" loading={change.isPending} onClick={() => change.mutate(isActive ? "paused" : "active")}>
          {isActive ? words.pause : words.resume}
        </Button>
        <Button size="small" loading={rotate.isPending} onClick={() => rotate.mutate()}>
          {words.rotate}
        </Button>
        <Popconfirm title={words.removeSure} okText={words.remove} onConfirm={() => remove.mutate()}>
          <Button size="small" danger>
            {words.remove}
          </Button>
        </Popconfirm>
      </Space>
      {ping.data !== undefined && (
        <p role="status" className="quiet">
          {words.result[ping.data.body.result]} {ping.data.body.status} · {words.ms(ping.data.body.tookMs)}
        </p>
      )}
      {fault !== null && <ErrorLine error={fault} />}
    </>
  );
};
