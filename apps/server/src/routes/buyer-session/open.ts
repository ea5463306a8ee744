import { refuse } from "@amends/contract/errors";
import { openBuyerSession } from "@amends/contract/routes/buyer-session/open";
import { openBuyerSession as openBuyerSessionFlow } from "@amends/flows/identity/open-buyer-session";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { openedBody } from "../session/opened-body.ts";

export const openBuyerSessionRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(openBuyerSession, async ({ body, now }) => {
    const outcome = await openBuyerSessionFlow(identity)(body, now);
    return outcome.kind === "opened" ? answer(201, openedBody(outcome, identity.secrets), { session: outcome }) : refuse(outcome.kind);
  });
