import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, list, text } from "../../wire.ts";

const TEXTS_MAX = 20;

/** Shows personal data in plain; who, what, when and why stay on record. Texts that are erased or not the caller's to see are left out. */
export const revealPerson = defineRoute({
  method: "POST",
  path: "/v1/persons/{personId}/reveal",
  summary: bilingual("查看明文个人信息（留痕）", "Unmask personal data, on record"),
  access: { roles: ["agent", "complaint_owner", "supervisor", "warehouse", "admin"] },
  params: z.strictObject({ personId: id("person") }),
  body: z.strictObject({ textIds: list(id("text"), TEXTS_MAX).min(1), reason: text(200) }),
  answers: {
    200: z.strictObject({
      texts: z.array(
        z.discriminatedUnion("kind", [
          z.strictObject({
            kind: z.literal("address"),
            textId: id("text"),
            contact: z.strictObject({ name: z.string(), phone: z.string().nullable(), region: z.string(), detail: z.string() }),
          }),
          z.strictObject({ kind: z.enum(["name", "phone", "email", "message"]), textId: id("text"), text: z.string() }),
        ]),
      ),
    }),
  },
  refusals: ["not_found"],
});
