import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { id } from "../../wire.ts";

export const revokeHostKey = defineRoute({
  method: "DELETE",
  path: "/v1/host-keys/{keyId}",
  summary: bilingual("收回宿主系统的签名密钥", "Revoke a host's signing key"),
  access: { roles: ["admin"] },
  params: z.strictObject({ keyId: id("key") }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});
