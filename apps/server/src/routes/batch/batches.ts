import { type Refusal, refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/batch/batches";
import { NO_MEMBERS } from "@amends/domain/batch/batch-state";
import { reasonRow } from "@amends/domain/evaluation/judge-cause";
import type { RefundOnlyKind, ServiceType } from "@amends/domain/intake/service-type";
import { isId } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { BatchPrincipal } from "@amends/flows/batch-principal";
import { type CommandBatchAsk, commandBatch } from "@amends/flows/command-batch";
import { openBatch } from "@amends/flows/open-batch";
import { operationInForce } from "@amends/flows/operation-in-force";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, type Call, mount } from "../../route.ts";
import { type BatchReader, batchViewOf, memberViewOf } from "../../views/batch-view.ts";
import { refusalOf } from "../case/case-refusals.ts";

type Deps = Pick<ServerDeps, "batches" | "filing">;
type Caller = Pick<Call<typeof route.reviewBatch>, "principal" | "params" | "ifMatchVersion" | "now">;
type Refused = Refusal<"stale_version" | (typeof route.reviewBatch.refusals)[number]>;

export const batchRoutes = (deps: Deps) => ({
  openBatch: mount(route.openBatch, async ({ principal, body, now }) => {
    const { serviceType, reason, rootCause, damageBasisPoints, ...what } = body;
    const named = rootCause === undefined ? {} : { rootCause };
    const asks = { serviceType, refundOnlyKind: kindFor(serviceType), reason, ...named, damageBasisPoints: damageBasisPoints ?? null };
    const outcome = await openBatch(deps.batches.opening, { principal, ...what, asks });
    if (outcome.kind === "not_found") return refuse("not_found", { id: outcome.id });
    if (outcome.kind === "cause_refused") return refuse(outcome.code, { reason, cause: rootCause ?? "" });
    deps.batches.commands.wake();
    const shown = batchViewOf({ state: outcome.batch, standing: NO_MEMBERS }, await readerOf(deps, principal, now));
    return answer(201, shown, { version: shown.version, location: `/v1/batches/${shown.batchId}` });
  }),
  listBatches: mount(route.listBatches, async ({ principal, scope, query: { cursor, limit }, now }) => {
    const [openedAt, batchId] = keyOfCursor(cursor);
    const after =
      typeof openedAt === "number" && typeof batchId === "string" && isId("batch", batchId)
        ? { openedAt: instant(openedAt), batchId }
        : null;
    const found = await deps.batches.commands.batches.list(scope, after, limit + 1);
    const reader = await readerOf(deps, principal, now);
    const items = found.slice(0, limit);
    const last = items.at(-1)?.state;
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.openedAt, last.batchId]) : null;
    return answer(200, { items: items.map(item => batchViewOf(item, reader)), nextCursor });
  }),
  showBatch: mount(route.showBatch, async ({ principal, scope, params: { batchId }, now }) => {
    const found = await deps.batches.commands.batches.find(scope, batchId);
    if (found === null) return refuse("not_found", { id: batchId });
    return answer(200, batchViewOf(found, await readerOf(deps, principal, now)), { version: found.state.version });
  }),
  listBatchMembers: mount(
    route.listBatchMembers,
    async ({ principal, scope, params: { batchId }, query: { cursor, limit, fate }, now }) => {
      const { batches } = deps.batches.commands;
      if ((await batches.find(scope, batchId)) === null) return refuse("not_found", { id: batchId });
      const [orderId] = keyOfCursor(cursor);
      const after = typeof orderId === "string" && isId("order", orderId) ? orderId : null;
      const found = await batches.listMembers(scope, batchId, { fate: fate ?? null, after, limit: limit + 1 });
      const { currency } = await readerOf(deps, principal, now);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.orderId]) : null;
      return answer(200, { items: items.map(item => memberViewOf(item, currency)), nextCursor });
    },
  ),
  reviewBatch: mount(route.reviewBatch, call => carryOut(deps, call, { kind: "review" })),
  stopBatch: mount(route.stopBatch, call => carryOut(deps, call, { kind: "stop" })),
  continueBatch: mount(route.continueBatch, call => carryOut(deps, call, { kind: "continue" })),
  dropBatch: mount(route.dropBatch, call => carryOut(deps, call, { kind: "drop" })),
  leaveOutOfBatch: mount(route.leaveOutOfBatch, call =>
    carryOut(deps, call, { kind: "leave_out", orderId: call.params.orderId, reason: call.body.reason }),
  ),
  takeIntoBatch: mount(route.takeIntoBatch, call => carryOut(deps, call, { kind: "take_in", orderId: call.params.orderId })),
});

const carryOut = async (deps: Deps, call: Caller, command: CommandBatchAsk["command"]) => {
  const { principal, params, ifMatchVersion = 0 } = call;
  const outcome = await commandBatch(deps.batches.commands, { principal, batchId: params.batchId, command, ifVersion: ifMatchVersion });
  if (outcome.kind === "done")
    return answer(200, batchViewOf(outcome.batch, await readerOf(deps, principal, call.now)), { version: outcome.batch.state.version });
  return refusedBy(outcome, params.batchId, ifMatchVersion);
};

const refusedBy = (
  outcome: Exclude<Awaited<ReturnType<typeof commandBatch>>, { kind: "done" }>,
  batchId: string,
  givenVersion: number,
): Refused => {
  switch (outcome.kind) {
    case "not_found":
      return refuse("not_found", { id: outcome.id });
    case "stale_version":
      return refuse("stale_version", { id: batchId, currentVersion: outcome.version, givenVersion });
    case "rejected":
      return refusalOf(outcome);
  }
};

/** Goods of a batch that need not come back are refunded as what they are. */
const kindFor = (serviceType: ServiceType): RefundOnlyKind | null => (serviceType === "refund_only" ? "unreturnable" : null);

const readerOf = async ({ filing }: Deps, { operationId, role }: BatchPrincipal, now: Instant): Promise<BatchReader> => {
  const { facts, running } = await operationInForce(filing.policy, operationId, now);
  const nameOfReason: BatchReader["nameOfReason"] = reason => {
    const meta = reasonRow(running.pack, reason, null)?.meta;
    return meta === undefined ? null : { zh: meta.zh, en: meta.en };
  };
  return { currency: facts.currency, isSeller: role === "seller", nameOfReason };
};
