import type { BatchPerson, BatchState, MemberFate } from "@amends/domain/batch/batch-state";
import { type BatchCommand, type BatchKnown, type BatchRejected, decideBatch } from "@amends/domain/batch/decide-batch";
import { assert } from "@amends/domain/kernel/assert";
import type { BatchId } from "@amends/domain/kernel/ids";
import type { BatchMember, BatchStore, LoadedBatch } from "./batch-ports.ts";
import { type BatchPrincipal, personOf } from "./batch-principal.ts";
import type { Clock } from "./clock.ts";
import type { Policy } from "./policy-port.ts";
import { scopeOf } from "./scope.ts";

export type CommandBatchPorts = {
  readonly batches: BatchStore;
  readonly policy: Pick<Policy, "operation">;
  readonly clock: Clock;
  /** Told after each commit: there may be something to gather or to send. */
  readonly wake: () => void;
};

export type CommandBatchAsk = {
  readonly principal: BatchPrincipal;
  readonly batchId: BatchId;
  readonly command: Exclude<BatchCommand, { kind: "end_gathering" | "end_sending" }>;
  /** The version the caller saw: what is decided is what was looked at. */
  readonly ifVersion: number;
};

export type CommandBatchOutcome =
  | { readonly kind: "done"; readonly batch: LoadedBatch }
  | { readonly kind: "not_found"; readonly id: string }
  | { readonly kind: "stale_version"; readonly version: number }
  | BatchRejected;

export const commandBatch = async (ports: CommandBatchPorts, ask: CommandBatchAsk): Promise<CommandBatchOutcome> => {
  const scope = scopeOf(ask.principal);
  const loaded = await ports.batches.find(scope, ask.batchId);
  if (loaded === null) return { kind: "not_found", id: ask.batchId };
  const { state } = loaded;
  const orderId = "orderId" in ask.command ? ask.command.orderId : null;
  const named = orderId === null ? null : await ports.batches.findMember(scope, ask.batchId, orderId);
  if (orderId !== null && named === null) return { kind: "not_found", id: orderId };
  if (state.version !== ask.ifVersion) return { kind: "stale_version", version: state.version };
  const outcome = await carryOut(ports, loaded, ask.command, named, personOf(ask.principal));
  if (outcome.kind === "rejected") return outcome;
  const after = await ports.batches.find(scope, ask.batchId);
  assert(after !== null, `${ask.batchId} was found a moment ago`);
  return outcome.kind === "stale" ? { kind: "stale_version", version: after.state.version } : { kind: "done", batch: after };
};

/** What the worker says when a part of its work is through. */
export const endPart = async (ports: CommandBatchPorts, loaded: LoadedBatch, kind: "end_gathering" | "end_sending"): Promise<void> => {
  const outcome = await carryOut(ports, loaded, { kind }, null, null);
  // Somebody stopped or dropped it meanwhile: then it is not at this any more, and the next turn sees that.
  assert(outcome.kind !== "rejected" || outcome.code === "batch_not_open_for_this", `${loaded.state.batchId} takes ${kind}`);
};

const carryOut = async (
  ports: CommandBatchPorts,
  { state, standing }: LoadedBatch,
  command: BatchCommand,
  member: BatchMember | null,
  by: BatchPerson | null,
): Promise<BatchRejected | { readonly kind: "committed" | "stale" }> => {
  const at = ports.clock.now();
  const known: BatchKnown = { standing, member, secondPersonFromMinor: await secondPersonFromMinor(ports, state) };
  const decided = decideBatch(state, command, known, at, by);
  if (decided.kind === "rejected") return decided;
  const written = await ports.batches.commit({
    before: state,
    state: decided.state,
    event: decided.event,
    member: memberAfter(command, member),
  });
  if (written === "committed") ports.wake();
  return { kind: written };
};

const memberAfter = (command: BatchCommand, member: BatchMember | null) => {
  if (member === null) return null;
  const { orderId, caseId } = member;
  if (command.kind === "leave_out") return { orderId, fate: "left_out" as const, code: command.reason };
  const fate: MemberFate = caseId === null ? "file" : "link";
  return command.kind === "take_in" ? { orderId, fate, code: null } : null;
};

const secondPersonFromMinor = async ({ policy, clock }: CommandBatchPorts, { operationId }: BatchState): Promise<bigint> => {
  const operation = await policy.operation(operationId, clock.now());
  const limit = operation?.running.pack.parameters["batch.secondPersonFromMinor"];
  assert(typeof limit === "number" && Number.isSafeInteger(limit), `the pack of ${operationId} sets batch.secondPersonFromMinor`);
  return BigInt(limit);
};
