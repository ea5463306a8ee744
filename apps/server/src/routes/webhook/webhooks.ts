import { refuse } from "@amends/contract/errors";
import {
  changeWebhook,
  createWebhook,
  listWebhookDeliveries,
  listWebhooks,
  pingWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
} from "@amends/contract/routes/webhook/webhooks";
import type { Shard } from "@amends/domain/kernel/ids";
import { actorOf } from "@amends/flows/scope";
import { changeWebhook as change, createWebhook as create, pingById, rotateSecret } from "@amends/flows/webhooks/manage-webhooks";
import type { ListedDelivery, ListedWebhook, Webhook } from "@amends/flows/webhooks/webhook-ports";
import { newId } from "@amends/vault/new-id";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

const DIRECTORY_SHARD = 0 as Shard;
const REPLAYED_MAX = 1000;

export const webhookRoutes = ({ webhooks }: Pick<ServerDeps, "webhooks">) => ({
  createWebhook: mount(createWebhook, async ({ principal, body, now }) => {
    const { operationId } = principal;
    const made = { operationId, webhookId: newId("webhook", DIRECTORY_SHARD), by: actorOf(principal), at: now };
    const created = await create(webhooks.ports, made, body);
    switch (created.kind) {
      case "created":
        return answer(
          201,
          { ...shown(created.webhook), secret: created.secret },
          { location: `/v1/webhooks/${created.webhook.webhookId}` },
        );
      case "too_many":
        return refuse("too_many_webhooks");
      case "not_https":
      case "not_public":
        return refuse(`webhook_url_${created.kind}`, { host: hostOf(body.url) });
    }
  }),
  listWebhooks: mount(listWebhooks, async ({ principal }) => {
    const items = await webhooks.ports.webhooks.list(principal.operationId);
    return answer(200, { items: items.map(listed) });
  }),
  changeWebhook: mount(changeWebhook, async ({ principal, params: { webhookId }, body, now }) => {
    const changed = await change(webhooks.ports, { operationId: principal.operationId, webhookId, at: now }, body);
    switch (changed.kind) {
      case "changed":
        webhooks.wake();
        return answer(204);
      case "not_found":
        return refuse("not_found", { id: webhookId });
      case "not_https":
      case "not_public":
        return refuse(`webhook_url_${changed.kind}`, { host: hostOf(body.url) });
    }
  }),
  removeWebhook: mount(removeWebhook, async ({ principal, params: { webhookId } }) =>
    (await webhooks.ports.webhooks.remove(principal.operationId, webhookId)) ? answer(204) : refuse("not_found", { id: webhookId }),
  ),
  rotateWebhookSecret: mount(rotateWebhookSecret, async ({ principal, params: { webhookId }, now }) => {
    const rotated = await rotateSecret(webhooks.ports, principal.operationId, webhookId, now);
    return rotated === null ? refuse("not_found", { id: webhookId }) : answer(200, rotated);
  }),
  pingWebhook: mount(pingWebhook, async ({ principal, params: { webhookId } }) => {
    const called = await pingById(webhooks.ports, principal.operationId, webhookId);
    return called === null ? refuse("not_found", { id: webhookId }) : answer(200, called);
  }),
  listWebhookDeliveries: mount(listWebhookDeliveries, async ({ principal, params: { webhookId }, query }) => {
    const { operationId } = principal;
    const store = webhooks.ports.webhooks;
    if ((await store.find(operationId, webhookId)) === null) return refuse("not_found", { id: webhookId });
    const before = keyOfCursor(query.cursor)[0];
    const filter = { status: query.status ?? null, before: typeof before === "number" ? before : null, limit: query.limit + 1 };
    const found = await store.deliveries(operationId, webhookId, filter);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const nextCursor = found.length > query.limit && last !== undefined ? cursorOf([last.feedSeq]) : null;
    return answer(200, { items: items.map(delivery), nextCursor });
  }),
  replayWebhook: mount(replayWebhook, async ({ principal, params: { webhookId }, body, now }) => {
    const { operationId } = principal;
    const store = webhooks.ports.webhooks;
    if ((await store.find(operationId, webhookId)) === null) return refuse("not_found", { id: webhookId });
    const replayed = await store.replay(operationId, webhookId, body, REPLAYED_MAX, now);
    webhooks.wake();
    return answer(202, { replayed });
  }),
});

const shown = ({ operationId: _operation, eventTypes, ...webhook }: Webhook) => ({ ...webhook, eventTypes: [...eventTypes] });
const listed = ({ waiting, dead, ...webhook }: ListedWebhook) => ({ ...shown(webhook), waiting, dead });
const delivery = ({ seq, attempts, ...rest }: ListedDelivery) => ({ ...rest, version: seq, attempts: [...attempts] });

/** What of an address may be repeated: not a password in it. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? "?";
