import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent, STAFF } from "../../route.ts";
import { email, id, instant, page, pageQuery } from "../../wire.ts";

const own = z.strictObject({ accountId: id("account") });
const password = z.string().min(1).max(256);

const account = z
  .strictObject({
    accountId: id("account"),
    role: z.enum([...STAFF, "seller"]),
    sellerId: id("seller").optional(),
    email,
    name: z.string(),
    isDisabled: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: "Account" });

export const listAccounts = defineRoute({
  method: "GET",
  path: "/v1/accounts",
  summary: bilingual("账号列表", "List the accounts"),
  access: { roles: ["admin"] },
  query: z.strictObject({ ...pageQuery }),
  answers: { 200: page(account) },
  refusals: [],
});

export const enableAccount = defineRoute({
  method: "POST",
  path: "/v1/accounts/{accountId}/enable",
  summary: bilingual("恢复已停用的账号", "Enable an account that was disabled"),
  access: { roles: ["admin"] },
  params: own,
  answers: { 204: noContent },
  refusals: ["not_found"],
});

export const changeAccountRole = defineRoute({
  method: "PUT",
  path: "/v1/accounts/{accountId}/role",
  summary: bilingual("更改账号的角色并结束其所有登录", "Change the role of an account and end its sessions"),
  access: { roles: ["admin"] },
  params: own,
  body: z.discriminatedUnion("role", [
    z.strictObject({ role: z.enum(STAFF) }),
    z.strictObject({ role: z.literal("seller"), sellerId: id("seller") }),
  ]),
  answers: { 204: noContent },
  refusals: ["not_found", "own_account"],
});

export const openPasswordReset = defineRoute({
  method: "POST",
  path: "/v1/accounts/{accountId}/password-reset",
  summary: bilingual(
    "作废旧密码、结束所有登录，并给出一次性的重设凭证",
    "Void the password, end all sessions, and give a one-time token to set a new one",
  ),
  access: { roles: ["admin"] },
  params: own,
  answers: { 201: z.strictObject({ token: z.string(), expiresAt: instant }) },
  refusals: ["not_found"],
});

export const resetPassword = defineRoute({
  method: "POST",
  path: "/v1/password-resets",
  summary: bilingual("用一次性凭证设置新密码", "Set a new password with a one-time token"),
  access: "anyone",
  body: z.strictObject({ token: z.string().min(1).max(100), password }),
  answers: { 204: noContent },
  refusals: ["reset_link_invalid", "weak_password"],
});

export const changeOwnPassword = defineRoute({
  method: "PUT",
  path: "/v1/me/password",
  summary: bilingual("修改自己的密码并结束自己的所有登录", "Change one's own password and end all of one's sessions"),
  access: { roles: [...STAFF, "seller"] },
  body: z.strictObject({ currentPassword: password, password }),
  answers: { 204: noContent },
  refusals: ["wrong_current_password", "weak_password", "locked_out"],
});
