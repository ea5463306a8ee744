import type { BatchAsk, BatchCause, BatchEvidence, BatchState } from "@amends/domain/batch/batch-state";
import { evolveBatch } from "@amends/domain/batch/evolve-batch";
import { causeChoices } from "@amends/domain/evaluation/judge-cause";
import { type CaseId, type FileId, type SellerId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { BatchStore } from "./batch-ports.ts";
import type { BatchPrincipal } from "./batch-principal.ts";
import { personOf } from "./batch-principal.ts";
import type { Clock } from "./clock.ts";
import type { EvidenceFiles } from "./evidence-ports.ts";
import type { Policy } from "./policy-port.ts";
import { actorOf, scopeOf } from "./scope.ts";
import { type Chance, newId } from "./seal-text.ts";

export type OpenBatchPorts = {
  readonly batches: BatchStore;
  readonly files: Pick<EvidenceFiles, "takeOfCase">;
  readonly findSeller: (principal: BatchPrincipal, sellerId: SellerId) => Promise<SellerId | null>;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly chance: Chance;
};

export type OpenBatchAsk = {
  readonly principal: BatchPrincipal;
  readonly sellerId: SellerId;
  readonly cause: BatchCause;
  readonly boughtFrom: Instant;
  readonly boughtTo: Instant;
  readonly asks: BatchAsk;
  readonly evidence: readonly { readonly caseId: CaseId; readonly fileId: FileId }[];
};

export type OpenBatchOutcome =
  | { readonly kind: "opened"; readonly batch: BatchState }
  | { readonly kind: "not_found"; readonly id: string }
  | { readonly kind: "cause_refused"; readonly code: "batch_cause_not_for_reason" | "batch_cause_not_yours" };

/** A cause is named and its search begins; nothing is filed before somebody has seen what was found and decided. */
export const openBatch = async (ports: OpenBatchPorts, ask: OpenBatchAsk): Promise<OpenBatchOutcome> => {
  const { principal, evidence: named, ...what } = ask;
  if ((await ports.findSeller(principal, ask.sellerId)) === null) return { kind: "not_found", id: ask.sellerId };
  const at = ports.clock.now();
  const refused = await refusedCause(ports, ask, at);
  if (refused !== null) return { kind: "cause_refused", code: refused };
  const evidence: BatchEvidence[] = [];
  for (const { caseId, fileId } of named) {
    // Whoever names a file as proof has looked at it, and is on record for that.
    const file = await ports.files.takeOfCase(scopeOf(principal), caseId, fileId, actorOf(principal), at);
    if (file === null || file.sha256 === null) return { kind: "not_found", id: fileId };
    evidence.push({ caseId, fileId, kind: file.kind, sha256: file.sha256 });
  }
  const batch = {
    ...what,
    evidence,
    batchId: newId("batch", at, shardOf(ask.sellerId), ports.chance),
    operationId: principal.operationId,
  };
  const event = { type: "batch_opened" as const, batch, seq: 1, at, by: personOf(principal) };
  const state = evolveBatch(null, event);
  await ports.batches.open(state, event);
  return { kind: "opened", batch: state };
};

/** A cause is found by the platform, and is one of the reason's; what it means for each case is asked of its own order when it is sent. */
const refusedCause = async (
  { policy }: OpenBatchPorts,
  { principal, asks }: OpenBatchAsk,
  at: Instant,
): Promise<Extract<OpenBatchOutcome, { readonly kind: "cause_refused" }>["code"] | null> => {
  const { rootCause, reason, serviceType: type, refundOnlyKind: kind } = asks;
  if (rootCause === undefined) return null;
  if (principal.role === "seller") return "batch_cause_not_yours";
  const operation = await policy.operation(principal.operationId, at);
  const causes = operation === null ? [] : causeChoices(operation.running.pack, { reason, request: { type, kind } });
  return causes.some(({ cause }) => cause === rootCause) ? null : "batch_cause_not_for_reason";
};
