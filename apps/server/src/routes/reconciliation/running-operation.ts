import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { RunningOperation } from "@amends/flows/policy-port";
import type { Reconciliation } from "../../reconciliation.ts";

/** Only by running operations: a principal's own exists. */
export const operationOf = async (
  { policy }: Pick<Reconciliation, "policy">,
  operationId: OperationId,
  at: Instant,
): Promise<RunningOperation> => {
  const operation = await policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
  return operation;
};
