import { refuse } from "@amends/contract/errors";
import { disableAccount } from "@amends/contract/routes/account/disable";
import type { RouteDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { forgetAccount } from "./manage.ts";

export const disableAccountRoute = ({ identity, known }: Pick<RouteDeps, "identity" | "known">) =>
  mount(disableAccount, async ({ principal, params: { accountId }, now }) => {
    if (accountId === principal.accountId) return refuse("own_account", { id: accountId });
    const outcome = await identity.accounts.change(principal.operationId, accountId, { kind: "disable" }, now);
    if (outcome === "not_found") return refuse("not_found", { id: accountId });
    forgetAccount(known, accountId);
    return answer(204);
  });
