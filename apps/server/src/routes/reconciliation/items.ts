import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/reconciliation/items";
import { civilDay } from "@amends/domain/reconciliation/civil-day";
import { operationInForce } from "@amends/flows/operation-in-force";
import { askGatewayAgain } from "@amends/flows/reconciliation/ask-again";
import { findCandidates } from "@amends/flows/reconciliation/find-candidates";
import { confirmItem, type ItemSettled, settleItem, undoItem } from "@amends/flows/reconciliation/settle-item";
import { actorOf } from "@amends/flows/scope";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { shownFact, shownItem } from "./shown.ts";

type Deps = Pick<ServerDeps, "reconciliation">;

/** What did not match, and what people of finance do about it. */
export const reconciliationItemRoutes = ({ reconciliation: ports }: Deps) => ({
  listReconciliationItems: mount(
    route.listReconciliationItems,
    async ({ scope, query: { cursor, limit, status, day = null, gateway = null, outcome = null } }) => {
      const after = itemKeyOf(cursor);
      const found = await ports.reconciliation.items(scope, { day, gateway, outcome, status }, { after, most: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.day, last.gateway, last.itemKey]) : null;
      return answer(200, { items: items.map(shownItem), nextCursor });
    },
  ),
  explainReconciliationItem: mount(route.explainReconciliationItem, async ({ principal, scope, body: { gateway, itemKey, note } }) => {
    const name = { gateway, itemKey };
    const isTaken = await ports.reconciliation.explain(scope, name, { ownerId: actorOf(principal).id, note });
    const item = await ports.reconciliation.item(scope, name);
    if (item === null) return refuse("not_found", { id: itemKey });
    return isTaken ? answer(200, shownItem(item)) : refuse("item_settled", { itemKey });
  }),
  settleReconciliationItem: mount(
    route.settleReconciliationItem,
    async ({ principal, scope, body: { gateway, itemKey, resolution, linkTo = null, note = null }, now }) => {
      const operation = await operationInForce(ports.policy, scope.operationId, now);
      const how = { by: actorOf(principal).id, at: now };
      return settledAnswer(await settleItem(ports, operation, scope, { gateway, itemKey }, { resolution, linkTo, note }, how), itemKey);
    },
  ),
  confirmReconciliationItem: mount(route.confirmReconciliationItem, async ({ principal, scope, body: { gateway, itemKey }, now }) => {
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    return settledAnswer(await confirmItem(ports, operation, scope, { gateway, itemKey }, { by: actorOf(principal).id, at: now }), itemKey);
  }),
  undoReconciliationItem: mount(route.undoReconciliationItem, async ({ scope, body: { gateway, itemKey }, now }) => {
    const operation = await operationInForce(ports.policy, scope.operationId, now);
    return settledAnswer(await undoItem(ports, operation, scope, { gateway, itemKey }, now), itemKey);
  }),
  listLinkCandidates: mount(route.listLinkCandidates, async ({ scope, query: { gateway, itemKey, q = null } }) => {
    const found = await findCandidates(ports, scope, { gateway, itemKey }, q);
    if (found === null) return refuse("not_found", { id: itemKey });
    return answer(200, { facts: found.facts.map(shownFact), lines: found.lines.map(shownItem) });
  }),
  askGatewayOfItem: mount(route.askGatewayOfItem, async ({ scope, body: { gateway, itemKey }, now }) => {
    const name = { gateway, itemKey };
    const said = await askGatewayAgain(ports, scope, name, now);
    const item = await ports.reconciliation.item(scope, name);
    if (said.kind === "not_found" || item === null) return refuse("not_found", { id: itemKey });
    return said.kind === "nothing_asked" ? refuse("item_nothing_asked", { itemKey }) : answer(200, shownItem(item));
  }),
});

const itemKeyOf = (cursor: string | undefined): readonly [string, string, string] | null => {
  const [day, gateway, itemKey] = keyOfCursor(cursor);
  const isKey = typeof day === "string" && civilDay(day) !== null && typeof gateway === "string" && typeof itemKey === "string";
  return isKey ? [day, gateway, itemKey] : null;
};

const settledAnswer = (settled: ItemSettled, itemKey: string) => {
  switch (settled.kind) {
    case "done":
      return answer(200, shownItem(settled.item));
    case "not_found":
      return refuse("not_found", { id: itemKey });
    case "rejected":
      return refuse(settled.code, { itemKey });
  }
};
