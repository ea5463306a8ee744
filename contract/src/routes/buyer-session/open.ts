import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { openedSession } from "../session/opened-session.ts";
import { linkToken } from "./send-code.ts";

export const openBuyerSession = defineRoute({
  method: "POST",
  path: "/v1/buyer-sessions",
  summary: bilingual("买家凭链接和验证码进入", "Enter as buyer with link and code"),
  access: "anyone",
  body: z.strictObject({ linkToken, code: z.string().regex(/^\d{6}$/) }),
  answers: { 201: openedSession },
  refusals: ["link_not_valid", "code_not_valid"],
});
