import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { id } from "../../wire.ts";

export const disableAccount = defineRoute({
  method: "DELETE",
  path: "/v1/accounts/{accountId}",
  summary: bilingual("停用账号并结束其所有登录", "Disable an account and end its sessions"),
  access: { roles: ["admin"] },
  params: z.strictObject({ accountId: id("account") }),
  answers: { 204: noContent },
  refusals: ["not_found", "own_account"],
});
