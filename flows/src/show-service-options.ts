import { type LineOptions, serviceOptions } from "@amends/domain/evaluation/service-options";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { instantLimitMinor } from "./instant-limit.ts";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type ShownOptions = { readonly order: OrderFacts; readonly lines: readonly LineOptions[]; readonly asOf: Instant };

/** What can be asked for on each line, or why not: decided by the tables on the facts a filing would be decided on. */
export const showServiceOptions = async (
  { loadOrder, policy }: Pick<ReadPorts, "loadOrder" | "policy">,
  principal: Principal,
  orderId: OrderId,
  at: Instant,
): Promise<ShownOptions | null> => {
  const loaded = await loadOrder(scopeOf(principal), orderId, { idempotency: null, skuIds: [] });
  if (loaded === null) return null;
  const operation = await policy.operation(principal.operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${principal.operationId} exists, its order was found`);
  const { order, customer, claims, uses, sellers } = loaded;
  const { facts, running } = operation;
  const leftMinor = instantLimitMinor(running.pack, customer.tier) - uses.instantUsedMinor;
  const instantQuotaMinor = leftMinor > 0n ? leftMinor : 0n;
  const known = {
    schemaVersion: 1,
    at,
    operation: facts,
    order,
    customer: { ...customer, instantQuotaMinor },
    claims,
    catalogue: [],
  } as const;
  const own = principal.role === "seller" ? sellers.filter(seller => seller.sellerId === principal.sellerId) : sellers;
  // A rule may ask who sells, so each seller's lines are judged with their own seller.
  const lines = own.flatMap(seller => {
    const theirs = new Set(order.lines.filter(line => line.sellerId === seller.sellerId).map(line => line.lineNo));
    return serviceOptions({ ...known, seller }, running.pack).filter(line => theirs.has(line.lineNo));
  });
  return { order, lines: lines.toSorted((left, right) => left.lineNo - right.lineNo), asOf: at };
};
