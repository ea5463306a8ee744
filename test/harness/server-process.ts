import { join } from "node:path";
import { instant } from "@amends/domain/kernel/time";
import { openGateways } from "@amends/gateways/configured/open-gateways";
import { httpPaymentGateway } from "@amends/gateways/sandbox-bank/http-bank";
import { httpBenefitGateway } from "@amends/gateways/sandbox-benefits/http-benefits";
import { httpCarrierGateway } from "@amends/gateways/sandbox-carrier/http-carrier";
import { httpOrderSystem } from "@amends/gateways/sandbox-order-system/http-order-system";
import { httpWarehouseGateway } from "@amends/gateways/sandbox-warehouse/http-warehouse";
import { httpRepairGateway } from "@amends/gateways/sandbox-workshop/http-workshop";
import { readPack } from "@amends/packs/read-pack";
import { composeServer } from "@amends/server/compose";
import type { ServerConfig } from "@amends/server/config";

/**
 * One of several servers on one database, as a process of its own: `node server-process.ts <options as JSON>`. Prints its address as one JSON line when it
 * listens; SIGTERM, or the end of the parent that forked it, ends it. Its clock stands still, or runs ahead of the time of the day.
 */
export type ServerProcessOptions = {
  readonly writerUrl: string;
  readonly readerUrl: string;
  readonly dataDir: string;
  readonly sandboxUrl: string;
  readonly now: number | { readonly aheadMs: number };
  /** Any free one by default. */
  readonly port?: number;
  /** With it the bank is a configured gateway that may call back. */
  readonly noticeSecret?: string;
  readonly config: Partial<ServerConfig>;
};

const {
  writerUrl,
  readerUrl,
  dataDir,
  sandboxUrl,
  now,
  config,
  port = 0,
  noticeSecret,
} = JSON.parse(process.argv[2] ?? "{}") as ServerProcessOptions;
const read = readPack(join(import.meta.dirname, "../../policies/base"));
if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));

const clock = () => instant(typeof now === "number" ? now : Date.now() + now.aheadMs);
const bankThatCallsBack = (secret: string) =>
  openGateways(
    { gateways: { bank: { kind: "sandbox", url: sandboxUrl, noticeSecret: { env: "SECRET" } } }, routes: [{ gateway: "bank" }] },
    () => secret,
    clock,
  );

const { server, stop } = await composeServer({
  writerUrl,
  readerUrl,
  dataDir,
  config,
  packs: new Map([["base", { base: read.source, overlays: [] }]]),
  clock,
  ...(noticeSecret === undefined ? {} : { payments: bankThatCallsBack(noticeSecret) }),
  gateways: {
    payment: httpPaymentGateway(sandboxUrl),
    carrier: httpCarrierGateway(sandboxUrl),
    warehouse: httpWarehouseGateway(sandboxUrl),
    orderSystem: httpOrderSystem(sandboxUrl),
    benefits: httpBenefitGateway(sandboxUrl),
    repair: httpRepairGateway(sandboxUrl),
  },
});
const base = await server.listen({ port, host: "127.0.0.1" });

const end = (): void => {
  stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once("SIGTERM", end);
process.once("disconnect", end);

process.stdout.write(`${JSON.stringify({ base })}\n`);
