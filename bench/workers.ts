import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { createSandboxBenefits } from "@amends/gateways/sandbox-benefits/sandbox-benefits";
import { createSandboxCarrier } from "@amends/gateways/sandbox-carrier/sandbox-carrier";
import { createSandboxOrderSystem } from "@amends/gateways/sandbox-order-system/sandbox-order-system";
import { createSandboxWarehouse } from "@amends/gateways/sandbox-warehouse/sandbox-warehouse";
import { createSandboxWorkshop } from "@amends/gateways/sandbox-workshop/sandbox-workshop";
import { createFeedReader } from "@amends/postgres/feed/feed-reader";
import { migrate } from "@amends/postgres/migrate";
import { ensureDatabase, ensureRoles, roleUrls, urlFor } from "@amends/postgres/server/roles";
import { startEmbedded } from "@amends/postgres/server/start-embedded";
import { createNotifier } from "@amends/postgres/wake/notifier";
import { withClient } from "@amends/postgres/with-client";
import { createFeedStreams } from "@amends/server/feed-stream";
import { createMetrics } from "@amends/server/metrics";
import { startWorker, type Worker } from "@amends/server/workers/worker";
import pg from "pg";
import { commandPortsOn, createWorld, makeCase, realNow } from "../test/workers/case-world.ts";

/**
 * How quickly the work behind the counter is done, on a durable embedded server: from a commit to the call of the partner (own commit, and another
 * server's), from a commit to the event stream, and refunds a second from a full queue. Usage: node bench/workers.ts [rounds] [queue]
 */
const [rounds = 300, queued = 3000] = process.argv.slice(2).map(Number);
const PASSWORDS = { owner: "owner", writer: "writer", reader: "reader" };

const folder = await mkdtemp(join(tmpdir(), "amends-bench-"));
const embedded = await startEmbedded({ dataDir: folder });
await withClient(embedded.url, async admin => {
  await ensureRoles(admin, PASSWORDS);
  await ensureDatabase(admin, "bench");
});
const { ownerUrl, writerUrl } = roleUrls(
  urlFor(embedded.url, new URL(embedded.url).username, decodeURIComponent(new URL(embedded.url).password), "bench"),
  PASSWORDS,
);
await migrate(ownerUrl);
const pool = new pg.Pool({ connectionString: writerUrl, max: 16 });
const world = await createWorld(pool, 64);
const ports = commandPortsOn(pool, realNow);

let called = (): void => undefined;
const start = (): { readonly worker: Worker; readonly streams: ReturnType<typeof createFeedStreams> } => {
  const bank = createSandboxBank({ clock: realNow });
  const carrier = createSandboxCarrier({ clock: realNow });
  const streams = createFeedStreams(createFeedReader(pool));
  const payment = {
    ...bank,
    refund: (request: Parameters<typeof bank.refund>[0]) => {
      called();
      return bank.refund(request);
    },
  };
  const gateways = {
    payment,
    carrier,
    warehouse: createSandboxWarehouse({ clock: realNow, issueWaybill: carrier.issueWaybill }),
    orderSystem: createSandboxOrderSystem({ clock: realNow }),
    benefits: createSandboxBenefits({ clock: realNow }),
    repair: createSandboxWorkshop({ clock: realNow }),
  };
  const worker = startWorker({
    pool,
    writerUrl,
    ports: { ...ports, gateways, storeOrderFacts: async () => undefined },
    feed: streams,
    metrics: createMetrics(),
    onFault: (name, fault) => console.error(name, fault),
  });
  return { worker, streams };
};

const report = (what: string, times: readonly number[]): void => {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
  console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} times)`);
};

const latencies = async (wake: () => void, arrives: (seen: () => void) => void): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await makeCase(pool, world, { template: "refund", at: realNow() });
    const seen = new Promise<void>(resolve => arrives(resolve));
    const from = performance.now();
    wake();
    await seen;
    times.push(performance.now() - from);
    await sleep(40);
  }
  return times;
};

const { worker, streams } = start();
await sleep(1000);
const onCall = (seen: () => void) => {
  called = seen;
};
report("own commit to the partner's call", await latencies(worker.committed, onCall));
const notifier = createNotifier({ url: writerUrl, origin: "another", onFault: () => undefined });
await sleep(200);
report("another server's commit to the partner's call", await latencies(() => notifier.tell("work"), onCall));

const { operationId } = world;
const stream = await streams.open({ scope: { kind: "operation", operationId }, caller: "bench", caseId: null, after: null });
let heard = (): void => undefined;
stream?.on("data", () => heard());
called = () => undefined;
report(
  "commit to the event stream",
  await latencies(worker.committed, seen => {
    heard = seen;
  }),
);
stream?.destroy();
await notifier.close();
await worker.stop(5000);

for (let made = 0; made < queued; made += 50)
  await Promise.all(Array.from({ length: 50 }, () => makeCase(pool, world, { template: "refund", at: realNow() })));
await pool.query("vacuum analyze").catch(() => undefined);
const cpu = process.cpuUsage();
const from = performance.now();
const busy = start();
let left = queued;
while (left > 0) {
  await sleep(20);
  left = (await pool.query("select count(*)::int as n from effects where status = 'pending'")).rows[0].n;
}
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(cpu);
console.log(`processor time here, bank included: ${((user + system) / 1000 / queued).toFixed(2)} ms a refund`);
console.log(`refunds from a full queue: ${Math.round(queued / seconds)} a second (${queued} in ${seconds.toFixed(1)} s, start included)`);
await busy.worker.stop(5000);
await pool.end();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
