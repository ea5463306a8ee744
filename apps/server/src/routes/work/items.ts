import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/work/items";
import { isId } from "@amends/domain/kernel/ids";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { BREACHING_WITHIN_MS, WORK_CLASSES, type WorkItemId } from "@amends/domain/work/work-item";
import { openCallBack, recordCall } from "@amends/flows/work/call-back";
import { changeManyItems, changeWork, type WorkDeed, type Worker } from "@amends/flows/work/change-work";
import type { WorkCursor, WorkFacet, WorkFilter } from "@amends/flows/work/work-ports";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { workItemView } from "../../views/work-view.ts";
import { capacityOf, type Refused, workRefusal } from "./work-refusals.ts";

type Deps = Pick<ServerDeps, "work">;

/** Above this nobody needs the exact figure, and the queue is not counted to its end. */
const COUNTED_MOST = 999;
/** Twice a full house: read in a few hundredths of a second, and what lies beyond is nobody's to choose from by hand. */
const CHOICES_MOST = 20_000;

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
    listWork: mount(route.listWork, async ({ principal, scope, query: { cursor, limit, ...filter }, now }) => {
      const { accountId } = principal;
      const found = await store.list(scope, filterOf(filter, now), { accountId, after: afterOf(cursor), limit: limit + 1, at: now });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.class, last.rankAt, last.itemId]) : null;
      return answer(200, { items: items.map(workItemView), nextCursor });
    }),
    countWorkChoices: mount(route.countWorkChoices, async ({ principal, scope, query, now }) => {
      const { accountId } = principal;
      const ask = { accountId, at: now, breachingBefore: addMs(now, BREACHING_WITHIN_MS), most: CHOICES_MOST };
      const { counts, ...rest } = await store.facets(scope, filterOf(query, now), ask);
      const of = (facet: WorkFacet) => counts.flatMap(({ facet: each, value, count }) => (each === facet ? [{ value, count }] : []));
      return answer(200, { team: of("team"), kind: of("kind"), skill: of("skill"), severity: of("severity"), ...rest });
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
    changeManyItems: mount(route.changeManyItems, async ({ principal, body: { deed, select }, now }) => {
      const selected = "filter" in select ? { ...select, filter: filterOf(select.filter, now) } : select;
      const outcomes = await changeManyItems(work, principal, selected, deed);
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

type AskedFilter = Omit<WorkFilter, "class" | "breachBefore"> & {
  readonly class?: number | undefined;
  readonly breaching?: "soon" | undefined;
};

const filterOf = ({ class: level, breaching, ...filter }: AskedFilter, now: Instant): WorkFilter => ({
  ...filter,
  class: WORK_CLASSES.find(each => each === level),
  breachBefore: breaching === undefined ? undefined : addMs(now, BREACHING_WITHIN_MS),
});

const afterOf = (cursor: string | undefined): WorkCursor | null => {
  const [level, rankAt, itemId] = keyOfCursor(cursor);
  if (typeof level !== "number" || typeof rankAt !== "number" || typeof itemId !== "string" || !isId("item", itemId)) return null;
  return { class: level, rankAt: instant(rankAt), itemId };
};
