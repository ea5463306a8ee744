import { useWords } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { type Webhook, webhooksQuery } from "../features/webhook/api/get-webhooks.ts";
import { DeliveryLog } from "../features/webhook/delivery-log.tsx";
import { NewWebhook } from "../features/webhook/new-webhook.tsx";
import { WebhookList } from "../features/webhook/webhook-list.tsx";
import { en, zh } from "../features/webhook/webhook-words.ts";

export const WebhooksPage = () => {
  const words = useWords({ zh, en });
  const query = useQuery(webhooksQuery);
  const [openId, setOpenId] = useState<Webhook["webhookId"] | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const open = query.data?.find(({ webhookId }) => webhookId === openId);
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <NewWebhook onSecret={setSecret} />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <WebhookList webhooks={query.data} openId={openId} onOpen={setOpenId} onSecret={setSecret} />}
      {open !== undefined && <DeliveryLog key={open.webhookId} webhook={open} />}
      <Modal
        open={secret !== null}
        title={words.secretTitle}
        closable={false}
        footer={
          <Button type="primary" onClick={() => setSecret(null)}>
            {words.copied}
          </Button>
        }
      >
        <p>{words.secretNext}</p>
        <code className="secret">{secret}</code>
      </Modal>
    </main>
  );
};
