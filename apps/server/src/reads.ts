import type { FilingPorts } from "@amends/flows/file-case";
import type { ReadPorts } from "@amends/flows/read-ports";
import { listSkus } from "@amends/postgres/catalogue/find-skus";
import { findCustomer, findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { createPersonStore } from "@amends/postgres/people/person-store";
import { createReaders } from "@amends/postgres/reader/create-readers";
import { findReturnBooks } from "@amends/postgres/return-places/find-books";
import { createStuckWork } from "@amends/postgres/stuck/find-stuck";
import type pg from "pg";
import type { ViewRecorder } from "./view-recorder.ts";

type Given = {
  readonly pool: pg.Pool;
  readonly readerPool: pg.Pool;
  readonly filing: Pick<FilingPorts, "policy" | "personalData" | "cases">;
  readonly viewed: ViewRecorder["viewed"];
  readonly handlerNames: ReadPorts["handlerNames"];
};

/** What lists, details and search are drawn from. */
export const createReads = ({ pool, readerPool, filing, viewed, handlerNames }: Given): ReadPorts => ({
  ...createReaders(readerPool, pool),
  // Their balances lie beside what a filing is decided on, which is the writer's; each statement names its scope.
  customers: {
    find: (scope, customerId) => findCustomer(pool, scope, customerId),
    findByExternalId: (scope, externalId) => findCustomerByExternalId(pool, scope, externalId),
  },
  stuck: createStuckWork(pool),
  policy: filing.policy,
  personalData: { persons: createPersonStore(pool), cipher: filing.personalData, viewed },
  findPerson: async (scope, customerId) => (await findCustomer(pool, scope, customerId))?.personId ?? null,
  returnBooks: (operationId, sellerId) => findReturnBooks(pool, operationId, sellerId),
  loadOrder: filing.cases.loadOrder,
  pricesSince: filing.cases.pricesSince,
  handlerNames,
  listSkus: (scope, productId) => listSkus(pool, scope, productId),
});
