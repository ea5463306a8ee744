import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, instant, page, pageQuery } from "../../wire.ts";

export const apiKey = z
  .strictObject({
    keyId: id("key"),
    name: z.string(),
    access: z.enum(["full", "read_only"]),
    hint: z.string(),
    createdAt: instant,
    lastUsedAt: instant.optional(),
    revokedAt: instant.optional(),
  })
  .meta({ id: "ApiKey" });

export const listApiKeys = defineRoute({
  method: "GET",
  path: "/v1/api-keys",
  summary: bilingual("接口密钥列表", "List the API keys"),
  access: { roles: ["admin"] },
  query: z.strictObject({ ...pageQuery }),
  answers: { 200: page(apiKey) },
  refusals: [],
});
