import type { Instant } from "@amends/domain/kernel/time";
import {
  canLink,
  confirmSettlement,
  decideSettlement,
  decideUndo,
  legsOfSettlement,
  type Resolution,
  type SettleRejection,
} from "@amends/domain/reconciliation/settle-item";
import type { RunningOperation } from "../policy-port.ts";
import type { Scope } from "../scope.ts";
import { type MatchedOperation, matchedOperation, type Reconciled, rulesOf } from "./reconcile-day.ts";
import type { FactFinder, GatewayDay, Item, ItemName, ReconciliationStore, StatementStore } from "./reconciliation-ports.ts";

export type SettleItemPorts = {
  readonly statements: Pick<StatementStore, "inForce">;
  readonly reconciliation: Pick<ReconciliationStore, "item" | "settle" | "undo" | "lineOfLink" | "isDayClosed">;
  readonly factFinder: FactFinder;
  /** Matches the day anew, off this thread. */
  readonly matchDay: MatchDay;
};
export type MatchDay = (operation: MatchedOperation, day: GatewayDay, at: Instant) => Promise<Reconciled>;

export type ItemSettled =
  | { readonly kind: "done"; readonly item: Item }
  | { readonly kind: "rejected"; readonly code: SettleRejection | "item_stale" }
  | { readonly kind: "not_found" };

type Asked = {
  readonly resolution: Resolution;
  /** The other half, as `fact:` and the posting's key. */
  readonly linkTo: string | null;
  readonly note: string | null;
};

/** One person settles an item; from the rules' sum on it waits for a second. */
export const settleItem = async (
  ports: SettleItemPorts,
  operation: RunningOperation,
  scope: Scope,
  name: ItemName,
  { resolution, linkTo, note }: Asked,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<ItemSettled> => {
  const item = await ports.reconciliation.item(scope, name);
  if (item === null) return { kind: "not_found" };
  const factKey = resolution === "link" && linkTo?.startsWith(FACT) === true ? linkTo.slice(FACT.length) : null;
  const fact = factKey === null ? null : await ports.factFinder.find(operation.operationId, factKey);
  if (item.status === "settled" || item.status === "cleared") return { kind: "rejected", code: "item_settled" };
  if (resolution === "link" && !canLink(item.outcome, item.line, fact)) return { kind: "rejected", code: "item_link_unfit" };
  const isByHand = fact !== null && item.suggested !== fact.factKey;
  if (isByHand && note === null) return { kind: "rejected", code: "item_link_reason" };
  const decided = decideSettlement(item, resolution, { secondPersonFromMinor: await limitOf(ports, operation, item, isByHand) });
  if (decided.kind === "rejected") return decided;
  const legs = decided.kind === "settled" ? legsOfSettlement(resolution, item.gateway, item.stakeMinor ?? 0n) : [];
  const settlement = {
    status: decided.kind,
    resolution,
    linkedFact: fact?.factKey ?? null,
    settledBy: by,
    confirmedBy: null,
    note,
    at,
    legs,
  } as const;
  return finished(ports, operation, scope, item, await ports.reconciliation.settle(item, settlement), at);
};

/** The second person, who is another than the first. */
export const confirmItem = async (
  ports: SettleItemPorts,
  operation: RunningOperation,
  scope: Scope,
  name: ItemName,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<ItemSettled> => {
  const item = await ports.reconciliation.item(scope, name);
  if (item === null) return { kind: "not_found" };
  const decided = confirmSettlement(item, by);
  if (decided.kind === "rejected") return decided;
  const { resolution, settledBy, linkedFact } = item;
  if (resolution === null || settledBy === null) throw new Error(`broken invariant: ${item.itemKey} was proposed by somebody`);
  const legs = legsOfSettlement(resolution, item.gateway, item.stakeMinor ?? 0n);
  const settlement = { status: "settled", resolution, linkedFact, settledBy, confirmedBy: by, note: null, at, legs } as const;
  return finished(ports, operation, scope, item, await ports.reconciliation.settle(item, settlement), at);
};

/** Takes back what one or two people settled, until the day is signed; whoever sees that it was wrong may. */
export const undoItem = async (
  ports: SettleItemPorts,
  operation: RunningOperation,
  scope: Scope,
  name: ItemName,
  at: Instant,
): Promise<ItemSettled> => {
  const asked = await ports.reconciliation.item(scope, name);
  if (asked === null) return { kind: "not_found" };
  const { operationId, factKey } = asked;
  // The posting's side of a link is undone from its line.
  const line = asked.resolution === "link" && factKey !== null ? await ports.reconciliation.lineOfLink(operationId, factKey) : null;
  const item = line ?? asked;
  const refused = decideUndo(item, await ports.reconciliation.isDayClosed(operationId, item.day));
  if (refused !== null) return { kind: "rejected", code: refused };
  if ((await ports.reconciliation.undo(item, at)) === "stale") return { kind: "rejected", code: "item_stale" };
  const { gateway, day } = item;
  if (item.status === "settled" && item.resolution === "link")
    await ports.matchDay(matchedOperation(operation), { operationId, gateway, day }, at);
  const now = await ports.reconciliation.item(scope, item);
  return now === null ? { kind: "not_found" } : { kind: "done", item: now };
};

const FACT = "fact:";

const limitOf = async ({ statements }: SettleItemPorts, operation: RunningOperation, item: Item, isByHand: boolean): Promise<bigint> => {
  const statement = await statements.inForce(item);
  const rules = statement === null ? null : rulesOf(operation, statement.format);
  // Without a rule that says otherwise everything takes two.
  return (isByHand ? rules?.handLinkSecondPersonFromMinor : rules?.secondPersonFromMinor) ?? 0n;
};

const finished = async (
  ports: SettleItemPorts,
  operation: RunningOperation,
  scope: Scope,
  item: Item,
  settled: "done" | "stale",
  at: Instant,
): Promise<ItemSettled> => {
  if (settled === "stale") return { kind: "rejected", code: "item_stale" };
  const { operationId, gateway, day } = item;
  const now = await ports.reconciliation.item(scope, item);
  if (now?.status !== "settled" || now.resolution !== "link") return now === null ? { kind: "not_found" } : { kind: "done", item: now };
  // A link is what matching goes by.
  await ports.matchDay(matchedOperation(operation), { operationId, gateway, day }, at);
  const linked = await ports.reconciliation.item(scope, item);
  return linked === null ? { kind: "not_found" } : { kind: "done", item: linked };
};
