import { ROLES } from "@amends/domain/party/party";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, instant } from "../../wire.ts";

/** The last of them are enough to ask after; the whole record stays. */
export const FILE_VIEWS_MAX = 200;

export const listFileViews = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/file-views",
  summary: bilingual("凭证被谁看过", "Who has looked at the evidence"),
  access: { roles: ["supervisor", "admin"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z
      .strictObject({
        /** The last look first; the same person within ten minutes counts once. The buyer's own looks are not kept. */
        items: z
          .array(z.strictObject({ fileId: id("file"), viewedAt: instant, role: z.enum(ROLES), name: z.string().nullable() }))
          .max(FILE_VIEWS_MAX),
      })
      .meta({ id: "FileViews" }),
  },
  refusals: ["not_found"],
});
