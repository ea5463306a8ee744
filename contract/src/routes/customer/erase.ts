import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, text } from "../../wire.ts";

/** What is known of the person goes for ever; orders and cases stay and name nobody. */
export const eraseCustomer = defineRoute({
  method: "POST",
  path: "/v1/customers/{customerId}/erase",
  summary: bilingual("删除客户的个人信息", "Erase a customer's personal data"),
  access: { roles: ["admin"] },
  params: z.strictObject({ customerId: id("customer") }),
  body: z.strictObject({ reason: text(200) }),
  answers: { 200: z.strictObject({ status: z.enum(["erased", "already_erased"]) }) },
  refusals: ["not_found"],
});
