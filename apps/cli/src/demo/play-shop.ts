import { demoAccounts, demoGuest } from "@amends/demo/accounts";
import { createChance } from "@amends/demo/chance";
import type { Cast } from "@amends/demo/move-on";
import { createPast } from "@amends/demo/past";
import { type KnownOrder, playCases } from "@amends/demo/play-cases";
import { DEMO_SEED, type DemoShop } from "@amends/demo/world";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { openImportStore } from "@amends/postgres/orders/open-import-store";
import type { ComposedServer } from "@amends/server/compose";
import type { ServerDeps } from "@amends/server/deps";
import { largestLot, openDemoBatch } from "./open-demo-batch.ts";

const CASES_WANTED = 48;
/** Of the latest orders, because windows are open there; every third, so that most orders of a day are quiet. */
const ORDERS_LOOKED_AT = 480;
const EVERY = 3;
const PAST_MS = 21 * DAY_MS;

/** Lets the buyers and the staff of one demo shop do what they do. */
export const playShop = async (
  { deps, worker }: Pick<ComposedServer, "deps" | "worker">,
  writerUrl: string,
  operationId: OperationId,
  shop: DemoShop,
): Promise<number> => {
  const latest = shop.records.flatMap(record => (record.kind === "order" ? [record] : [])).slice(-ORDERS_LOOKED_AT);
  const isGuests = new Set(
    latest
      .filter(({ customerExternalId }) => customerExternalId === demoGuest(shop.operation.code))
      .map(({ externalOrderNo }) => externalOrderNo),
  );
  const numbers = latest.map(({ externalOrderNo }) => externalOrderNo);
  const orders = await idsOf(
    writerUrl,
    operationId,
    numbers.filter((number, index) => index % EVERY === 0 || isGuests.has(number)),
  );
  const chance = createChance(DEMO_SEED).fork(`cases of ${shop.operation.code}`);
  const cast = await castOf(deps, operationId, shop);
  const until = deps.clock();
  // Of every age alike: who went through them in order would have enough before the second week. The buyer whose link is printed comes first, and has cases.
  const mixed = orders
    .map(order => ({ order, place: isGuests.has(order.externalOrderNo) ? -1 : chance.between(0, 1_000_000) }))
    .toSorted((left, right) => left.place - right.place);
  const lot = shop.operation.kind === "group_buy" ? largestLot(shop, ORDERS_LOOKED_AT) : null;
  const [bought] = lot === null ? [] : await idsOf(writerUrl, operationId, lot.orderNos);
  const opened = await worker.whileHeld(work => {
    const past = createPast(deps.filing, work, addMs(until, -PAST_MS));
    return playCases(
      { reads: deps.reads, past, evidence: deps.evidence },
      mixed.map(({ order }) => order),
      cast,
      { wanted: CASES_WANTED, until },
      chance,
    );
  });
  if (lot !== null && bought !== undefined)
    await openDemoBatch(deps, { operationId, accountId: cast.accountOf("agent"), orderId: bought.orderId, batchNo: lot.batchNo });
  return opened;
};

type NumberedOrder = KnownOrder & { readonly externalOrderNo: string };

const idsOf = async (writerUrl: string, operationId: OperationId, numbers: readonly string[]): Promise<readonly NumberedOrder[]> => {
  const { store, close } = openImportStore(writerUrl);
  try {
    const wanted = numbers.map(externalOrderNo => ({ source: "demo", externalOrderNo }));
    const { orders } = await store.load(operationId, { sellers: [], receivers: [], customers: [], skus: [], orders: wanted });
    return orders.toSorted((left, right) => (left.externalOrderNo < right.externalOrderNo ? 1 : -1));
  } finally {
    await close();
  }
};

const castOf = async ({ identity }: ServerDeps, operationId: OperationId, { operation }: DemoShop): Promise<Cast> => {
  const accounts = new Map<string, AccountId>();
  for (const { role, email } of demoAccounts(operation)) {
    const account = await identity.accounts.findByEmail(operationId, email);
    if (account !== undefined) accounts.set(role, account.accountId);
  }
  return {
    operationId,
    accountOf: role => {
      const accountId = accounts.get(role);
      if (accountId === undefined) throw new Error(`broken invariant: the demo has an account for ${role}`);
      return accountId;
    },
  };
};
