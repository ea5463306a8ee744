import type { CaseEventType } from "@amends/domain/case/case-event";
import type { CaseId, OperationId, OrderId, SellerId, WebhookId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor, Role } from "@amends/domain/party/party";

/** `gone`: the target answered 410 and is not called again until somebody sets it going. */
export const WEBHOOK_STATUSES = ["active", "paused", "gone"] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export type Webhook = {
  readonly operationId: OperationId;
  readonly webhookId: WebhookId;
  readonly url: string;
  /** Empty: every type, those that come to be later included. */
  readonly eventTypes: readonly CaseEventType[];
  readonly status: WebhookStatus;
  readonly createdAt: Instant;
  readonly oldSecretUntil: Instant | null;
};

export type ListedWebhook = Webhook & { readonly waiting: number; readonly dead: number };

export type SealedSecrets = {
  readonly sealedSecret: string;
  readonly sealedOldSecret: string | null;
  readonly oldSecretUntil: Instant | null;
};

/**
 * How a call ended. `delivered`: a 2xx. `refused`: any other answer. `redirected`: a 3xx, never followed. `gone`: a 410. The rest is no answer:
 * `private_address` was not called at all, whatever its name resolved to.
 */
export const CALL_RESULTS = [
  "delivered",
  "refused",
  "redirected",
  "gone",
  "timed_out",
  "unresolved",
  "private_address",
  "unreachable",
] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

export type Called = {
  readonly result: CallResult;
  readonly status: number | null;
  readonly tookMs: number;
  /** The beginning of what was answered where it was not taken, without control characters. */
  readonly said: string | null;
};

export type SignedMessage = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Somebody else's address. Never throws: every way a call can end is a value. */
export type WebhookTarget = {
  /** What can be said of an address without calling it. */
  readonly check: (url: string) => "fit" | "not_https" | "not_public";
  readonly call: (message: SignedMessage) => Promise<Called>;
};

/** One event on its way to one endpoint. */
export type LeasedDelivery = Pick<Webhook, "operationId" | "webhookId" | "url"> &
  SealedSecrets & {
    readonly feedSeq: number;
    readonly caseId: CaseId;
    readonly seq: number;
    readonly type: CaseEventType;
    readonly at: Instant;
    readonly byRole: Role;
    readonly shortNo: string;
    readonly orderId: OrderId;
    readonly sellerId: SellerId;
    /** Calls in a row that failed, this event's. */
    readonly faults: number;
    /** Says whose lease it is: what a worker whose lease ran out still brings home changes nothing. */
    readonly leasedUntil: Instant;
  };

export type DeliveryStatus = "pending" | "delivered" | "dead";
export type ListedDelivery = {
  readonly feedSeq: number;
  readonly caseId: CaseId;
  readonly seq: number;
  readonly type: CaseEventType;
  readonly at: Instant;
  readonly status: DeliveryStatus;
  readonly attempts: readonly (Called & { readonly at: Instant })[];
  /** When it is tried next; null where it is not, or waits behind an earlier one of its case. */
  readonly nextAt: Instant | null;
};

export type DeliveryRange = { readonly fromFeedSeq: number; readonly toFeedSeq: number; readonly status: "dead" | "delivered" | "any" };

/**
 * Endpoints and what is on its way to them, entered by a follower of the feed. Every statement names the operation. Any number of workers may lease: one
 * case's events at an endpoint are leased by one worker at a time, the oldest first.
 */
export type WebhookStore = {
  insert(webhook: Webhook & SealedSecrets, by: Actor): Promise<"inserted" | "too_many">;
  list(operationId: OperationId): Promise<readonly ListedWebhook[]>;
  find(operationId: OperationId, webhookId: WebhookId): Promise<(Webhook & SealedSecrets) | null>;
  change(operationId: OperationId, webhookId: WebhookId, to: Pick<Webhook, "url" | "eventTypes" | "status">, at: Instant): Promise<boolean>;
  changeSecret(operationId: OperationId, webhookId: WebhookId, secrets: SealedSecrets): Promise<boolean>;
  remove(operationId: OperationId, webhookId: WebhookId): Promise<boolean>;
  deliveries(
    operationId: OperationId,
    webhookId: WebhookId,
    filter: { readonly status: DeliveryStatus | null; readonly before: number | null; readonly limit: number },
  ): Promise<readonly ListedDelivery[]>;
  /** Puts deliveries that ended back into the queue; gives how many. */
  replay(operationId: OperationId, webhookId: WebhookId, range: DeliveryRange, most: number, at: Instant): Promise<number>;
  lease(at: Instant, leaseMs: number, most: number): Promise<readonly LeasedDelivery[]>;
  /** The call is on record and the queue goes on: to the next event, or to this one at that time. */
  settle(delivery: LeasedDelivery, called: Called, to: { readonly kind: "delivered" | "dead" } | RetryAt, at: Instant): Promise<void>;
  /** When the next queue falls due after `at`. */
  nextDueAt(at: Instant): Promise<Instant | null>;
  forgetDelivered(before: Instant, most: number): Promise<number>;
};

export type RetryAt = { readonly kind: "retry"; readonly until: Instant };
