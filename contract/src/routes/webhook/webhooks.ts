import { CASE_EVENT_TYPES } from "@amends/domain/case/event-types";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { cursor, id, instant, list, pageQuery } from "../../wire.ts";

const HOST = ["integrator", "admin"] as const;
const params = z.strictObject({ webhookId: id("webhook") });

const url = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[\x21-\x7e]+$/)
  .meta({ examples: ["https://hooks.example.com/amends"] });
/** Empty: every type, those that come to be later included. */
const eventTypes = list(z.enum(CASE_EVENT_TYPES), CASE_EVENT_TYPES.length);

const fields = {
  webhookId: id("webhook"),
  url,
  eventTypes,
  /** `gone`: the target answered 410; set it to `active` to call it again. */
  status: z.enum(["active", "paused", "gone"]),
  createdAt: instant,
  oldSecretUntil: instant.nullable(),
} as const;

const called = {
  result: z.enum(["delivered", "refused", "redirected", "gone", "timed_out", "unresolved", "private_address", "unreachable"]),
  status: z.int().nullable(),
  tookMs: z.int(),
  /** The beginning of an answer that was no success. */
  said: z.string().nullable(),
} as const;

export const createWebhook = defineRoute({
  method: "POST",
  path: "/v1/webhooks",
  summary: bilingual("登记回调地址（密钥只显示一次）", "Register a webhook (its secret is shown once)"),
  access: { roles: HOST },
  body: z.strictObject({ url, eventTypes: eventTypes.default([]) }),
  answers: { 201: z.strictObject({ ...fields, secret: z.string() }) },
  refusals: ["webhook_url_not_https", "webhook_url_not_public", "too_many_webhooks"],
});

export const listWebhooks = defineRoute({
  method: "GET",
  path: "/v1/webhooks",
  summary: bilingual("回调地址列表", "List the webhooks"),
  access: { roles: HOST },
  answers: {
    200: z.strictObject({ items: z.array(z.strictObject({ ...fields, waiting: z.int(), dead: z.int() }).meta({ id: "Webhook" })) }),
  },
  refusals: [],
});

export const changeWebhook = defineRoute({
  method: "PUT",
  path: "/v1/webhooks/{webhookId}",
  summary: bilingual("修改、暂停或恢复回调地址", "Change, pause or resume a webhook"),
  access: { roles: HOST },
  params,
  body: z.strictObject({ url, eventTypes, status: z.enum(["active", "paused"]) }),
  answers: { 204: noContent },
  refusals: ["not_found", "webhook_url_not_https", "webhook_url_not_public"],
});

export const removeWebhook = defineRoute({
  method: "DELETE",
  path: "/v1/webhooks/{webhookId}",
  summary: bilingual("删除回调地址和它的投递记录", "Remove a webhook and its deliveries"),
  access: { roles: HOST },
  params,
  answers: { 204: noContent },
  refusals: ["not_found"],
});

export const rotateWebhookSecret = defineRoute({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/rotate-secret",
  summary: bilingual("更换密钥（新旧并用一天）", "Change the secret (old and new both sign for a day)"),
  access: { roles: HOST },
  params,
  answers: { 200: z.strictObject({ secret: z.string(), oldSecretUntil: instant }) },
  refusals: ["not_found"],
});

export const pingWebhook = defineRoute({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/ping",
  summary: bilingual("发一条测试消息，看对方怎么回答", "Send a test message and see the answer"),
  access: { roles: HOST },
  params,
  answers: { 200: z.strictObject(called) },
  refusals: ["not_found"],
});

export const listWebhookDeliveries = defineRoute({
  method: "GET",
  path: "/v1/webhooks/{webhookId}/deliveries",
  summary: bilingual("投递记录", "List a webhook's deliveries"),
  access: { roles: HOST },
  params,
  query: z.strictObject({ ...pageQuery, status: z.enum(["pending", "delivered", "dead"]).optional() }),
  answers: {
    200: z.strictObject({
      items: z.array(
        z
          .strictObject({
            feedSeq: z.int(),
            caseId: id("case"),
            version: z.int(),
            type: z.string(),
            at: instant,
            status: z.enum(["pending", "delivered", "dead"]),
            nextAt: instant.nullable(),
            attempts: z.array(z.strictObject({ ...called, at: instant })),
          })
          .meta({ id: "WebhookDelivery" }),
      ),
      nextCursor: cursor.nullable(),
    }),
  },
  refusals: ["not_found"],
});

const FEED_SEQ_MAX = 999_999_999_999;

/** One: the same number twice. At most a thousand a call; ask again for the rest. */
export const replayWebhook = defineRoute({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/replay",
  summary: bilingual("重新投递一条或一段", "Deliver one again, or a range"),
  access: { roles: HOST },
  params,
  body: z.strictObject({
    fromFeedSeq: z.int().min(1).max(FEED_SEQ_MAX),
    toFeedSeq: z.int().min(1).max(FEED_SEQ_MAX),
    status: z.enum(["dead", "delivered", "any"]).default("dead"),
  }),
  answers: { 202: z.strictObject({ replayed: z.int() }) },
  refusals: ["not_found"],
});
