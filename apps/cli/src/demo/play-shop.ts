import { demoAccounts } from "@amends/demo/accounts";
import { createChance } from "@amends/demo/chance";
import type { Cast } from "@amends/demo/move-on";
import { type KnownOrder, playCases } from "@amends/demo/play-cases";
import { DEMO_SEED, type DemoShop } from "@amends/demo/world";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { openImportStore } from "@amends/postgres/orders/open-import-store";
import type { ServerDeps } from "@amends/server/deps";

const CASES_WANTED = 40;
/** Of the latest orders, because windows are open there; every third, so that most orders of a day are quiet. */
const ORDERS_LOOKED_AT = 360;
const EVERY = 3;

/** Lets the buyers and the staff of one demo shop do what they do. */
export const playShop = async (deps: ServerDeps, writerUrl: string, operationId: OperationId, shop: DemoShop): Promise<number> => {
  const numbers = shop.records.flatMap(record => (record.kind === "order" ? [record.externalOrderNo] : [])).slice(-ORDERS_LOOKED_AT);
  const orders = await idsOf(
    writerUrl,
    operationId,
    numbers.filter((_, index) => index % EVERY === 0),
  );
  const chance = createChance(DEMO_SEED).fork(`cases of ${shop.operation.code}`);
  return playCases(deps, orders, await castOf(deps, operationId, shop), CASES_WANTED, chance);
};

const idsOf = async (writerUrl: string, operationId: OperationId, numbers: readonly string[]): Promise<readonly KnownOrder[]> => {
  const { store, close } = openImportStore(writerUrl);
  try {
    const wanted = numbers.map(externalOrderNo => ({ source: "demo", externalOrderNo }));
    const { orders } = await store.load(operationId, { sellers: [], customers: [], skus: [], orders: wanted });
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
