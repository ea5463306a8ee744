import { actorOf, type Principal } from "@amends/flows/scope";

/** Whose idempotency keys they are: two callers may well choose the same one. */
export const principalKey = (principal: Principal): string => {
  const { role, id } = actorOf(principal);
  return `${role}:${id}`;
};

/** Whom requests and streams are counted for: each person and each key for themselves, in whichever operation. */
export const callerOf = (principal: Principal): string => {
  switch (principal.role) {
    case "buyer":
      return principal.customerId;
    case "integrator":
      return principal.keyId;
    case "system":
      return `system ${principal.operationId}`;
    case "seller":
    case "agent":
    case "complaint_owner":
    case "supervisor":
    case "finance":
    case "warehouse":
    case "admin":
      return principal.accountId;
  }
};
