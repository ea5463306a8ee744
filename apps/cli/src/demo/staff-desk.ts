import { setTimeout as pause } from "node:timers/promises";
import { demoAccounts } from "@amends/demo/accounts";
import type { DemoOperation } from "@amends/demo/operations";
import { demoShifts, demoTakes } from "@amends/demo/shifts";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, HOUR_MS } from "@amends/domain/kernel/time";
import type { Vocabulary } from "@amends/domain/policy/vocabulary";
import type { Account } from "@amends/flows/identity/ports";
import { openCallBack, recordCall } from "@amends/flows/work/call-back";
import { changeWork, type Worker } from "@amends/flows/work/change-work";
import { startingAgent } from "@amends/flows/work/starting-agent";
import type { WorkItem } from "@amends/flows/work/work-ports";
import type { ServerDeps } from "@amends/server/deps";

export type DemoDesk = { readonly operationId: OperationId; readonly operation: DemoOperation };

/** What the feed's readers make of a demo is there by then, or the desk begins without it. */
const LOOKS_MAX = 40;
const LOOK_EVERY_MS = 250;

/**
 * The desk of a demo as one finds it in the middle of a day: people with their shifts and on duty, some work taken, some put off, a call made and one
 * promised, one person on leave, and old notices read. Nothing is done twice where a load is taken up again.
 */
export const staffDesks = async (deps: ServerDeps, desks: readonly DemoDesk[]): Promise<void> => {
  const staffed = await Promise.all(desks.map(desk => comeIn(deps, desk)));
  if (staffed.every(workers => workers.length === 0)) return;
  await settled(deps, desks);
  for (const workers of staffed) for (const worker of workers) await workOn(deps, worker);
};

const comeIn = async (
  { work: { agents, roster }, identity, reads, clock }: ServerDeps,
  { operationId, operation }: DemoDesk,
): Promise<readonly Worker[]> => {
  const now = clock();
  const running = await reads.policy.operation(operationId, now);
  if (running === null) throw new Error(`broken invariant: ${operationId} was made`);
  const { vocabulary } = running.running.pack;
  const workers: Worker[] = [];
  for (const { email } of demoAccounts(operation)) {
    const account = await identity.accounts.findByEmail(operationId, email);
    if (account === undefined || account.role === "seller" || account.role === "admin") continue;
    if ((await agents.find(operationId, account.accountId)) !== null) continue;
    await agents.put(operationId, agentOf(account, vocabulary));
    await agents.setDuty(operationId, account.accountId, account.role !== "finance", now);
    workers.push({ role: account.role, operationId, accountId: account.accountId });
    if (account.role === "finance") await roster.enter(operationId, leaveOf(account.accountId, now));
  }
  return workers;
};

const agentOf = (account: Account & { readonly role: keyof typeof demoShifts }, vocabulary: Vocabulary) => ({
  ...startingAgent(account, vocabulary),
  shifts: demoShifts[account.role],
});

const leaveOf = (accountId: AccountId, now: ReturnType<ServerDeps["clock"]>) => ({
  changeId: crypto.randomUUID(),
  accountId,
  kind: "absent" as const,
  reason: "leave" as const,
  fromAt: addMs(now, -2 * HOUR_MS),
  untilAt: addMs(now, DAY_MS),
  enteredBy: accountId,
  enteredAt: now,
});

/** Until what waits and what is unread stays as it is from one look to the next. */
const settled = async (deps: ServerDeps, desks: readonly DemoDesk[]): Promise<void> => {
  let before = "";
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const counts = await Promise.all(desks.map(({ operationId }) => waitingIn(deps, operationId)));
    const so = counts.join(" ");
    if (so === before && counts.some(count => count > 0)) return;
    before = so;
    await pause(LOOK_EVERY_MS);
  }
};

const COUNTED_MOST = 1000;
const waitingIn = async ({ work, clock }: ServerDeps, operationId: OperationId): Promise<number> => {
  const classes = await work.work.counts({ kind: "operation", operationId }, COUNTED_MOST, clock());
  return classes.reduce((sum, { waiting }) => sum + waiting, 0);
};

const workOn = async (deps: ServerDeps, worker: Worker): Promise<void> => {
  const { work, notices, clock } = deps;
  const { operationId, accountId, role } = worker;
  if (role === "seller" || role === "admin") return;
  await notices.inbox.markRead({ kind: "desk", operationId, accountId, role, sellerId: null }, "all", clock());
  const taken: WorkItem[] = [];
  for (let count = 0; count < demoTakes[role]; count += 1) {
    const next = await work.work.next(operationId, accountId, clock());
    if (next.kind === "taken") taken.push(next.item);
  }
  if (role !== "agent") return;
  const [first, second, third] = taken;
  if (first !== undefined) await callMade(deps, worker, first);
  if (second !== undefined) await promiseCall(deps, worker, second);
  if (third !== undefined) await changeWork(work, worker, third.itemId, { kind: "snooze", until: addMs(clock(), 3 * HOUR_MS) });
};

const callMade = async ({ work }: ServerDeps, worker: Worker, { caseId }: WorkItem): Promise<void> => {
  const asked = await openCallBack(work, worker, caseId, { dueAt: null, callerId: null, note: "买家想问退款什么时候到账" });
  if (asked.kind !== "opened") return;
  const { itemId } = asked.item;
  await changeWork(work, worker, itemId, { kind: "claim" });
  await recordCall(work, worker, itemId, { result: "reached", note: "已说明退款路径和到账时间，买家认可", againAt: null });
};

const promiseCall = async ({ work, clock }: ServerDeps, worker: Worker, { caseId }: WorkItem): Promise<void> => {
  const dueAt = addMs(clock(), 2 * HOUR_MS);
  await openCallBack(work, worker, caseId, { dueAt, callerId: worker.accountId, note: "约好电话确认换货地址" });
};
