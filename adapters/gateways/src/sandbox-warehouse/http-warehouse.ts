import type { WarehouseGateway } from "@amends/flows/gateway-ports";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { WarehouseBooks } from "./sandbox-warehouse.ts";

export const httpWarehouseGateway = (url: string, options?: CallOptions): WarehouseGateway => {
  const warehouse = httpPartner(url, options);
  return {
    reserve: request => warehouse.ask("/warehouse/reserve", request),
    release: reservation => warehouse.read("/warehouse/release", { reservation }),
    ship: request => warehouse.ask("/warehouse/ship", request),
    hold: request => warehouse.ask("/warehouse/hold", request),
  };
};

export const httpWarehouseBooks = (url: string, options?: CallOptions): WarehouseBooks => {
  const warehouse = httpPartner(url, options);
  return {
    setStock: (skuId, quantity) => warehouse.read("/warehouse/stock/set", { skuId, quantity }),
    recordDeparture: trackingNo => warehouse.read("/warehouse/departures", { trackingNo }),
    held: () => warehouse.read("/warehouse/held", {}),
    stockOf: skuId => warehouse.read("/warehouse/stock", { skuId }),
  };
};
