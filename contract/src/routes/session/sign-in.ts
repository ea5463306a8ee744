import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { email, id } from "../../wire.ts";
import { openedSession } from "./opened-session.ts";

const credentials = { email, password: z.string().min(1).max(256) } as const;
/** What people know an operation by. */
const operationCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

export const signIn = defineRoute({
  method: "POST",
  path: "/v1/sessions",
  summary: bilingual("员工和商家用邮箱密码登录", "Sign in as staff or seller"),
  access: "anyone",
  body: z
    .strictObject({ operationId: id("operation").optional(), operationCode: operationCode.optional(), ...credentials })
    .refine(({ operationId, operationCode: code }) => (operationId === undefined) !== (code === undefined), { path: ["operationId"] }),
  answers: { 201: openedSession },
  refusals: ["wrong_credentials", "locked_out"],
});
