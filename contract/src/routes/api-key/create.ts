import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, text } from "../../wire.ts";

export const createApiKey = defineRoute({
  method: "POST",
  path: "/v1/api-keys",
  summary: bilingual("创建接口密钥（只显示一次）", "Create an API key (shown once)"),
  access: { roles: ["admin"] },
  body: z.strictObject({ name: text(80), access: z.enum(["full", "read_only"]).default("full") }),
  answers: { 201: z.strictObject({ keyId: id("key"), secret: z.string() }) },
  refusals: [],
});
