import { actorOf, type Principal } from "@amends/flows/scope";

/** Whose idempotency keys they are: two callers may well choose the same one. */
export const principalKey = (principal: Principal): string => {
  const { role, id } = actorOf(principal);
  return `${role}:${id}`;
};
