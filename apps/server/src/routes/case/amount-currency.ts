import { refuse } from "@amends/contract/errors";
import { fieldProblemsOf } from "@amends/contract/field-problems";
import type { Language } from "@amends/contract/language";
import type { Amount } from "@amends/contract/wire";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Principal } from "@amends/flows/scope";
import type { ServerDeps } from "../../deps.ts";
import { Refused } from "../../problems.ts";

type Deps = Pick<ServerDeps, "filing">;

/** Inside, an amount is a number of the operation's own minor units: one of another currency must not get there as if it were the same. */
export const isOwnCurrency = async ({ filing }: Deps, { operationId }: Principal, amount: Amount, now: Instant): Promise<boolean> =>
  amount.currency === (await ownCurrency(filing, operationId, now));

const ownCurrency = async (filing: Deps["filing"], operationId: Principal["operationId"], now: Instant): Promise<Currency | undefined> =>
  (await filing.policy.operation(operationId, now))?.facts.currency;

/** The refusal of an amount in another currency, at its place in the body: each part may lead further down, `benefits.0.worth`. */
export const otherCurrency = (place: readonly string[], language: Language): Refused => {
  const path = [...place.flatMap(part => part.split(".")), "currency"];
  const params = { zh: "本业务线的币种", en: "the operation's own currency" };
  const problems = fieldProblemsOf([{ code: "custom", path, message: "", input: "", params }], "body", language);
  return new Refused(refuse("invalid_request", { problemCount: problems.length, first: problems[0]?.detail ?? "" }), problems);
};
