import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { instant } from "../../wire.ts";

export const linkToken = z.string().regex(/^bl_[A-Za-z0-9_-]{43}$/);

export const sendBuyerCode = defineRoute({
  method: "POST",
  path: "/v1/buyer-codes",
  summary: bilingual("向订单预留的联系方式发送验证码", "Send a one-time code to the order's contact"),
  access: "anyone",
  body: z.strictObject({ linkToken }),
  /** `sentTo` is masked, like 138****1234. */
  answers: { 202: z.strictObject({ sentTo: z.string(), expiresAt: instant }) },
  refusals: ["link_not_valid", "code_not_sent", "too_many_requests"],
});
