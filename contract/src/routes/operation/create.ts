import { OPERATION_KINDS } from "@amends/domain/intake/case-facts";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { currency, email, id, text } from "../../wire.ts";

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const ZONE_MINUTES_MAX = 840;

export const createOperation = defineRoute({
  method: "POST",
  path: "/v1/operations",
  summary: bilingual("创建业务线及其第一把接口密钥", "Create an operation and its first API key"),
  access: "installation",
  body: z.strictObject({
    code,
    kind: z.enum(OPERATION_KINDS),
    name: z.strictObject({ zh: text(80), en: text(80) }),
    currency,
    zone: z
      .strictObject({ id: text(64), offsetMinutes: z.int().min(-ZONE_MINUTES_MAX).max(ZONE_MINUTES_MAX) })
      .default({ id: "Asia/Shanghai", offsetMinutes: 480 }),
    packId: code.optional(),
    /** The first administrator; accounts can only be made by one. */
    admin: z.strictObject({ email, name: text(80), password: z.string().min(1).max(256) }).optional(),
  }),
  answers: { 201: z.strictObject({ operationId: id("operation"), keyId: id("key"), secret: z.string() }) },
  refusals: ["operation_code_taken", "pack_unknown", "weak_password"],
});
