import { showMe } from "@amends/contract/routes/me/show";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { identityOf } from "./identity-of.ts";

export const showMeRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showMe, async ({ principal, session, now }) => {
    const operation = await reads.policy.operation(principal.operationId, now);
    if (operation === null) throw new Error(`broken invariant: ${principal.operationId} was signed in to and exists`);
    return answer(200, {
      identity: identityOf(principal),
      now,
      zone: operation.facts.zone,
      ...(session === undefined ? {} : { session: { csrf: session.csrf, expiresAt: session.expiresAt } }),
    });
  });
