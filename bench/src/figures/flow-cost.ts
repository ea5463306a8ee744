import { atLeast, atMost, type Figure, rounded } from "../figure.ts";
import { returnOn } from "../flow.ts";
import { closedLoop } from "../load.ts";
import { cpuBetween, lookAtCpu } from "../machine.ts";
import { eventually, waitForRelay } from "../quiet.ts";
import type { House, Stage } from "../stage.ts";

/** As many as keep the machine busy: of a flow's time each caller spends the most waiting. */
const CALLERS = 64;
/** What runs all the time is compiled by then. */
const WARM_UP = 1500;

/** Whole returns over HTTP, until the bank has confirmed the last refund and every case has ended. */
export const flowCost = async (stage: Stage, house: House, flows: number): Promise<readonly Figure[]> => {
  const target = { base: house.shop.base, bearer: house.shop.bearer, count: CALLERS };
  const { admin } = house;
  const some = await house.shop.freshOrders(WARM_UP);
  await allEnded(house, async () => (await closedLoop(target, returnOn(some), 60_000, WARM_UP)).done);
  await waitForRelay(admin);
  const orders = await house.shop.freshOrders(flows);

  const { rows: statementsBefore } = await admin.query(STATEMENTS);
  const txBefore = await writingTransactions(house);
  const before = lookAtCpu(house.server.pid, stage.postgres.pid);
  const startedAt = performance.now();
  let failure: string | null = null;
  const done = await allEnded(house, async () => {
    const result = await closedLoop(target, returnOn(orders), 600_000, flows);
    failure = result.firstFailure;
    return result.done;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = cpuBetween(before, lookAtCpu(house.server.pid, stage.postgres.pid));
  await waitForRelay(admin);
  const writes = (await writingTransactions(house)) - txBefore;
  const { rows: statementsAfter } = await admin.query(STATEMENTS);
  const statements = Number(statementsAfter[0].calls) - Number(statementsBefore[0].calls);
  if (done === 0) throw new Error(`no return came to its end: ${failure}`);
  return [
    {
      name: "flow_rate",
      value: done / seconds,
      unit: "flows/s",
      target: atLeast(300),
      beside: {
        flows: done,
        failed: failure ?? 0,
        server_cpu_ms: rounded(cpu.serverMs / done),
        pg_cpu_ms: rounded(cpu.postgresMs / done),
        client_cpu_ms: rounded(cpu.clientMs / done),
        foreign_cpu: `${Math.round(cpu.foreignShare * 100)} %`,
      },
    },
    { name: "flow_write_tx", value: writes / done, unit: "tx", target: atMost(10) },
    { name: "flow_statements", value: statements / done, unit: "statements", target: atMost(40) },
  ];
};

const RESOLVED = "select count(*)::int as n from cases where phase = 'resolved'";

/** The bank's confirmation is what resolves a case. The flows are counted beforehand and waited for afterwards. */
const allEnded = async ({ admin }: House, run: () => Promise<number>): Promise<number> => {
  const before = (await admin.query(RESOLVED)).rows[0].n;
  const done = await run();
  await eventually("every refund is confirmed", async () => (await admin.query(RESOLVED)).rows[0].n - before >= done);
  return done;
};

/** What our server sent, whatever it was: its role sends nothing else. */
const STATEMENTS = `select coalesce(sum(calls), 0) as calls from pg_stat_statements
  where toplevel and dbid = (select oid from pg_database where datname = current_database())
    and userid = (select oid from pg_roles where rolname = 'amends_writer')`;

/** Only a transaction that writes is given a number. */
const writingTransactions = async ({ admin }: House): Promise<number> =>
  Number((await admin.query("select pg_snapshot_xmax(pg_current_snapshot())::text as next")).rows[0].next);
