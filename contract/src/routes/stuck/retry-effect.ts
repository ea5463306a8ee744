import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { effectId, text } from "../../wire.ts";

export const retryEffect = defineRoute({
  method: "POST",
  path: "/v1/stuck/effects/{effectId}/retry",
  summary: bilingual("让搁置的操作再试一次", "Try a parked effect again"),
  access: { roles: ["supervisor", "finance", "admin"] },
  params: z.strictObject({ effectId }),
  body: z.strictObject({ reason: text(200) }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});
