import { refuse } from "@amends/contract/errors";
import { readStatementMapping, type StatementMapping } from "@amends/contract/import/statement-mapping";
import * as route from "@amends/contract/routes/reconciliation/reconciliation";
import { spanOf } from "@amends/domain/reconciliation/civil-day";
import { operationInForce } from "@amends/flows/operation-in-force";
import type { RunningOperation } from "@amends/flows/policy-port";
import { closeDay } from "@amends/flows/reconciliation/close-day";
import type { StatementImported } from "@amends/flows/reconciliation/import-statement";
import { matchedOperation } from "@amends/flows/reconciliation/reconcile-day";
import { verifyClose } from "@amends/flows/reconciliation/verify-close";
import { actorOf } from "@amends/flows/scope";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { shownClose, shownImport, shownOutcomes, shownStatement, shownUnderWay } from "./shown.ts";

type Deps = Pick<ServerDeps, "reconciliation">;

export const reconciliationRoutes = ({ reconciliation: ports }: Deps) => ({
  importStatement: mount(route.importStatement, async ({ principal, scope, query: { gateway, format, day, mapping }, body, now }) => {
    const read = mappingOf(format, mapping);
    if (read.kind === "refused") return refuse("statement_mapping_refused", { problems: read.problems });
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    const file = { gateway, format, day, mapping: read.mapping, by: actorOf(principal).id };
    const imported = await ports.importStatement(matchedOperation(operation), file, body, now);
    return importAnswer(imported, { gateway, format, day }, operation);
  }),
  listStatements: mount(route.listStatements, async ({ scope, query: { cursor, limit, day = null, gateway = null }, now }) => {
    const { facts } = await operationInForce(ports.policy, scope.operationId, now);
    const [at, id] = keyOfCursor(cursor);
    const after = typeof at === "number" && typeof id === "string" ? ([at, id] as const) : null;
    const found = await ports.statements.list(scope, { day, gateway }, { after, most: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.importedAt, last.statementId]) : null;
    return answer(200, { items: items.map(statement => shownStatement(statement, facts.currency)), nextCursor });
  }),
  listStatementsUnderWay: mount(route.listStatementsUnderWay, async ({ scope, now }) => {
    const found = await ports.statements.underWay(scope, now);
    return answer(200, { items: found.map(shownUnderWay) });
  }),
  matchDay: mount(route.matchDay, async ({ scope, params: { day }, body: { gateway }, now }) => {
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    const done = await ports.matchDay(matchedOperation(operation), { operationId: scope.operationId, gateway, day }, now);
    switch (done.kind) {
      case "matched":
        return answer(200, { outcomes: shownOutcomes(done.outcomes, operation.facts.currency) });
      case "no_statement":
        return refuse("statement_missing", { gateway, day });
      case "no_rules":
        return refuse("reconciliation_rules_missing", { format: gateway });
      case "day_closed":
        return refuse("statement_day_closed", { gateway, day });
    }
  }),
  showReconciliationDay: mount(route.showReconciliationDay, async ({ scope, params: { day }, now }) => {
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    const { currency, zone } = operation.facts;
    const { operationId } = scope;
    const [matched, items, close, used] = await Promise.all([
      ports.reconciliation.matchedOn(operationId, day),
      ports.reconciliation.openItemsUpTo(operationId, day),
      ports.closes.find({ operationId, day }),
      ports.usedGateways(operation, spanOf(day, zone.offsetMinutes)),
    ]);
    const names = [...new Set([...used, ...matched.map(({ gateway }) => gateway)])].sort();
    const open = items.filter(item => item.outcome !== "carried" && item.status !== "settled");
    return answer(200, {
      day,
      gateways: names.map(gateway => {
        const statement = matched.find(found => found.gateway === gateway)?.statement;
        return { gateway, statement: statement === undefined ? null : shownStatement(statement, currency) };
      }),
      unsettled: open.length,
      unexplained: open.filter(({ ownerId, note }) => ownerId === null || note === null).length,
      close: close === null ? null : shownClose(close),
    });
  }),
  closeDay: mount(route.closeDay, async ({ principal, scope, params: { day }, now }) => {
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    const closed = await closeDay(ports, operation, day, { by: actorOf(principal).id, at: now });
    if (closed.kind === "closed") return answer(201, shownClose(closed.close));
    if (closed.kind === "books_moving") return refuse("close_books_moving", { day });
    const { code, about } = closed;
    switch (code) {
      case "close_earlier_open":
      case "close_statement_missing":
      case "close_items_open":
        return refuse(code, { day, about });
      case "close_exists":
      case "close_day_not_over":
      case "close_needs_another":
        return refuse(code, { day });
    }
  }),
  listCloses: mount(route.listCloses, async ({ scope }) => {
    const closes = await ports.closes.list(scope.operationId, CLOSES_SHOWN);
    const { keyId, publicKeyPem } = ports.signer;
    return answer(200, { closes: closes.map(shownClose), key: { keyId, publicKey: publicKeyPem } });
  }),
  verifyClose: mount(route.verifyClose, async ({ scope, params: { day }, now }) => {
    const faults = await verifyClose(ports, scope.operationId, day, now);
    return faults === null ? refuse("not_found", { id: day }) : answer(200, { isValid: faults.length === 0, faults: [...faults] });
  }),
});

const CLOSES_SHOWN = 400;

type MappingRead =
  | { readonly kind: "read"; readonly mapping: StatementMapping | null }
  | { readonly kind: "refused"; readonly problems: string };

const mappingOf = (format: string, text: string | undefined): MappingRead => {
  if (text === undefined)
    return format === "csv" ? { kind: "refused", problems: "the format csv needs a mapping" } : { kind: "read", mapping: null };
  const read = readStatementMapping(parsed(text));
  return read.ok ? { kind: "read", mapping: read.mapping } : { kind: "refused", problems: read.problems.join("; ") };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const importAnswer = (
  imported: StatementImported,
  { gateway, format, day }: { readonly gateway: string; readonly format: string; readonly day: string },
  { facts: { currency } }: RunningOperation,
) => {
  switch (imported.kind) {
    case "taken":
    case "known":
    case "refused":
      return answer(200, shownImport(imported, currency));
    case "no_rules":
      return refuse("reconciliation_rules_missing", { format });
    case "unknown_gateway":
      return refuse("gateway_unknown", { gateway, known: imported.known.join(", ") });
    case "day_not_over":
      return refuse("statement_day_not_over", { day });
    case "day_closed":
      return refuse("statement_day_closed", { gateway, day });
  }
};
