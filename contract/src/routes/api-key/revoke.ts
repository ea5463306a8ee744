import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { id } from "../../wire.ts";

export const revokeApiKey = defineRoute({
  method: "DELETE",
  path: "/v1/api-keys/{keyId}",
  summary: bilingual("收回接口密钥", "Revoke an API key"),
  access: { roles: ["admin"] },
  params: z.strictObject({ keyId: id("key") }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});
