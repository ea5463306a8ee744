import type { BenefitGateway } from "@amends/flows/gateway-ports";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { BenefitBooks } from "./sandbox-benefits.ts";

export const httpBenefitGateway = (url: string, options?: CallOptions): BenefitGateway => {
  const benefits = httpPartner(url, options);
  return { grant: request => benefits.ask("/benefits/grant", request) };
};

export const httpBenefitBooks = (url: string, options?: CallOptions): BenefitBooks => {
  const benefits = httpPartner(url, options);
  return {
    stopOffering: kind => benefits.read("/benefits/stop", { kind }),
    given: () => benefits.read("/benefits/given", {}),
  };
};
