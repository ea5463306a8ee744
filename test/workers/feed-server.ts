import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { addMs } from "@amends/domain/kernel/time";
import { commandCase } from "@amends/flows/command-case";
import { createSandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
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
import { commandPortsOn, makeCase, realNow, type World } from "./case-world.ts";

/**
 * A server of its own, for tests that kill one: workers, the feed as server-sent events (`GET /feed`), and writers (`POST /write?writers=32&each=20`)
 * that file cases and change them. Prints one JSON line when it listens.
 */
const [writerUrl, worldText, aheadMs = "0"] = process.argv.slice(2);
if (writerUrl === undefined || worldText === undefined)
  throw new Error("usage: feed-server.ts <writer url> <world as JSON> [<milliseconds its clock is ahead>]");
const world = JSON.parse(worldText) as World;
const now = () => addMs(realNow(), Number(aheadMs));

const pool = new pg.Pool({ connectionString: writerUrl, max: 20 });
const carrier = createSandboxCarrier({ clock: now });
const streams = createFeedStreams(createFeedReader(pool));
const ports = commandPortsOn(pool, now);
const worker = startWorker({
  pool,
  writerUrl,
  feed: streams,
  metrics: createMetrics(),
  onFault: (name, fault) => console.error(name, fault),
  ports: {
    ...ports,
    storeOrderFacts: async () => undefined,
    gateways: {
      payment: createSandboxBank({ clock: now }),
      carrier,
      warehouse: createSandboxWarehouse({ clock: now, issueWaybill: carrier.issueWaybill }),
      orderSystem: createSandboxOrderSystem({ clock: now }),
      benefits: createSandboxBenefits({ clock: now }),
      repair: createSandboxWorkshop({ clock: now }),
    },
  },
});

const { operationId } = world;
const staff = { role: "supervisor", operationId, accountId: "account_000000000000000000000000" } as const;

/** Every other case pays at once, so that effects, answers and endings are in the feed too; the rest fall due in no server's time. */
const write = async (each: number): Promise<void> => {
  for (let round = 0; round < each; round += 1) {
    const { caseId } = await makeCase(pool, world, { template: round % 2 === 0 ? "refund" : "dispose", at: now() });
    worker.committed();
    const command = { kind: "judge_reason", judgedReason: "quality" } as const;
    await commandCase(
      { ...ports, committed: worker.committed },
      {
        principal: staff,
        caseId,
        command,
        ifVersion: null,
        idempotency: null,
        endsEffect: null,
        answer: () => ({ status: 204, response: "" }),
      },
    );
  }
};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/write") {
    const count = (name: string) => Number(url.searchParams.get(name));
    Promise.all(Array.from({ length: count("writers") }, () => write(count("each")))).then(
      () => response.end("written"),
      error => response.writeHead(500).end(String(error)),
    );
    return;
  }
  const last = request.headers["last-event-id"];
  const ask = {
    scope: { kind: "operation", operationId },
    caller: "test",
    caseId: null,
    after: typeof last === "string" ? Number(last) : null,
  } as const;
  streams.open(ask).then(stream => {
    if (stream === null) return response.writeHead(429).end();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.on("close", () => stream.destroy());
    return stream.pipe(response);
  });
});

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));

process.once("SIGTERM", async () => {
  streams.close();
  server.close();
  server.closeAllConnections();
  await worker.stop(5000);
  await pool.end();
  process.exit(0);
});
