import type { EffectRequest } from "@amends/domain/case/effect";
import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { spanOf } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";
import { matchLines } from "@amends/domain/reconciliation/match-lines";
import type { MoneyFact } from "@amends/domain/reconciliation/money-fact";
import { type OutcomeSums, openItems, outcomeSums } from "@amends/domain/reconciliation/open-item";
import { type ReconciliationRules, reconciliationRules, type StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import type { RunningOperation } from "../policy-port.ts";
import type { GatewayDay, MoneyFacts, ReconciliationStore, StatementStore, StoredFact } from "./reconciliation-ports.ts";

export type ReconcilePorts = {
  readonly statements: Pick<StatementStore, "inForce" | "lines">;
  readonly facts: MoneyFacts;
  readonly reconciliation: Pick<ReconciliationStore, "save" | "linksOf">;
  readonly gatewayOf: GatewayOf;
  /** The names of gateways an operation's money may go over. */
  readonly gatewaysOf: (operationCode: string) => readonly string[];
};

/** Where a movement was routed to, by the settings; null for what a person paid another way, or no gateway is set up for. */
export type GatewayOf = (
  request: EffectRequest,
  asked: { readonly operationId: OperationId; readonly code: string; readonly externalOrderNo: string },
) => string | null;

export type Reconciled =
  | { readonly kind: "matched"; readonly outcomes: OutcomeSums }
  | { readonly kind: "no_statement" }
  | { readonly kind: "no_rules" }
  | { readonly kind: "day_closed" };

export const rulesOf = ({ running }: RunningOperation, format: StatementFormat): ReconciliationRules | null =>
  reconciliationRules(running.pack, format);

/** Matches the statement in force anew. Doing it again changes nothing; a later one finds what has become known meanwhile. */
export const reconcileDay = async (
  ports: ReconcilePorts,
  operation: RunningOperation,
  day: GatewayDay,
  at: Instant,
): Promise<Reconciled> => {
  const statement = await ports.statements.inForce(day);
  if (statement === null) return { kind: "no_statement" };
  const rules = rulesOf(operation, statement.format);
  if (rules === null) return { kind: "no_rules" };
  const { from, until } = spanOf(day.day, rules.zoneMinutes);
  const lines: GatewayLine[] = [];
  for await (const page of ports.statements.lines({ operationId: day.operationId, statementId: statement.statementId }))
    lines.push(...page);
  const [stored, links] = await Promise.all([
    ports.facts.forMatch(day, from, addMs(until, rules.carryMs)),
    ports.reconciliation.linksOf(day),
  ]);
  const facts = stored.map(fact => routed(ports, operation, fact));
  const findings = matchLines({ gateway: day.gateway, from, until, rules, lines, facts, links });
  const outcomes = outcomeSums(findings);
  const saved = await ports.reconciliation.save({
    ...day,
    statementId: statement.statementId,
    at,
    findings,
    items: openItems(findings),
    outcomes,
  });
  return saved === "closed" ? { kind: "day_closed" } : { kind: "matched", outcomes };
};

export const routed = (
  { gatewayOf }: Pick<ReconcilePorts, "gatewayOf">,
  { operationId, code }: RunningOperation,
  { request, ...fact }: StoredFact,
): MoneyFact => ({
  ...fact,
  gateway: request === null ? null : gatewayOf(request, { operationId, code, externalOrderNo: fact.orderNo }),
});
