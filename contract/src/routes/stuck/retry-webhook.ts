import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id } from "../../wire.ts";

/** The same as replaying what was given up, for those who mind the desk and not the host's systems: neither address nor secret is shown. */
export const retryWebhook = defineRoute({
  method: "POST",
  path: "/v1/stuck/webhooks/{webhookId}/retry",
  summary: bilingual("让放弃投递的回调再投一次", "Send again what a webhook's deliveries were given up for"),
  access: { roles: ["supervisor", "finance", "admin"] },
  params: z.strictObject({ webhookId: id("webhook") }),
  answers: { 202: z.strictObject({ replayed: z.int() }) },
  refusals: ["not_found"],
});
