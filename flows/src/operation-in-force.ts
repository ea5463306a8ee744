import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Policy, RunningOperation } from "./policy-port.ts";

/** The operation a signed-in caller works in, with the rules in force at that moment. It was there when they signed in: not finding it is our own mistake. */
export const operationInForce = async (
  policy: Pick<Policy, "operation">,
  operationId: OperationId,
  at: Instant,
): Promise<RunningOperation> => {
  const operation = await policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
  return operation;
};
