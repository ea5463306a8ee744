import { ROLES } from "@amends/domain/party/party";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";

export const signOut = defineRoute({
  method: "DELETE",
  path: "/v1/session",
  summary: bilingual("退出当前登录", "Sign out"),
  access: { roles: ROLES },
  answers: { 204: noContent },
  refusals: [],
});
