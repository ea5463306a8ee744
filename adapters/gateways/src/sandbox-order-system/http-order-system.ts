import type { OrderSystem } from "@amends/flows/gateway-ports";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { OrderSystemBooks } from "./sandbox-order-system.ts";

export const httpOrderSystem = (url: string, options?: CallOptions): OrderSystem => {
  const orders = httpPartner(url, options);
  return { amend: request => orders.ask("/orders/amend", request) };
};

export const httpOrderSystemBooks = (url: string, options?: CallOptions): OrderSystemBooks => {
  const orders = httpPartner(url, options);
  return {
    putOrder: order => orders.read("/orders/put", { order }),
    order: name => orders.read("/orders/order", name),
    listItem: (operationId, item) => orders.read("/orders/items", { operationId, item }),
  };
};
