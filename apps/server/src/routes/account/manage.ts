import { refuse } from "@amends/contract/errors";
import * as described from "@amends/contract/routes/account/manage";
import { type AccountId, isId } from "@amends/domain/kernel/ids";
import { changePassword } from "@amends/flows/identity/change-password";
import type { ListedAccount } from "@amends/flows/identity/ports";
import { openPasswordReset, resetPassword } from "@amends/flows/identity/reset-password";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { RouteDeps } from "../../deps.ts";
import { retryAfter } from "../../retry-after.ts";
import { answer, byWallClock, mount } from "../../route.ts";
import { WEAKNESSES } from "./create.ts";

/** Sessions end in the database at once; what this server keeps in mind of them must end with them. */
export const forgetAccount = (known: RouteDeps["known"], accountId: AccountId): void =>
  known.forgetWhere(({ principal: gone }) => "accountId" in gone && gone.accountId === accountId);

export const accountRoutes = ({ identity, known }: Pick<RouteDeps, "identity" | "known">) => ({
  listAccounts: mount(described.listAccounts, async ({ principal, query: { cursor, limit } }) => {
    const after = keyOfCursor(cursor)[0];
    const from = typeof after === "string" && isId("account", after) ? after : undefined;
    const found = await identity.accounts.list(principal.operationId, from, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.accountId]) : null;
    return answer(200, { items: items.map(shown), nextCursor });
  }),
  enableAccount: byWallClock(
    mount(described.enableAccount, async ({ principal, params: { accountId }, now }) => {
      const outcome = await identity.accounts.change(principal.operationId, accountId, { kind: "enable" }, now);
      return outcome === "not_found" ? refuse("not_found", { id: accountId }) : answer(204);
    }),
  ),
  changeAccountRole: byWallClock(
    mount(described.changeAccountRole, async ({ principal, params: { accountId }, body, now }) => {
      if (accountId === principal.accountId) return refuse("own_account", { id: accountId });
      const outcome = await identity.accounts.change(principal.operationId, accountId, { kind: "role", role: body }, now);
      if (outcome === "not_found") return refuse("not_found", { id: accountId });
      forgetAccount(known, accountId);
      return answer(204);
    }),
  ),
  openPasswordReset: byWallClock(
    mount(described.openPasswordReset, async ({ principal, params: { accountId }, now }) => {
      const outcome = await openPasswordReset(identity)(principal.operationId, accountId, now);
      if (outcome.kind === "not_found") return refuse("not_found", { id: accountId });
      forgetAccount(known, accountId);
      return answer(201, { token: outcome.token, expiresAt: outcome.expiresAt });
    }),
  ),
  resetPassword: byWallClock(
    mount(described.resetPassword, async ({ body: { token, password }, now, language }) => {
      const outcome = await resetPassword(identity)(token, password, now);
      switch (outcome.kind) {
        case "reset":
          forgetAccount(known, outcome.accountId);
          return answer(204);
        case "link_invalid":
          return refuse("reset_link_invalid");
        case "weak_password":
          return refuse("weak_password", { reason: WEAKNESSES[language][outcome.weakness] });
      }
    }),
  ),
  changeOwnPassword: byWallClock(
    mount(described.changeOwnPassword, async ({ principal, body, now, language }) => {
      const outcome = await changePassword(identity)(principal.operationId, principal.accountId, body, now);
      switch (outcome.kind) {
        case "changed":
          forgetAccount(known, principal.accountId);
          return answer(204, undefined, { session: "ended" });
        case "wrong_password":
          return refuse("wrong_current_password");
        case "locked_out":
          return refuse("locked_out", retryAfter(outcome.until, now));
        case "weak_password":
          return refuse("weak_password", { reason: WEAKNESSES[language][outcome.weakness] });
      }
    }),
  ),
});

const shown = ({ operationId: _operation, ...account }: ListedAccount) => account;
