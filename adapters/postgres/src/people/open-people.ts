import type { CustomerId, OperationId } from "@amends/domain/kernel/ids";
import type { FindPerson } from "@amends/flows/erase-customer";
import type { PersonStore } from "@amends/flows/personal-data-ports";
import pg from "pg";
import { findCustomer, findCustomerByExternalId } from "./find-customers.ts";
import { createPersonStore } from "./person-store.ts";

export type OpenPeople = {
  readonly persons: PersonStore;
  readonly findPerson: FindPerson;
  readonly findCustomerId: (operationId: OperationId, externalId: string) => Promise<CustomerId | null>;
  readonly close: () => Promise<void>;
};

/** For commands that start, do one thing to one person and end. */
export const openPeople = (writerUrl: string): OpenPeople => {
  const pool = new pg.Pool({ connectionString: writerUrl, max: 1 });
  return {
    persons: createPersonStore(pool),
    findPerson: async (scope, customerId) => (await findCustomer(pool, scope, customerId))?.personId ?? null,
    findCustomerId: async (operationId, externalId) =>
      (await findCustomerByExternalId(pool, { kind: "operation", operationId }, externalId))?.profile.customerId ?? null,
    close: () => pool.end(),
  };
};
