import { setTimeout as sleep } from "node:timers/promises";
import { httpSandboxMischief } from "@amends/gateways/sandbox/http-mischief";
import { type Mischief, NO_MISCHIEF } from "@amends/gateways/sandbox/mischief";
import { httpBankBooks } from "@amends/gateways/sandbox-bank/http-bank";
import pg from "pg";
import { type Comparison, compareBooks } from "./compare-books.ts";
import { isRecovered, recoveryFaults } from "./compare-recoveries.ts";
import { startChaosWorld } from "./partners.ts";
import { openChaosShop } from "./shop-client.ts";

export type ChaosPlay = {
  readonly refunds: number;
  /** How often each of the two, our server and PostgreSQL, is killed. */
  readonly kills: number;
  readonly seed: number;
  readonly aheadMsPerRestart: number;
  readonly onProgress?: (line: string) => void;
};

export type ChaosResult = Comparison & { readonly kills: { readonly server: number; readonly postgres: number }; readonly parked: number };

const CALLERS = 8;
const SETTLE_MS = 300_000;

/** A bank that fails before and after it has paid, loses answers, takes things twice, dawdles, and pays later; and now and then refuses for good. */
const mischief = (seed: number): Mischief => {
  const chance = (basisPoints: number) => ({ kind: "chance", basisPoints }) as const;
  return {
    seed,
    rules: [
      { methods: "all", calls: chance(800), act: { kind: "fail_before" } },
      { methods: ["refund"], calls: chance(800), act: { kind: "fail_after" } },
      { methods: "all", calls: chance(800), act: { kind: "lose_answer" } },
      { methods: ["refund", "settled"], calls: chance(1000), act: { kind: "twice" } },
      { methods: ["refund", "find"], calls: chance(1000), act: { kind: "slow", ms: 60 } },
      { methods: ["refund"], calls: chance(1500), act: { kind: "pending", until: { kind: "ms", ms: 400 } } },
      { methods: ["refund"], calls: chance(500), act: { kind: "pending", until: { kind: "finds", count: 2 } } },
      { methods: ["refund"], calls: chance(200), act: { kind: "refuse", code: "declined" } },
    ],
  };
};

/** Refunds as many as asked while everything that can die does, and compares the books when nothing is left to do. */
export const playChaos = async ({
  refunds,
  kills,
  seed,
  aheadMsPerRestart,
  onProgress = () => undefined,
}: ChaosPlay): Promise<ChaosResult> => {
  const world = await startChaosWorld({ aheadMsPerRestart });
  const pool = new pg.Pool({ connectionString: world.databaseUrl(), max: 4 });
  pool.on("error", () => undefined);
  try {
    const books = httpBankBooks(world.bank.url);
    await httpSandboxMischief(world.bank.url).set(mischief(seed));
    const orders = Array.from({ length: refunds }, (_, index) => `C${index}`);
    const shop = await openChaosShop(world.base, orders, async (operationId, no) => {
      const found = () => pool.query("select order_id from orders where operation_id = $1 and external_order_no = $2", [operationId, no]);
      return String((await outliving(found)).rows[0]?.order_id);
    });
    onProgress(`${refunds} orders, 2 × ${kills} kills`);
    const filing = fileAll(orders, shop.file);
    // Whoever waits for it below is told; until then a fault is no reason to end without putting away.
    filing.catch(() => undefined);
    for (let kill = 0; kill < 2 * kills; kill += 1) {
      // Our server soon after its database: what that one cut off is still under way.
      const pair = Math.floor(kill / 2) + 1;
      const due = Math.ceil((pair * refunds * 0.9) / (kills + 1)) + (kill % 2 === 0 ? 0 : 3);
      await until(`${due} refunds are paid`, async () => (await books.statement()).length >= due);
      const victim = kill % 2 === 0 ? "postgres" : "server";
      onProgress(`${due} paid: SIGKILL to ${victim}`);
      await world.kill[victim]();
    }
    await filing;
    // From here on nothing new goes wrong; what went wrong is still there.
    await httpSandboxMischief(world.bank.url).set(NO_MISCHIEF);
    onProgress("all filed, all killed");
    await until("nothing is under way", async () => {
      const { rows } = await outliving(() => pool.query("select count(*)::int as left from effects where status = 'pending'"));
      return rows[0]?.left === 0;
    });
    const { rows } = await pool.query<{ readonly parked: number }>("select count(*)::int as parked from effects where status = 'parked'");
    const comparison = await compareBooks(pool, shop.operationId, await books.statement(), refunds);
    onProgress(`${comparison.paid} are paid and recovered from their seller`);
    await until("all that was paid is recovered as far as it can be", () =>
      outliving(() => isRecovered(pool, shop.operationId, comparison.paid)),
    );
    const faults = [...comparison.faults, ...(await recoveryFaults(pool, shop.operationId, orders))];
    return { ...comparison, faults, kills: { server: kills, postgres: kills }, parked: rows[0]?.parked ?? 0 };
  } finally {
    await pool.end();
    await world.close();
  }
};

const fileAll = async (orders: readonly string[], file: (no: string) => Promise<void>): Promise<void> => {
  const waiting = [...orders];
  const caller = async (): Promise<void> => {
    for (let no = waiting.shift(); no !== undefined; no = waiting.shift()) await file(no);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
};

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + SETTLE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await sleep(25);
  }
};

/** A look into a database that is just being killed is made again. */
const outliving = async <T>(look: () => Promise<T>): Promise<T> => {
  const end = Date.now() + SETTLE_MS;
  for (;;) {
    try {
      return await look();
    } catch (fault) {
      if (Date.now() > end) throw fault;
      await sleep(50);
    }
  }
};
