import type { RepairGateway } from "@amends/flows/gateway-ports";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { WorkshopBooks } from "./sandbox-workshop.ts";

export const httpRepairGateway = (url: string, options?: CallOptions): RepairGateway => {
  const workshop = httpPartner(url, options);
  return {
    orderRepair: request => workshop.ask("/workshop/repairs", request),
    bookVisit: request => workshop.ask("/workshop/visits/book", request),
  };
};

export const httpWorkshopBooks = (url: string, options?: CallOptions): WorkshopBooks => {
  const workshop = httpPartner(url, options);
  return {
    setCapacity: capacity => workshop.read("/workshop/capacity", capacity),
    jobs: () => workshop.read("/workshop/jobs", {}),
    visits: () => workshop.read("/workshop/visits", {}),
  };
};
