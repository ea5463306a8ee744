import type { GatewayOf, ReconcilePorts } from "@amends/flows/reconciliation/reconcile-day";
import { type ConfiguredPayments, type PaymentRoute, routedTo } from "@amends/gateways/configured/route-payments";

/** What the sandbox bank's money is matched under. */
const SANDBOX_GATEWAY = "sandbox";

/** Which money goes over which gateway, as plain values: the thread that matches is given them. */
export type GatewayRoutes = {
  readonly names: readonly string[];
  readonly routes: readonly PaymentRoute[];
  /** Where money without a route goes; null where a person sees to it. */
  readonly rest: string | null;
  /** The merchant's number at each gateway whose settings name it. */
  readonly accounts: ReadonlyMap<string, string>;
};

export const gatewayRoutes = (configured: ConfiguredPayments | undefined): GatewayRoutes => {
  const rest = configured === undefined || configured.otherwise === "sandbox" ? SANDBOX_GATEWAY : null;
  const names = [...(configured?.gateways.keys() ?? []), ...(rest === null ? [] : [rest])];
  const accounts = new Map([...(configured?.gateways ?? [])].flatMap(([name, { account }]) => (account === null ? [] : [[name, account]])));
  return { names, routes: configured?.routes ?? [], rest, accounts };
};

export const routing = ({ names, routes, rest }: GatewayRoutes): Pick<ReconcilePorts, "gatewayOf" | "gatewaysOf"> => {
  const gatewayOf: GatewayOf = (method, code) => routedTo({ routes }, method, code) ?? rest;
  return { gatewayOf, gatewaysOf: () => names };
};
