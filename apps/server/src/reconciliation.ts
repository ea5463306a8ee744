import type { StatementMapping } from "@amends/contract/import/statement-mapping";
import { isId, type Shard } from "@amends/domain/kernel/ids";
import type { PaymentGateway } from "@amends/flows/gateway-ports";
import type { Policy } from "@amends/flows/policy-port";
import type { CloseDayPorts } from "@amends/flows/reconciliation/close-day";
import type { ImportStatementPorts } from "@amends/flows/reconciliation/import-statement";
import type { GatewayOf } from "@amends/flows/reconciliation/reconcile-day";
import type { ReconciliationStore, StatementReader } from "@amends/flows/reconciliation/reconciliation-ports";
import type { AskAgainPorts, SettleItemPorts } from "@amends/flows/reconciliation/settle-item";
import type { VerifyClosePorts } from "@amends/flows/reconciliation/verify-close";
import type { AlarmStore } from "@amends/flows/recourse-ports";
import { type ConfiguredPayments, routedTo } from "@amends/gateways/configured/route-payments";
import type { BankBooks } from "@amends/gateways/sandbox-bank/bank-books";
import { readStatement } from "@amends/importers/statements/read-statement";
import { createCloseStore } from "@amends/postgres/reconciliation/close-store";
import { createMoneyFacts } from "@amends/postgres/reconciliation/money-facts";
import { createReconciliationStore } from "@amends/postgres/reconciliation/reconciliation-store";
import { createStatementStore } from "@amends/postgres/reconciliation/statement-store";
import { createCloseSigner, sha256Hashing } from "@amends/vault/close-signer";
import { newId } from "@amends/vault/new-id";
import type pg from "pg";

export type Reconciliation = ImportStatementPorts &
  SettleItemPorts &
  AskAgainPorts &
  CloseDayPorts &
  VerifyClosePorts & {
    readonly reconciliation: ReconciliationStore;
    readonly policy: Pick<Policy, "operation">;
    readonly readerFor: (mapping: StatementMapping | null) => StatementReader;
    /** What the sandbox bank has moved; null where money goes over real gateways alone. */
    readonly sandboxBooks: Pick<BankBooks, "statement"> | null;
  };

/** What the sandbox bank's money is matched under. */
export const SANDBOX_GATEWAY = "sandbox";

type Parts = {
  readonly pool: pg.Pool;
  readonly masterKey: Uint8Array;
  readonly policy: Pick<Policy, "operation">;
  readonly configured: ConfiguredPayments | undefined;
  readonly payment: PaymentGateway;
  readonly alarms: AlarmStore;
  readonly sandboxBooks: Pick<BankBooks, "statement"> | null;
};

/** Statements of gateways against the books, what is left over, and the days that are signed. */
export const createReconciliation = ({ pool, masterKey, policy, configured, payment, alarms, sandboxBooks }: Parts): Reconciliation => {
  const { asked, ...facts } = createMoneyFacts(pool);
  const rest = configured === undefined || configured.otherwise === "sandbox" ? SANDBOX_GATEWAY : null;
  const gatewayOf: GatewayOf = (request, { operationId, code, externalOrderNo }) => {
    if (request.kind !== "refund_tender" && request.kind !== "collect_payment" && request.kind !== "pay_compensation") return null;
    const name = configured === undefined ? null : routedTo(configured, { ...request, operationId, externalOrderNo }, code);
    return name ?? rest;
  };
  const names = [...(configured?.gateways.keys() ?? []), ...(rest === null ? [] : [rest])];
  return {
    ...{ policy, facts, gatewayOf, payment, alarms, sandboxBooks, hashing: sha256Hashing, signer: createCloseSigner(masterKey) },
    gatewaysOf: () => names,
    statements: createStatementStore(pool),
    reconciliation: createReconciliationStore(pool),
    closes: createCloseStore(pool),
    newStatementId: () => newId("statement", 0 as Shard),
    readerFor: mapping => (chunks, ask) => readStatement(chunks, { ...ask, mapping }),
    askedFor: async ({ operationId }, factKey) => {
      const found = await asked(operationId, factKey);
      if (found === null || !isId("effect", found.effectId)) return null;
      const { effectId, request, externalOrderNo } = found;
      if (request.kind !== "refund_tender" && request.kind !== "collect_payment" && request.kind !== "pay_compensation") return null;
      return { ...request, key: effectId, externalOrderNo, operationId };
    },
  };
};
