import type { OrderChange } from "@amends/domain/case/effect";
import { isId, type OperationId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Routes } from "../sandbox/http-shell.ts";
import { SandboxMisused } from "../sandbox/partner.ts";
import { effectIdIn, type Fields, fieldsOf, textIn } from "../sandbox/request-fields.ts";
import type { CatalogueItem } from "./catalogue.ts";
import type { SandboxOrderSystem } from "./sandbox-order-system.ts";

export const orderSystemRoutes = (orders: SandboxOrderSystem): Routes => ({
  "/orders/amend": fields =>
    orders.amend({
      key: effectIdIn(fields, "key"),
      source: textIn(fields, "source"),
      externalOrderNo: textIn(fields, "externalOrderNo"),
      change: given<OrderChange>(fields, "change"),
      order: given<OrderFacts>(fields, "order"),
    }),
  "/orders/put": fields => orders.putOrder(given<OrderFacts>(fields, "order")),
  "/orders/order": fields =>
    orders.order({
      operationId: operationIdIn(fields),
      source: textIn(fields, "source"),
      externalOrderNo: textIn(fields, "externalOrderNo"),
    }),
  "/orders/items": fields => orders.listItem(operationIdIn(fields), given<CatalogueItem>(fields, "item")),
});

/** Order facts are large and were checked at import; here only that something was given. A wrong shape breaks an assertion and books nothing. */
const given = <T>(fields: Fields, name: string): T => fieldsOf(fields[name]) as T;

const operationIdIn = (fields: Fields): OperationId => {
  const value = textIn(fields, "operationId");
  if (!isId("operation", value)) throw new SandboxMisused("field operationId must be the id of an operation");
  return value;
};
