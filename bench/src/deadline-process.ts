import { httpPaymentGateway } from "@amends/gateways/sandbox-bank/http-bank";
import { createSandboxBenefits } from "@amends/gateways/sandbox-benefits/sandbox-benefits";
import { createSandboxCarrier } from "@amends/gateways/sandbox-carrier/sandbox-carrier";
import { createSandboxOrderSystem } from "@amends/gateways/sandbox-order-system/sandbox-order-system";
import { createSandboxWarehouse } from "@amends/gateways/sandbox-warehouse/sandbox-warehouse";
import { createSandboxWorkshop } from "@amends/gateways/sandbox-workshop/sandbox-workshop";
import { createFeedReader } from "@amends/postgres/feed/feed-reader";
import { createFeedStreams } from "@amends/server/feed-stream";
import { createMetrics } from "@amends/server/metrics";
import { startWorker } from "@amends/server/workers/worker";
import pg from "pg";
import { commandPortsOn, realNow } from "../../test/workers/case-world.ts";

/** One of several workers on one database, as a process that can be killed: `node deadline-process.ts <database> <bank>`. It ends when its input does. */
const [writerUrl = "", bankUrl = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: writerUrl, max: 8 });
const clock = { clock: realNow };
const carrier = createSandboxCarrier(clock);
const worker = startWorker({
  pool,
  writerUrl,
  ports: {
    ...commandPortsOn(pool, realNow),
    gateways: {
      payment: httpPaymentGateway(bankUrl),
      carrier,
      warehouse: createSandboxWarehouse({ ...clock, issueWaybill: carrier.issueWaybill }),
      orderSystem: createSandboxOrderSystem(clock),
      benefits: createSandboxBenefits(clock),
      repair: createSandboxWorkshop(clock),
    },
    storeOrderFacts: async () => undefined,
  },
  feed: createFeedStreams(createFeedReader(pool)),
  metrics: createMetrics(),
  onFault: (name, fault) => console.error(name, fault),
});
console.log(JSON.stringify({ base: bankUrl }));
process.stdin.resume().once("end", () => {
  worker.stop(5000).then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
