import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id } from "../../wire.ts";

/** Where a gateway leads the buyer back to: the page they come from. */
const returnUrl = z.url({ protocol: /^https?$/ }).max(500);

const deed = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("open_page"), url: z.string() }),
    z.strictObject({ kind: z.literal("scan_code"), code: z.string() }),
    z.strictObject({ kind: z.literal("confirm_in_wechat"), merchantId: z.string(), appId: z.string(), package: z.string() }),
  ])
  .meta({ id: "BuyerDeed" });

/**
 * What the buyer does themselves where a payment gateway moves money only when they agree: to pay a difference, or to take a compensation. It is asked for
 * when they are about to; asked again it is the same payment. The step ends by itself when the gateway has confirmed.
 */
export const askBuyerPayment = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseId}/buyer-payment",
  summary: bilingual("去支付差价或确认收款", "Pay a difference, or take a compensation, at the gateway"),
  access: { roles: ["buyer"] },
  params: z.strictObject({ caseId: id("case") }),
  body: z.strictObject({ returnUrl }),
  answers: {
    200: z
      .strictObject({
        /** Null where nothing is left to do: it moves by itself, or has moved. */
        deed: deed.nullable(),
      })
      .meta({ id: "BuyerPayment" }),
  },
  refusals: ["not_found", "nothing_to_agree", "payment_not_possible", "payment_gateway_unreachable"],
});
