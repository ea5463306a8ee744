import type { OperationId, WebhookId } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import { pingWebhook, type WebhookPorts } from "./deliver-webhook.ts";
import type { Called, Webhook } from "./webhook-ports.ts";

/** A day in which the receiver learns the new secret while the old one still signs. */
const OVERLAP_MS = 24 * HOUR_MS;

type Wanted = Pick<Webhook, "url" | "eventTypes">;
type Unfit = { readonly kind: "not_https" | "not_public" };

/** The secret leaves here once; what is kept of it is sealed. */
export const createWebhook = async (
  { webhooks, target, newSecret, seal }: WebhookPorts,
  {
    operationId,
    webhookId,
    by,
    at,
  }: { readonly operationId: OperationId; readonly webhookId: WebhookId; readonly by: Actor; readonly at: Instant },
  { url, eventTypes }: Wanted,
): Promise<{ readonly kind: "created"; readonly webhook: Webhook; readonly secret: string } | { readonly kind: "too_many" } | Unfit> => {
  const fitness = target.check(url);
  if (fitness !== "fit") return { kind: fitness };
  const secret = newSecret();
  const webhook: Webhook = { operationId, webhookId, url, eventTypes, status: "active", createdAt: at, oldSecretUntil: null };
  const inserted = await webhooks.insert({ ...webhook, sealedSecret: seal(secret), sealedOldSecret: null }, by);
  return inserted === "too_many" ? { kind: "too_many" } : { kind: "created", webhook, secret };
};

export const changeWebhook = async (
  { webhooks, target }: Pick<WebhookPorts, "webhooks" | "target">,
  { operationId, webhookId, at }: { readonly operationId: OperationId; readonly webhookId: WebhookId; readonly at: Instant },
  to: Pick<Webhook, "url" | "eventTypes" | "status">,
): Promise<{ readonly kind: "changed" | "not_found" } | Unfit> => {
  const fitness = target.check(to.url);
  if (fitness !== "fit") return { kind: fitness };
  return { kind: (await webhooks.change(operationId, webhookId, to, at)) ? "changed" : "not_found" };
};

/** From now on both sign, until the overlap ends; asking twice within it ends the first secret at once. */
export const rotateSecret = async (
  { webhooks, newSecret, seal }: WebhookPorts,
  operationId: OperationId,
  webhookId: WebhookId,
  at: Instant,
): Promise<{ readonly secret: string; readonly oldSecretUntil: Instant } | null> => {
  const webhook = await webhooks.find(operationId, webhookId);
  if (webhook === null) return null;
  const secret = newSecret();
  const oldSecretUntil = addMs(at, OVERLAP_MS);
  const isChanged = await webhooks.changeSecret(operationId, webhookId, {
    sealedSecret: seal(secret),
    sealedOldSecret: webhook.sealedSecret,
    oldSecretUntil,
  });
  return isChanged ? { secret, oldSecretUntil } : null;
};

export const pingById = async (ports: WebhookPorts, operationId: OperationId, webhookId: WebhookId): Promise<Called | null> => {
  const webhook = await ports.webhooks.find(operationId, webhookId);
  return webhook === null ? null : pingWebhook(ports, webhook);
};
