import { refuse } from "@amends/contract/errors";
import type { Language } from "@amends/contract/language";
import { createAccount } from "@amends/contract/routes/account/create";
import type { PasswordWeakness } from "@amends/domain/party/sign-in-limits";
import { createAccount as createAccountFlow } from "@amends/flows/identity/create-account";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const createAccountRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(createAccount, async ({ principal, body, now, language }) => {
    const outcome = await createAccountFlow(identity)(principal.operationId, body, now);
    switch (outcome.kind) {
      case "created":
        return answer(201, { accountId: outcome.accountId }, { location: `/v1/accounts/${outcome.accountId}` });
      case "email_taken":
        return refuse("email_taken");
      case "weak_password":
        return refuse("weak_password", { reason: WEAKNESSES[language][outcome.weakness] });
    }
  });

export const WEAKNESSES: Readonly<Record<Language, Readonly<Record<PasswordWeakness, string>>>> = {
  zh: { too_short: "少于 12 个字符", too_uniform: "重复的字符太多", holds_email_name: "包含邮箱名" },
  en: {
    too_short: "has fewer than 12 characters",
    too_uniform: "repeats too few characters",
    holds_email_name: "contains your e-mail name",
  },
};
