import { refuse } from "@amends/contract/errors";
import { disableAccount } from "@amends/contract/routes/account/disable";
import type { RouteDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const disableAccountRoute = ({ identity, known }: Pick<RouteDeps, "identity" | "known">) =>
  mount(disableAccount, async ({ principal, params: { accountId }, now }) => {
    const outcome = await identity.accounts.disable(principal.operationId, accountId, now);
    if (outcome === "not_found") return refuse("not_found", { id: accountId });
    known.forgetWhere(({ principal: gone }) => "accountId" in gone && gone.accountId === accountId);
    return answer(204);
  });
