import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/work/items";
import { isId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { WORK_CLASSES, type WorkItemId } from "@amends/domain/work/work-item";
import { openCallBack, recordCall } from "@amends/flows/work/call-back";
import { changeManyItems, changeWork, type WorkDeed, type Worker } from "@amends/flows/work/change-work";
import type { WorkCursor, WorkFilter } from "@amends/flows/work/work-ports";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { workItemView } from "../../views/work-view.ts";
import { capacityOf, type Refused, workRefusal } from "./work-refusals.ts";

type Deps = Pick<ServerDeps, "work">;

/** Above this nobody needs the exact figure, and the queue is not counted to its end. */
const COUNTED_MOST = 999;

export const workItemRoutes = ({ work }: Deps) => {
  const { work: store, agents } = work;
  const refusalOf = async (principal: Worker, itemId: WorkItemId, deed: WorkDeed, refused: Refused) => {
    const receiver = deed.kind === "hand_over" ? deed.to : principal.accountId;
    const capacity = refused.kind === "capacity_full" ? await capacityOf(agents, principal.operationId, receiver) : 0;
    return workRefusal(refused, { itemId, receiver, intoId: deed.kind === "merge" ? deed.into : null, capacity });
  };
  const carryOut = async (principal: Worker, itemId: WorkItemId, deed: WorkDeed) => {
    const outcome = await changeWork(work, principal, itemId, deed);
    if (outcome.kind === "changed") return answer(200, workItemView(outcome.item));
    return refusalOf(principal, itemId, deed, outcome);
  };
  return {
    nextWork: mount(route.nextWork, async ({ principal, now }) => {
      const { accountId, operationId } = principal;
      const next = await store.next(operationId, accountId, now);
      switch (next.kind) {
        case "taken":
          return answer(200, { item: workItemView(next.item) });
        case "nothing_waiting":
          return answer(200, { item: null });
        case "no_agent":
          return refuse("not_an_agent", { accountId });
        case "not_on_duty":
          return refuse("not_on_duty", { accountId });
        case "capacity_full":
          return refuse("capacity_full", { accountId, capacityCount: next.capacity });
      }
    }),
    listWork: mount(route.listWork, async ({ principal, scope, query: { cursor, limit, class: level, ...filter }, now }) => {
      const { accountId } = principal;
      const asked: WorkFilter = { ...filter, class: WORK_CLASSES.find(each => each === level) };
      const found = await store.list(scope, asked, { accountId, after: afterOf(cursor), limit: limit + 1, at: now });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.class, last.rankAt, last.itemId]) : null;
      return answer(200, { items: items.map(workItemView), nextCursor });
    }),
    countWork: mount(route.countWork, async ({ scope, now }) => {
      const classes = await store.counts(scope, COUNTED_MOST + 1, now);
      return answer(200, {
        classes: classes.map(count => ({
          ...count,
          waiting: Math.min(count.waiting, COUNTED_MOST),
          breached: Math.min(count.breached, COUNTED_MOST),
          isMore: count.waiting > COUNTED_MOST,
        })),
      });
    }),
    showCaseWork: mount(route.showCaseWork, async ({ scope, params: { caseId } }) => {
      const version = await work.caseVersion(scope, caseId);
      if (version === null) return refuse("not_found", { id: caseId });
      const [items, calls] = await Promise.all([store.ofCase(scope, caseId), store.calls(scope.operationId, caseId)]);
      return answer(200, { items: items.map(workItemView), calls: [...calls] });
    }),
    claimWork: mount(route.claimWork, ({ principal, params }) => carryOut(principal, params.itemId, { kind: "claim" })),
    releaseWork: mount(route.releaseWork, ({ principal, params }) => carryOut(principal, params.itemId, { kind: "release" })),
    finishWork: mount(route.finishWork, ({ principal, params }) => carryOut(principal, params.itemId, { kind: "finish" })),
    handOverWork: mount(route.handOverWork, ({ principal, params, body }) =>
      carryOut(principal, params.itemId, { kind: "hand_over", ...body }),
    ),
    snoozeWork: mount(route.snoozeWork, ({ principal, params, body }) => carryOut(principal, params.itemId, { kind: "snooze", ...body })),
    mergeWork: mount(route.mergeWork, ({ principal, params, body }) => carryOut(principal, params.itemId, { kind: "merge", ...body })),
    changeManyItems: mount(route.changeManyItems, async ({ principal, body: { deed, select } }) => {
      const outcomes = await changeManyItems(work, principal, select, deed);
      const items = outcomes.map(async ({ itemId, outcome }) => ({
        itemId,
        code: outcome.kind === "changed" ? null : (await refusalOf(principal, itemId, deed, outcome)).code,
      }));
      return answer(200, { items: await Promise.all(items) });
    }),
    openCallBack: mount(route.openCallBack, async ({ principal, params: { caseId }, body }) => {
      const opened = await openCallBack(work, principal, caseId, body);
      switch (opened.kind) {
        case "opened":
          return answer(201, workItemView(opened.item));
        case "not_found":
          return refuse("not_found", { id: caseId });
        case "time_in_past":
          return refuse("time_in_past", { at: new Date(opened.at).toISOString() });
        case "no_agent":
          return refuse("not_an_agent", { accountId: opened.accountId });
        case "lacks_skill":
          return refuse("lacks_skill", { accountId: opened.accountId, itemId: opened.itemId });
      }
    }),
    recordCall: mount(route.recordCall, async ({ principal, params: { itemId }, body }) => {
      const outcome = await recordCall(work, principal, itemId, body);
      if (outcome.kind === "changed") return answer(201, workItemView(outcome.item));
      return workRefusal(outcome, { itemId, receiver: principal.accountId, intoId: null, capacity: 0 });
    }),
  };
};

const afterOf = (cursor: string | undefined): WorkCursor | null => {
  const [level, rankAt, itemId] = keyOfCursor(cursor);
  if (typeof level !== "number" || typeof rankAt !== "number" || typeof itemId !== "string" || !isId("item", itemId)) return null;
  return { class: level, rankAt: instant(rankAt), itemId };
};
