import { ROLES } from "@amends/domain/party/party";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { instant } from "../../wire.ts";
import { identity } from "./identity.ts";

export const showMe = defineRoute({
  method: "GET",
  path: "/v1/me",
  summary: bilingual("我是谁", "Who am I"),
  access: { roles: ROLES },
  answers: {
    200: z.strictObject({
      identity,
      /** The server's time, and the zone the operation counts its days in: a page shows both and not its own. */
      now: instant,
      zone: z.strictObject({ id: z.string(), offsetMinutes: z.int() }),
      /** Only for a session: the value for `x-amends-csrf` and the latest end. */
      session: z.strictObject({ csrf: z.string(), expiresAt: instant }).optional(),
    }),
  },
  refusals: [],
});
