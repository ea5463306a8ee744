import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, streamAnswer, streamBody } from "../../route.ts";

/** A notice has some kilobytes; an event of Stripe holds a whole object. */
const BYTES_MAX = 262_144;

/**
 * Where payment gateways call back. Nobody signs in: the body carries the gateway's own signature, which is checked over the bytes as they came. The answer
 * is what that gateway wants to hear.
 */
export const receiveGatewayNotice = defineRoute({
  method: "POST",
  path: "/v1/gateway-notices/{gateway}",
  summary: bilingual("接收支付网关的回调通知", "Receive a payment gateway's call-back"),
  access: "anyone",
  signedBody: true,
  params: z.strictObject({
    gateway: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
      .meta({ examples: ["alipay"] }),
  }),
  body: streamBody(["application/json", "application/x-www-form-urlencoded"], BYTES_MAX),
  answers: { 200: streamAnswer("text/plain; charset=utf-8") },
  refusals: ["not_found", "gateway_notice_forged", "gateway_notice_replayed", "gateway_notice_unmatched"],
});
