import { showMe } from "@amends/contract/routes/me/show";
import { operationInForce } from "@amends/flows/operation-in-force";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { identityOf } from "./identity-of.ts";

export const showMeRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showMe, async ({ principal, session, now }) => {
    const operation = await operationInForce(reads.policy, principal.operationId, now);
    return answer(200, {
      identity: identityOf(principal),
      now,
      zone: operation.facts.zone,
      ...(session === undefined ? {} : { session: { csrf: session.csrf, expiresAt: session.expiresAt } }),
    });
  });
