import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { id } from "../../wire.ts";

/** An advance whose bearers could not be told what they owe: followed once more at once, and not only when its time comes. */
export const retryAdvance = defineRoute({
  method: "POST",
  path: "/v1/stuck/advances/{caseId}/retry",
  summary: bilingual("让没能分责的垫付再试一次", "Follow an advance once more"),
  access: { roles: ["supervisor", "finance", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});
