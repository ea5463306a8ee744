import { departmentOf } from "@amends/domain/intake/line-context";
import { type AccountId, type CaseId, makeId, shardOf } from "@amends/domain/kernel/ids";
import { addMs, type Instant, latest, MINUTE_MS } from "@amends/domain/kernel/time";
import { routeItem } from "@amends/domain/work/route-item";
import type { CallResult, WantedItem, WorkItemId } from "@amends/domain/work/work-item";
import { type Principal, scopeOf } from "../scope.ts";
import { actorAtDesk, type DeedOutcome, noteInCase, type Worker, type WorkPorts } from "./change-work.ts";
import { projectedItem } from "./project-work.ts";
import type { AgentStore, WorkItem } from "./work-ports.ts";

export type CallBackPorts = WorkPorts & { readonly agents: Pick<AgentStore, "find"> };

export type AskedCall = {
  /** When the buyer was promised to be called; null = within the routing row's time for an answer. */
  readonly dueAt: Instant | null;
  /** Whose call it is, until the time promised; then anybody's. Null = whoever takes it. */
  readonly callerId: AccountId | null;
  readonly note: string | null;
};

export type CallBackOutcome =
  | { readonly kind: "opened"; readonly item: WorkItem }
  | { readonly kind: "not_found" }
  | { readonly kind: "time_in_past"; readonly at: Instant }
  | { readonly kind: "no_agent"; readonly accountId: AccountId }
  | { readonly kind: "lacks_skill"; readonly accountId: AccountId; readonly itemId: WorkItemId };

/** So long before the time promised a call comes into the queue. */
const LEAD_MS = 15 * MINUTE_MS;

/** Somebody is to be called: an item that no step asks for. The buyer hears who will call and when, as soon as that is known. */
export const openCallBack = async (
  ports: CallBackPorts,
  principal: Principal,
  caseId: CaseId,
  { dueAt, callerId, note }: AskedCall,
): Promise<CallBackOutcome> => {
  const at = ports.clock.now();
  const { operationId } = principal;
  if (dueAt !== null && dueAt <= at) return { kind: "time_in_past", at: dueAt };
  const [found] = await ports.projection.readCases([caseId]);
  if (found === undefined || found.state.operationId !== operationId) return { kind: "not_found" };
  const { pack } = await ports.policy.packByHash(found.state.packHash);
  const wanted: WantedItem = {
    itemId: makeId("item", at, shardOf(caseId), ports.chance(12)),
    stepNo: null,
    kind: "call_back",
    stepOwner: "platform",
    waitingSince: at,
    standardDueAt: dueAt,
    dueAt,
    end: null,
  };
  const route = routeItem(pack, {
    item: { kind: wanted.kind, owner: wanted.stepOwner, language: found.language },
    request: { type: found.state.serviceType, kind: found.state.refundOnlyKind },
    line: { category: found.category, department: departmentOf(found.category) },
    seller: { id: found.state.sellerId },
    severity: { level: found.state.severity },
    buyer: { tier: found.tier },
  });
  const projected = projectedItem(found, wanted, route);
  const calledBy = dueAt ?? projected.answerDueAt;
  const readyAt = latest(at, addMs(calledBy, -LEAD_MS));
  const isLater = dueAt !== null && readyAt > at;
  const item = {
    ...projected,
    standardDueAt: calledBy,
    ...(isLater ? { answerDueAt: calledBy, rankAt: readyAt } : {}),
    ...(callerId === null ? {} : { preferredId: callerId, preferredUntil: calledBy }),
  };
  if (callerId !== null) {
    const caller = await ports.agents.find(operationId, callerId);
    if (caller === null) return { kind: "no_agent", accountId: callerId };
    if (!caller.teams.includes(item.team) || !caller.skills.includes(item.skill) || !caller.languages.includes(item.language))
      return { kind: "lacks_skill", accountId: callerId, itemId: item.itemId };
  }
  await ports.work.open(item, {
    at,
    readyAt: isLater ? readyAt : null,
    tells: callerId === null ? null : { callerId, promisedAt: calledBy },
  });
  if (note !== null) await noteInCase(ports, principal, found.state, note);
  const opened = await ports.work.find({ kind: "operation", operationId }, wanted.itemId);
  if (opened === null) throw new Error(`broken invariant: ${wanted.itemId} was opened`);
  return { kind: "opened", item: opened };
};

export type MadeCall = { readonly result: CallResult; readonly note: string | null; readonly againAt: Instant | null };

/**
 * A call was made. Where nobody answered it stays to be made: at the time named, or in its caller's hands; any other end finishes the item. What was said
 * stands in the case, for staff.
 */
export const recordCall = async (ports: WorkPorts, principal: Worker, itemId: WorkItemId, call: MadeCall): Promise<DeedOutcome> => {
  const { work, clock } = ports;
  const at = clock.now();
  const againAt = call.result === "no_answer" ? call.againAt : null;
  if (againAt !== null && againAt <= at) return { kind: "time_in_past", at: againAt };
  const [scope, actor] = [scopeOf(principal), actorAtDesk(principal)];
  const called = await work.called(scope, itemId, actor, { result: call.result, againAt, at });
  if (called.kind !== "changed") return called;
  if (call.note !== null) await noteInCase(ports, principal, called.item, call.note);
  if (call.result !== "no_answer") return work.finish(scope, itemId, actor, at);
  return againAt === null ? called : work.snooze(scope, itemId, actor, againAt);
};
