import type { KnownFacts } from "@amends/domain/evaluation/suppose-filing";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts, OrderLine } from "@amends/domain/order/order-facts";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { boughtAt } from "./bought-at.ts";
import type { PriceNews } from "./case-ports.ts";
import { freeBalances } from "./file-case.ts";
import { instantLimitMinor } from "./instant-limit.ts";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

/** What a filing on the order would be decided on, once for each of its sellers the reader may see: a rule may ask who sells. */
export type OrderKnown = {
  readonly order: OrderFacts;
  readonly ofSellers: readonly OfSeller[];
};

/** What one seller's part of an order is judged on, and by which rules. */
export type OfSeller = { readonly known: KnownFacts; readonly pack: CompiledPack; readonly lines: readonly OrderLine[] };

export const loadKnownFacts = async (
  { loadOrder, policy, pricesSince }: Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince">,
  principal: Principal,
  orderId: OrderId,
  at: Instant,
): Promise<OrderKnown | null> => {
  const loaded = await loadOrder(scopeOf(principal), orderId, { idempotency: null, skuIds: [] });
  if (loaded === null) return null;
  const operation = await policy.operation(principal.operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${principal.operationId} exists, its order was found`);
  const { order, customer, claims, uses, sellers } = loaded;
  const { facts, running, rulesOf } = operation;
  const leftMinor = instantLimitMinor(running.pack, customer.tier) - uses.instantUsedMinor;
  const known = {
    schemaVersion: 1,
    at,
    operation: facts,
    order,
    customer: { ...customer, methods: freeBalances(loaded), instantQuotaMinor: leftMinor > 0n ? leftMinor : 0n },
    claims,
    catalogue: [],
    ...(await pricesPromised(pricesSince, principal, order, at)),
  } as const;
  const own = principal.role === "seller" ? sellers.filter(seller => seller.sellerId === principal.sellerId) : sellers;
  const ofSeller = async (seller: KnownFacts["seller"]): Promise<OfSeller> => {
    const { pack } = await rulesOf({ sellerId: seller.sellerId, paidAt: boughtAt(order) }, at);
    return { known: { ...known, seller }, pack, lines: order.lines.filter(({ sellerId }) => sellerId === seller.sellerId) };
  };
  return { order, ofSellers: await Promise.all(own.map(ofSeller)) };
};

/** One read more, and only where somebody promised that the price holds. */
const pricesPromised = async (
  pricesSince: ReadPorts["pricesSince"],
  principal: Principal,
  order: OrderFacts,
  at: Instant,
): Promise<Partial<PriceNews>> => {
  const { lines, promises, paidAt } = order;
  const holds = ({ promises: made }: Pick<OrderFacts, "promises">): boolean => made.some(({ kind }) => kind === "price_protection");
  const held = holds({ promises }) ? lines : lines.filter(holds);
  if (paidAt === null || held.length === 0) return {};
  const skuIds = held.map(({ skuId }) => skuId);
  return pricesSince(scopeOf(principal), order, { skuIds, since: paidAt, at });
};
