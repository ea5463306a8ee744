import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { OperationFacts } from "@amends/domain/intake/case-facts";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";

/** An operation and the rules it runs by. Reference data: cached with a version, never read on the way of a command. */
export type RunningOperation = {
  readonly operationId: OperationId;
  readonly code: string;
  readonly facts: OperationFacts;
  readonly running: RunningPack;
};

export type Policy = {
  /** The operation with the pack in force at that moment; null for an operation that does not exist. */
  operation(operationId: OperationId, at: Instant): Promise<RunningOperation | null>;
  /** The pack a case was filed under. It is kept for ever, so not finding it is our own mistake. */
  packByHash(packHash: string): Promise<RunningPack>;
};
