import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { email, id, text } from "../../wire.ts";

export const createAccount = defineRoute({
  method: "POST",
  path: "/v1/accounts",
  summary: bilingual("创建员工或商家账号", "Create a staff or seller account"),
  access: { roles: ["admin"] },
  body: z.discriminatedUnion("role", [
    z.strictObject({ role: z.enum(STAFF), email, name: text(80), password: z.string().min(1).max(256) }),
    z.strictObject({ role: z.literal("seller"), sellerId: id("seller"), email, name: text(80), password: z.string().min(1).max(256) }),
  ]),
  answers: { 201: z.strictObject({ accountId: id("account") }) },
  refusals: ["email_taken", "weak_password"],
});
