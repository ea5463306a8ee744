import type { AccountId, CaseId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { WorkItemId } from "@amends/domain/work/work-item";
import { type CommandOutcome, commandCase } from "../command-case.ts";
import type { FeedReader } from "../feed-ports.ts";
import { inOrderAtMost } from "../in-order-at-most.ts";
import { type Principal, scopeOf } from "../scope.ts";
import { type TellBuyerPorts, tellBuyer } from "./tell-buyer.ts";
import type { WorkActor, WorkChanged, WorkFilter, WorkItem, WorkProjection, WorkStore } from "./work-ports.ts";

/** Somebody with a desk of their own. */
export type Worker = Extract<Principal, { readonly accountId: AccountId }>;

export type WorkPorts = TellBuyerPorts & {
  readonly work: WorkStore;
  readonly projection: Pick<WorkProjection, "readCases">;
  /** Null where the case does not exist or lies outside the scope. */
  readonly caseVersion: FeedReader["caseVersion"];
};

export const actorAtDesk = ({ role, accountId }: Worker): WorkActor => ({
  accountId,
  mayMoveOthers: role === "supervisor" || role === "admin",
});

export type WorkDeed =
  | { readonly kind: "claim" | "release" | "finish" }
  | { readonly kind: "hand_over"; readonly to: AccountId; readonly note: string | null; readonly promisedAt: Instant | null }
  | { readonly kind: "snooze"; readonly until: Instant }
  | { readonly kind: "merge"; readonly into: WorkItemId };

export type DeedOutcome = WorkChanged | { readonly kind: "time_in_past"; readonly at: Instant };

/** One deed on one item. Nothing is changed where it is refused. */
export const changeWork = async (ports: WorkPorts, principal: Worker, itemId: WorkItemId, deed: WorkDeed): Promise<DeedOutcome> => {
  const at = ports.clock.now();
  const [scope, actor, { work }] = [scopeOf(principal), actorAtDesk(principal), ports];
  switch (deed.kind) {
    case "claim":
      return work.claim(scope, itemId, actor, at);
    case "release":
      return work.release(scope, itemId, actor);
    case "finish":
      return work.finish(scope, itemId, actor, at);
    case "snooze":
      return deed.until <= at ? { kind: "time_in_past", at: deed.until } : work.snooze(scope, itemId, actor, deed.until);
    case "merge":
      return work.merge(scope, itemId, actor, deed.into);
    case "hand_over":
      return handOver(ports, principal, itemId, deed);
  }
};

type HandOver = Extract<WorkDeed, { kind: "hand_over" }>;

/** The item goes first: it says who may. The note then stands in the case, for staff, and the buyer hears who has it now and until when. */
const handOver = async (ports: WorkPorts, principal: Worker, itemId: WorkItemId, deed: HandOver): Promise<DeedOutcome> => {
  const at = ports.clock.now();
  if (deed.promisedAt !== null && deed.promisedAt <= at) return { kind: "time_in_past", at: deed.promisedAt };
  const scope = scopeOf(principal);
  const before = await ports.work.find(scope, itemId);
  if (before === null) return { kind: "not_found" };
  const promisedAt = deed.promisedAt ?? stillAhead(before, at);
  const changed = await ports.work.handOver(scope, itemId, actorAtDesk(principal), deed.to, promisedAt, at);
  if (changed.kind !== "changed") return changed;
  const { operationId, caseId, ownedSince } = changed.item;
  if (deed.note !== null) await noteInCase(ports, principal, changed.item, deed.note);
  await tellBuyer(ports, { operationId, itemId, caseId, ownerId: deed.to, promisedAt, ownedSince });
  return changed;
};

/** Never a time that no clock holds: what has passed already is not promised again. */
const stillAhead = ({ standardDueAt, dueAt }: WorkItem, at: Instant): Instant | null =>
  [standardDueAt, dueAt].find(due => due !== null && due > at) ?? null;

/** How often a note finds its case being changed before that is a fault of ours. */
const NOTE_TRIES = 20;

/** For staff; the buyer never sees it. */
export const noteInCase = async (
  ports: WorkPorts,
  principal: Principal,
  { caseId }: { readonly caseId: CaseId },
  text: string,
): Promise<void> => {
  for (let attempt = 0; attempt < NOTE_TRIES; attempt += 1) {
    const outcome: CommandOutcome = await commandCase(ports, {
      principal,
      caseId,
      command: { kind: "write_note", text, visibleTo: "staff" },
      ifVersion: null,
      idempotency: null,
      endsEffect: null,
      answer: () => ({ status: 204, response: "" }),
    });
    if (outcome.kind !== "too_busy") return;
  }
  throw new Error(`broken invariant: ${caseId} is never free for a note`);
};

export type Selected = { readonly itemIds: readonly WorkItemId[] } | { readonly filter: WorkFilter; readonly most: number };
export type BulkOutcome = readonly { readonly itemId: WorkItemId; readonly outcome: DeedOutcome }[];

const AT_ONCE = 4;

/** The same deed on many items: each for itself, so one that is refused holds up no other. */
export const changeManyItems = async (ports: WorkPorts, principal: Worker, selected: Selected, deed: WorkDeed): Promise<BulkOutcome> => {
  const itemIds = "itemIds" in selected ? selected.itemIds : await idsOf(ports, principal, selected);
  return inOrderAtMost(AT_ONCE, itemIds, async itemId => ({ itemId, outcome: await changeWork(ports, principal, itemId, deed) }));
};

const idsOf = async (
  { work, clock }: WorkPorts,
  principal: Worker,
  { filter, most }: Extract<Selected, { filter: WorkFilter }>,
): Promise<readonly WorkItemId[]> => {
  const page = { accountId: principal.accountId, after: null, limit: most, at: clock.now() };
  return (await work.list(scopeOf(principal), filter, page)).map(({ itemId }) => itemId);
};
