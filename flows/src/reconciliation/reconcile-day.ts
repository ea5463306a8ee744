import type { OperationId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { spanOf } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";
import { matchLines } from "@amends/domain/reconciliation/match-lines";
import type { MoneyFact } from "@amends/domain/reconciliation/money-fact";
import { feeOfMatched, type OutcomeSums, openItems, outcomeSums } from "@amends/domain/reconciliation/open-item";
import { type ReconciliationRules, reconciliationRules, type StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import type { RunningOperation } from "../policy-port.ts";
import type { GatewayDay, MoneyFacts, PaymentMethod, ReconciliationStore, StatementStore, StoredFact } from "./reconciliation-ports.ts";

export type ReconcilePorts = {
  readonly statements: Pick<StatementStore, "inForce" | "lines">;
  readonly facts: MoneyFacts;
  readonly reconciliation: Pick<ReconciliationStore, "save" | "linksOf">;
  readonly gatewayOf: GatewayOf;
  /** The names of gateways an operation's money may go over. */
  readonly gatewaysOf: (operationCode: string) => readonly string[];
};

/** Where a movement was routed to, by the settings; null for what a person paid another way, or no gateway is set up for. */
export type GatewayOf = (method: PaymentMethod, operationCode: string) => string | null;

/** What reading and matching need of an operation, as plain values: another thread can be given them. */
export type MatchedOperation = {
  readonly operationId: OperationId;
  readonly code: string;
  readonly currency: Currency;
  readonly rules: { readonly [F in StatementFormat]: ReconciliationRules | null };
};

export type Reconciled =
  | { readonly kind: "matched"; readonly outcomes: OutcomeSums }
  | { readonly kind: "no_statement" }
  | { readonly kind: "no_rules" }
  | { readonly kind: "day_closed" };

export const rulesOf = ({ running }: RunningOperation, format: StatementFormat): ReconciliationRules | null =>
  reconciliationRules(running.pack, format);

export const matchedOperation = (operation: RunningOperation): MatchedOperation => ({
  ...{ operationId: operation.operationId, code: operation.code, currency: operation.facts.currency },
  rules: {
    ...{ alipay: rulesOf(operation, "alipay"), wechat_pay: rulesOf(operation, "wechat_pay"), stripe: rulesOf(operation, "stripe") },
    ...{ sandbox: rulesOf(operation, "sandbox"), csv: rulesOf(operation, "csv") },
  },
});

/** Matches the statement in force anew. Doing it again changes nothing; a later one finds what has become known meanwhile. */
export const reconcileDay = async (
  ports: ReconcilePorts,
  operation: MatchedOperation,
  day: GatewayDay,
  at: Instant,
): Promise<Reconciled> => {
  const statement = await ports.statements.inForce(day);
  if (statement === null) return { kind: "no_statement" };
  const rules = operation.rules[statement.format];
  if (rules === null) return { kind: "no_rules" };
  const { from, until } = spanOf(day.day, rules.zoneMinutes);
  const lines: GatewayLine[] = [];
  for await (const page of ports.statements.lines({ operationId: day.operationId, statementId: statement.statementId }))
    for (const line of page) lines.push(line);
  const facts: MoneyFact[] = [];
  for await (const page of ports.facts.forMatch(day, from, addMs(until, rules.carryMs)))
    for (const fact of page) facts.push(routed(ports, operation, fact));
  const links = await ports.reconciliation.linksOf(day);
  const findings = matchLines({ gateway: day.gateway, from, until, rules, lines, facts, links });
  const outcomes = outcomeSums(findings);
  const saved = await ports.reconciliation.save({
    ...day,
    statementId: statement.statementId,
    at,
    findings,
    items: openItems(findings),
    outcomes,
    feeMinor: feeOfMatched(findings),
    currency: operation.currency,
  });
  return saved === "closed" ? { kind: "day_closed" } : { kind: "matched", outcomes };
};

const routed = ({ gatewayOf }: ReconcilePorts, { code }: MatchedOperation, { method, ...fact }: StoredFact): MoneyFact => ({
  ...fact,
  gateway: method === null ? null : gatewayOf(method, code),
});
