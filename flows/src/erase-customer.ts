import type { CustomerId, PersonId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PersonStore } from "./personal-data-ports.ts";
import { actorOf, type Principal, type Scope, scopeOf } from "./scope.ts";

/** The person behind a customer; null where the scope holds no such customer. */
export type FindPerson = (scope: Scope, customerId: CustomerId) => Promise<PersonId | null>;

/** What is known of a person goes; the orders and cases they had stay, and name nobody any more. */
export const eraseCustomer = async (
  { persons, findPerson }: { readonly persons: PersonStore; readonly findPerson: FindPerson },
  principal: Principal,
  request: { readonly customerId: CustomerId; readonly reason: string },
  at: Instant,
): Promise<"erased" | "already_erased" | "not_found"> => {
  const scope = scopeOf(principal);
  const personId = await findPerson(scope, request.customerId);
  if (personId === null) return "not_found";
  return persons.erase(scope, personId, { by: actorOf(principal), reason: request.reason, at });
};
