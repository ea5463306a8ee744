import type { Scope } from "@amends/flows/scope";

/** A scope as three parameters: the operation, and the one customer or seller it is narrowed to (null = all of the operation). */
export const scopeValues = (scope: Scope): readonly [operationId: string, customerId: string | null, sellerId: string | null] => {
  switch (scope.kind) {
    case "operation":
      return [scope.operationId, null, null];
    case "customer":
      return [scope.operationId, scope.customerId, null];
    case "seller":
      return [scope.operationId, null, scope.sellerId];
  }
};
