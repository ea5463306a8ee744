import type { OperationId } from "@amends/domain/kernel/ids";
import type { Gateways } from "@amends/flows/gateway-ports";
import type { GatewayNoticePorts } from "@amends/flows/receive-gateway-notice";
import { type ConfiguredPayments, routePayments } from "@amends/gateways/configured/route-payments";
import { createGatewayNoticeStore } from "@amends/postgres/gateway-notices/gateway-notice-store";
import { findOperation } from "@amends/postgres/operations/operations";
import type pg from "pg";
import type { Metrics } from "./metrics.ts";

export type PaymentsParts = {
  readonly pool: pg.Pool;
  readonly partners: Gateways;
  readonly configured: ConfiguredPayments | undefined;
  readonly metrics: Metrics;
  readonly onFault: (name: string, fault: unknown) => void;
  readonly woken: () => void;
};

/** The partners with the configured payment gateways put before their own, and who reads what those call back. */
export const createPayments = ({ pool, partners, configured, metrics, onFault, woken }: PaymentsParts) => {
  const counted = new Map<string, number>();
  metrics.registerGauge("amends_gateway_notices", "Call-backs of payment gateways since the start, by what became of them.", () =>
    [...counted].map(([name, value]) => {
      const [gateway = "", outcome = ""] = name.split(" ");
      return { labels: { gateway, outcome }, value };
    }),
  );
  const notices: GatewayNoticePorts = {
    readers: new Map([...(configured?.gateways ?? [])].map(([name, { reader }]) => [name, reader])),
    store: createGatewayNoticeStore(pool),
    woken,
    observed: (gateway, outcome) => {
      const name = `${gateway} ${outcome.kind === "alarmed" ? outcome.alarm : outcome.kind}`;
      counted.set(name, (counted.get(name) ?? 0) + 1);
      if (outcome.kind === "alarmed" && outcome.isNew)
        onFault("gateway call-back", new Error(`${gateway}: ${outcome.alarm} ${outcome.subject}`.trim()));
    },
  };
  const gateways: Gateways =
    configured === undefined ? partners : { ...partners, payment: routePayments(configured, partners.payment, operationCodes(pool)) };
  return { gateways, notices };
};

/** A code never changes, so it is asked for once. */
const operationCodes = (pool: pg.Pool): ((operationId: OperationId) => Promise<string | null>) => {
  const known = new Map<OperationId, string>();
  return async operationId => {
    const code = known.get(operationId) ?? (await findOperation(pool, operationId))?.code;
    if (code !== undefined) known.set(operationId, code);
    return code ?? null;
  };
};
