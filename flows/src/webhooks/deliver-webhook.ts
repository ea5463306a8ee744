import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, type Instant, MINUTE_MS, SECOND_MS } from "@amends/domain/kernel/time";
import { type BackOff, backOffMs } from "../back-off.ts";
import type { Clock } from "../clock.ts";
import type { Chance } from "../seal-text.ts";
import type { Called, LeasedDelivery, SealedSecrets, SignedMessage, Webhook, WebhookStore, WebhookTarget } from "./webhook-ports.ts";

export type WebhookPorts = {
  readonly webhooks: WebhookStore;
  readonly target: WebhookTarget;
  readonly clock: Clock;
  readonly chance: Chance;
  /** The `webhook-signature` of Standard Webhooks: one signature for each secret, the newest first. */
  readonly sign: (
    secrets: readonly string[],
    message: { readonly id: string; readonly atSeconds: number; readonly body: string },
  ) => string;
  readonly newSecret: () => string;
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string;
};

/** Longer than a call may take, so that a lease outlives it. */
const LEASE_MS = 30_000;

/** 5 s doubling to 6 hours: the last of these tries is made about a day after the first. */
const BACK_OFF: BackOff = { firstMs: 5 * SECOND_MS, mostMs: 6 * 60 * MINUTE_MS };
export const TRIES_MAX = 15;

export const leaseDeliveries = ({ webhooks, clock }: Pick<WebhookPorts, "webhooks" | "clock">, most: number) =>
  webhooks.lease(clock.now(), LEASE_MS, most);

/**
 * Calls the endpoint with one event and writes down how it went. A receiver sees each event at least once: where the process dies between the answer and
 * its record, the same message comes again under the same `webhook-id`.
 */
export const deliverWebhook = async (ports: WebhookPorts, delivery: LeasedDelivery): Promise<Called> => {
  const called = await ports.target.call(signed(ports, delivery, eventOf(delivery)));
  await ports.webhooks.settle(delivery, called, nextFor(ports, delivery, called), ports.clock.now());
  return called;
};

const nextFor = ({ clock, chance }: WebhookPorts, { faults }: LeasedDelivery, { result }: Called) => {
  if (result === "delivered") return { kind: "delivered" } as const;
  const tries = faults + 1;
  if (tries >= TRIES_MAX) return { kind: "dead" } as const;
  return { kind: "retry", until: addMs(clock.now(), backOffMs(BACK_OFF, tries, chance)) } as const;
};

/** A message that says nothing but that it came, at once and once: whoever sets an endpoint up sees what it answers. */
export const pingWebhook = (ports: WebhookPorts, webhook: Webhook & SealedSecrets): Promise<Called> => {
  const at = ports.clock.now();
  const id = `ping-${webhook.webhookId}-${at}`;
  return ports.target.call(signed(ports, webhook, { ...cloudEvent(webhook.operationId, id, "amends.ping", at), data: {} }));
};

/** CloudEvents 1.0 in structured mode. What an attribute says is fixed when the event is: a message sent again is the same bytes. */
type CloudEvent = {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly subject?: string;
  readonly data: object;
};

const cloudEvent = (operationId: OperationId, id: string, type: string, at: Instant): Omit<CloudEvent, "data"> => ({
  specversion: "1.0",
  id,
  source: `/v1/operations/${operationId}`,
  type,
  time: isoOf(at),
  datacontenttype: "application/json",
});

/** Says which case changed and to which version; what is in it is for the receiver to read with its own rights. */
const eventOf = ({ operationId, caseId, seq, type, at, byRole, shortNo, orderId, sellerId }: LeasedDelivery): CloudEvent => ({
  ...cloudEvent(operationId, `${caseId}-${seq}`, `amends.case.${type}`, at),
  subject: caseId,
  data: { caseId, version: seq, shortNo, orderId, sellerId, event: type, by: byRole },
});

const signed = (ports: WebhookPorts, webhook: Pick<Webhook, "url"> & SealedSecrets, event: CloudEvent): SignedMessage => {
  const body = JSON.stringify(event);
  const now = ports.clock.now();
  const atSeconds = Math.floor(now / SECOND_MS);
  const isOldValid = webhook.sealedOldSecret !== null && webhook.oldSecretUntil !== null && webhook.oldSecretUntil > now;
  const sealed = [webhook.sealedSecret, ...(isOldValid && webhook.sealedOldSecret !== null ? [webhook.sealedOldSecret] : [])];
  return {
    url: webhook.url,
    body,
    headers: {
      "content-type": "application/cloudevents+json; charset=utf-8",
      "webhook-id": event.id,
      "webhook-timestamp": String(atSeconds),
      "webhook-signature": ports.sign(sealed.map(ports.open), { id: event.id, atSeconds, body }),
    },
  };
};

const isoOf = (at: Instant): string => new Date(at).toISOString();
