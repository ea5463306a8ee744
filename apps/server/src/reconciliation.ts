import { isId } from "@amends/domain/kernel/ids";
import type { PaymentGateway } from "@amends/flows/gateway-ports";
import type { Policy } from "@amends/flows/policy-port";
import type { AskAgainPorts } from "@amends/flows/reconciliation/ask-again";
import type { CloseDayPorts, UsedGateways } from "@amends/flows/reconciliation/close-day";
import type { ReconciliationStore, StatementStore } from "@amends/flows/reconciliation/reconciliation-ports";
import type { SettleItemPorts } from "@amends/flows/reconciliation/settle-item";
import type { VerifyClosePorts } from "@amends/flows/reconciliation/verify-close";
import type { AlarmStore } from "@amends/flows/recourse-ports";
import type { ConfiguredPayments } from "@amends/gateways/configured/route-payments";
import type { BankBooks } from "@amends/gateways/sandbox-bank/bank-books";
import { createCloseStore } from "@amends/postgres/reconciliation/close-store";
import { createFactFinder } from "@amends/postgres/reconciliation/fact-finder";
import { createMoneyFacts } from "@amends/postgres/reconciliation/money-facts";
import { createReconciliationStore } from "@amends/postgres/reconciliation/reconciliation-store";
import { createStatementStore } from "@amends/postgres/reconciliation/statement-store";
import { createCloseSigner, sha256Hashing } from "@amends/vault/close-signer";
import type pg from "pg";
import { gatewayRoutes, routing } from "./reconciliation/gateway-routes.ts";
import { type ReconcileThread, reconcileInWorker } from "./reconciliation/reconcile-in-worker.ts";

export type Reconciliation = SettleItemPorts &
  AskAgainPorts &
  CloseDayPorts &
  VerifyClosePorts & {
    readonly statements: StatementStore;
    readonly reconciliation: ReconciliationStore;
    readonly importStatement: ReconcileThread["importStatement"];
    readonly policy: Pick<Policy, "operation">;
    /** What the sandbox bank has moved; null where money goes over real gateways alone. */
    readonly sandboxBooks: Pick<BankBooks, "statement"> | null;
  };

type Parts = {
  readonly pool: pg.Pool;
  readonly writerUrl: string;
  readonly masterKey: Uint8Array;
  readonly policy: Pick<Policy, "operation">;
  readonly configured: ConfiguredPayments | undefined;
  readonly payment: PaymentGateway;
  readonly alarms: AlarmStore;
  readonly sandboxBooks: Pick<BankBooks, "statement"> | null;
};

/** Statements of gateways against the books, what is left over, and the days that are signed. */
export const createReconciliation = (parts: Parts): Reconciliation => {
  const { pool, writerUrl, masterKey, policy, configured, payment, alarms, sandboxBooks } = parts;
  const facts = createMoneyFacts(pool);
  const routes = gatewayRoutes(configured);
  const { gatewayOf } = routing(routes);
  const prefixes = [...new Set(routes.routes.map(route => route.methodRefPrefix))];
  const usedGateways: UsedGateways = async ({ operationId, code }, span) => {
    const methods = await facts.methodsUsed(operationId, span, prefixes);
    return [...new Set(methods.flatMap(method => gatewayOf(method, code) ?? []))].sort();
  };
  return {
    ...{ policy, usedGateways, payment, alarms, sandboxBooks, hashing: sha256Hashing, signer: createCloseSigner(masterKey) },
    ...reconcileInWorker({ writerUrl, routes }),
    statements: createStatementStore(pool),
    reconciliation: createReconciliationStore(pool),
    factFinder: createFactFinder(pool),
    closes: createCloseStore(pool),
    askedFor: async ({ operationId }, factKey) => {
      const found = await facts.asked(operationId, factKey);
      if (found === null || !isId("effect", found.effectId)) return null;
      const { effectId, request, externalOrderNo } = found;
      if (request.kind !== "refund_tender" && request.kind !== "collect_payment" && request.kind !== "pay_compensation") return null;
      return { ...request, key: effectId, externalOrderNo, operationId };
    },
  };
};
