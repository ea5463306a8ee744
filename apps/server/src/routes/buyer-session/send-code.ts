import { refuse } from "@amends/contract/errors";
import { sendBuyerCode } from "@amends/contract/routes/buyer-session/send-code";
import { sendBuyerCode as sendBuyerCodeFlow } from "@amends/flows/identity/send-buyer-code";
import type { ServerDeps } from "../../deps.ts";
import { retryAfter } from "../../retry-after.ts";
import { answer, mount } from "../../route.ts";

export const sendBuyerCodeRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(sendBuyerCode, async ({ body: { linkToken }, now }) => {
    const outcome = await sendBuyerCodeFlow(identity)(linkToken, now);
    switch (outcome.kind) {
      case "sent":
        return answer(202, { sentTo: outcome.sentTo, expiresAt: outcome.expiresAt });
      case "link_not_valid":
        return refuse("link_not_valid");
      case "no_contact":
        return refuse("code_not_sent");
      case "too_many":
        return refuse("too_many_requests", retryAfter(outcome.until, now));
    }
  });
