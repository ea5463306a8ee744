import type { MoneyFacts, ReconciliationStore, StatementStore } from "@amends/flows/reconciliation/reconciliation-ports";
import type { AlarmStore } from "@amends/flows/recourse-ports";
import pg from "pg";
import { createAlarmStore } from "../recourse/alarm-store.ts";
import { createMoneyFacts } from "./money-facts.ts";
import { createReconciliationStore } from "./reconciliation-store.ts";
import { createStatementStore } from "./statement-store.ts";

export type MatchStores = {
  readonly statements: StatementStore;
  readonly facts: MoneyFacts;
  readonly reconciliation: ReconciliationStore;
  readonly alarms: AlarmStore;
  readonly close: () => Promise<void>;
};

/** Stores with connections of their own, so that reading and matching never take one from the requests. */
export const openMatchStores = (writerUrl: string): MatchStores => {
  const pool = new pg.Pool({ connectionString: writerUrl, max: 2, application_name: "amends reconciliation" });
  return {
    statements: createStatementStore(pool),
    facts: createMoneyFacts(pool),
    reconciliation: createReconciliationStore(pool),
    alarms: createAlarmStore(pool),
    close: () => pool.end(),
  };
};
