import { showMe } from "@amends/contract/routes/me/show";
import { answer, mount } from "../../route.ts";
import { identityOf } from "./identity-of.ts";

export const showMeRoute = () =>
  mount(showMe, async ({ principal, session }) =>
    answer(200, {
      identity: identityOf(principal),
      ...(session === undefined ? {} : { session: { csrf: session.csrf, expiresAt: session.expiresAt } }),
    }),
  );
