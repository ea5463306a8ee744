import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, instant } from "../../wire.ts";

/** Only where the partners are the sandbox: no code of a real buyer can be read here. */
export const listSandboxOutbox = defineRoute({
  method: "GET",
  path: "/v1/sandbox/outbox",
  summary: bilingual("沙箱“发出”的验证码，最新的在前", "Codes the sandbox “sent”, newest first"),
  access: { roles: ["admin"] },
  answers: {
    200: z.strictObject({
      items: z.array(z.strictObject({ orderId: id("order"), customerId: id("customer"), code: z.string(), expiresAt: instant })),
    }),
  },
  refusals: ["not_found"],
});
