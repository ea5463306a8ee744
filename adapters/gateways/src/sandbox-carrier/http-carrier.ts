import type { CarrierGateway } from "@amends/flows/gateway-ports";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { CarrierBooks } from "./sandbox-carrier.ts";

export const httpCarrierGateway = (url: string, options?: CallOptions): CarrierGateway => {
  const carrier = httpPartner(url, options);
  return {
    intercept: request => carrier.ask("/carrier/intercept", request),
    trace: request => carrier.ask("/carrier/trace", request),
    bookPickup: request => carrier.ask("/carrier/pickups/book", request),
    cancelPickup: request => carrier.ask("/carrier/pickups/cancel", request),
  };
};

export const httpCarrierBooks = (url: string, options?: CallOptions): CarrierBooks => {
  const carrier = httpPartner(url, options);
  return {
    advance: scan => carrier.read("/carrier/advance", scan),
    issueWaybill: key => carrier.read("/carrier/waybill", { key }),
    setPickupCapacity: perSlot => carrier.read("/carrier/capacity", { perSlot }),
    setPickupFee: feeMinor => carrier.read("/carrier/pickup-fee", { feeMinor }),
    parcel: trackingNo => carrier.read("/carrier/parcel", { trackingNo }),
    pickups: () => carrier.read("/carrier/pickups", {}),
  };
};
