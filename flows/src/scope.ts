import type { AccountId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Actor, Role } from "@amends/domain/party/party";

/**
 * Who is asking, once their credentials have been checked. A principal acts in exactly one operation: the same person working for two operations
 * signs in to each. What a principal may see is derived here and nowhere else.
 */
export type Principal =
  | {
      readonly role: "buyer";
      readonly operationId: OperationId;
      readonly customerId: CustomerId;
      readonly via: "host_token" | "signed_link";
    }
  | { readonly role: "seller"; readonly operationId: OperationId; readonly accountId: AccountId; readonly sellerId: SellerId }
  | { readonly role: StaffRole; readonly operationId: OperationId; readonly accountId: AccountId }
  | { readonly role: "integrator"; readonly operationId: OperationId; readonly keyId: string }
  | { readonly role: "system"; readonly operationId: OperationId };

export type StaffRole = Exclude<Role, "buyer" | "seller" | "integrator" | "system">;

/**
 * The rows a principal may touch. Every query takes one, so a query without an owner check does not compile; the adapter turns it into a predicate
 * of the statement itself, so that a foreign id is simply not found.
 */
export type Scope =
  | { readonly kind: "operation"; readonly operationId: OperationId }
  | { readonly kind: "customer"; readonly operationId: OperationId; readonly customerId: CustomerId }
  | { readonly kind: "seller"; readonly operationId: OperationId; readonly sellerId: SellerId };

export const scopeOf = (principal: Principal): Scope => {
  switch (principal.role) {
    case "buyer":
      return { kind: "customer", operationId: principal.operationId, customerId: principal.customerId };
    case "seller":
      return { kind: "seller", operationId: principal.operationId, sellerId: principal.sellerId };
    case "agent":
    case "complaint_owner":
    case "supervisor":
    case "finance":
    case "warehouse":
    case "admin":
    case "integrator":
    case "system":
      return { kind: "operation", operationId: principal.operationId };
  }
};

export const actorOf = (principal: Principal): Actor => {
  switch (principal.role) {
    case "buyer":
      return { role: "buyer", id: principal.customerId };
    case "seller":
      return { role: "seller", id: principal.sellerId };
    case "integrator":
      return { role: "integrator", id: principal.keyId };
    case "system":
      return { role: "system", id: "system" };
    case "agent":
    case "complaint_owner":
    case "supervisor":
    case "finance":
    case "warehouse":
    case "admin":
      return { role: principal.role, id: principal.accountId };
  }
};
