import type { EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import {
  confirmSettlement,
  decideSettlement,
  legsOfSettlement,
  type Resolution,
  type SettleRejection,
} from "@amends/domain/reconciliation/settle-item";
import type { AskedMoney, PaymentGateway } from "../gateway-ports.ts";
import type { RunningOperation } from "../policy-port.ts";
import type { Scope } from "../scope.ts";
import { type MatchedOperation, matchedOperation, type Reconciled, rulesOf } from "./reconcile-day.ts";
import type { GatewayDay, Item, ItemName, ReconciliationStore, StatementStore } from "./reconciliation-ports.ts";

export type SettleItemPorts = {
  readonly statements: Pick<StatementStore, "inForce">;
  readonly reconciliation: Pick<ReconciliationStore, "item" | "settle">;
  /** Matches the day anew, off this thread. */
  readonly matchDay: MatchDay;
};
export type MatchDay = (operation: MatchedOperation, day: GatewayDay, at: Instant) => Promise<Reconciled>;

export type ItemSettled =
  | { readonly kind: "done"; readonly item: Item }
  | { readonly kind: "rejected"; readonly code: SettleRejection | "item_stale" }
  | { readonly kind: "not_found" };

type Asked = { readonly resolution: Resolution; readonly factItemKey: string | null };

/** One person settles an item; from the rules' sum on it waits for a second. */
export const settleItem = async (
  ports: SettleItemPorts,
  operation: RunningOperation,
  scope: Scope,
  name: ItemName,
  { resolution, factItemKey }: Asked,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<ItemSettled> => {
  const item = await ports.reconciliation.item(scope, name);
  if (item === null) return { kind: "not_found" };
  const linked = factItemKey === null ? null : await ports.reconciliation.item(scope, { gateway: name.gateway, itemKey: factItemKey });
  if (resolution === "link" && !isFit(item, linked)) return { kind: "rejected", code: "item_link_unfit" };
  const limit = await limitOf(ports, operation, item);
  const decided = decideSettlement(item, resolution, { secondPersonFromMinor: limit });
  if (decided.kind === "rejected") return decided;
  const legs = decided.kind === "settled" ? legsOfSettlement(resolution, item.gateway, item.stakeMinor ?? 0n) : [];
  const settlement = {
    status: decided.kind,
    resolution,
    linkedFact: linked?.factKey ?? null,
    settledBy: by,
    confirmedBy: null,
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
  const settlement = { status: "settled", resolution, linkedFact, settledBy, confirmedBy: by, at, legs } as const;
  return finished(ports, operation, scope, item, await ports.reconciliation.settle(item, settlement), at);
};

/** Two halves of one sum and currency; anything else is two things. */
const isFit = (line: Item, fact: Item | null): boolean =>
  fact !== null &&
  line.outcome === "extra" &&
  (fact.outcome === "missing" || fact.outcome === "carried") &&
  fact.status !== "settled" &&
  fact.factKey !== null &&
  line.currency === fact.currency &&
  line.stakeMinor !== null &&
  fact.stakeMinor !== null &&
  line.stakeMinor + fact.stakeMinor === 0n;

const limitOf = async ({ statements }: SettleItemPorts, operation: RunningOperation, item: Item): Promise<bigint> => {
  const statement = await statements.inForce(item);
  const rules = statement === null ? null : rulesOf(operation, statement.format);
  // Without a rule that says otherwise everything takes two.
  return rules?.secondPersonFromMinor ?? 0n;
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

export type AskAgainPorts = {
  readonly reconciliation: Pick<ReconciliationStore, "item" | "gatewaySaid">;
  readonly payment: Pick<PaymentGateway, "find">;
  /** What was asked of the gateway for a fact; null where a person paid it another way. */
  readonly askedFor: (scope: Scope, factKey: string) => Promise<(AskedMoney & { readonly key: EffectId }) | null>;
};

/** Asks the gateway what it has under the fact's key, as the poller does, and writes down what it said. */
export const askGatewayAgain = async (
  ports: AskAgainPorts,
  scope: Scope,
  name: ItemName,
  at: Instant,
): Promise<{ readonly kind: "said"; readonly said: string } | { readonly kind: "not_found" } | { readonly kind: "nothing_asked" }> => {
  const item = await ports.reconciliation.item(scope, name);
  if (item === null) return { kind: "not_found" };
  const asked = item.factKey === null ? null : await ports.askedFor(scope, item.factKey);
  if (asked === null) return { kind: "nothing_asked" };
  const answer = await ports.payment.find(asked.key, asked).catch((): "unavailable" => "unavailable");
  const said =
    answer === "unavailable"
      ? "unavailable"
      : answer === null
        ? "unknown_key"
        : answer.kind === "refused"
          ? `refused:${answer.code}`
          : answer.kind;
  await ports.reconciliation.gatewaySaid(scope, name, said, at);
  return { kind: "said", said };
};
