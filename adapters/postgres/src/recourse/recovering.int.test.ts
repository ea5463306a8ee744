import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { makeId, type OperationId, type SellerId, type Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { commandRecourse } from "@amends/flows/command-recourse";
import { depositPot } from "@amends/flows/pot-ports";
import { BY_SYSTEM } from "@amends/flows/run-recourses";
import { verifyLedger } from "@amends/flows/verify-ledger";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RUNNING } from "../../../../test/harness/a-case.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createLedgerAudit } from "../ledger/ledger-audit.ts";
import { createPotStore } from "../pots/pot-store.ts";
import { createRecourseStore } from "./recourse-store.ts";

const OPERATION: OperationId = "operation_000000000000000000000000";
const CNY = "CNY" as Currency;
const MAIN = fileURLToPath(new URL("../../../../test/workers/recovering-process.ts", import.meta.url));
const SELLERS = 8;
const RECOURSES = 5;
const OWED_MINOR = 100n;
/** Enough for three and a half. */
const DEPOSIT_MINOR = 350n;

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Sellers in as many shards, each with a deposit that does not reach for what is to be recovered from it. */
const seeded = async (): Promise<readonly { readonly sellerId: SellerId; readonly shard: Shard }[]> => {
  const [recourses, pots] = [createRecourseStore(pool), createPotStore(pool)];
  const policy = { packByHash: async () => RUNNING };
  return Promise.all(
    Array.from({ length: SELLERS }, async (_seller, no) => {
      const shard = (no + 1) as Shard;
      const sellerId = makeId("seller", no, shard, new Array(12).fill(no));
      const pot = depositPot(shard, sellerId);
      await pots.open(pot, { operationId: OPERATION, sellerId, kind: "deposit", currency: CNY, limitMinor: null });
      await pots.move(pot, { key: "first", kind: "topped_up", amountMinor: DEPOSIT_MINOR }, instant(0));
      for (let each = 0; each < RECOURSES; each += 1) {
        const bytes = new Array(12).fill(no * RECOURSES + each);
        const event: RecordedRecourse = {
          type: "recourse_opened",
          ...{ recourseId: makeId("recourse", each, shard, bytes), caseId: makeId("case", each, shard, bytes) },
          ...{ operationId: OPERATION, sellerId, bearer: "seller", postedTo: "seller", currency: CNY, packHash: "any" },
          ...{ externalOrderNo: `A-${each}`, seq: 1, at: instant(0), by: BY_SYSTEM },
        };
        const opened = evolveRecourse(null, event);
        await recourses.commit({ shard, before: null, state: opened, events: [event], legs: [], takes: [], moves: [], at: instant(0) });
        const owe = { kind: "owe", owedMinor: OWED_MINOR, asOfVersion: 1 } as const;
        await commandRecourse({ recourses, policy }, opened, owe, { by: BY_SYSTEM, at: instant(0) });
      }
      return { sellerId, shard };
    }),
  );
};

const recovering = (): ChildProcess => spawn(process.execPath, [MAIN, database.writerUrl], { stdio: "inherit" });
const taken = async (): Promise<number> =>
  (await pool.query("select count(*)::int as n from recourse_events where type = 'money_taken'")).rows[0].n;

test("a process killed in the middle of recoveries from many sellers, twice, has taken each amount once, and books and deposits agree", async () => {
  const sellers = await seeded();
  for (const least of [4, 14]) {
    const child = recovering();
    await expect.poll(taken, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(least);
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  const last = recovering();
  expect((await once(last, "exit"))[0]).toBe(0);

  const pots = createPotStore(pool);
  for (const { sellerId, shard } of sellers) {
    expect(await pots.find(depositPot(shard, sellerId))).toMatchObject({ balanceMinor: 0n, heldMinor: 0n });
    const { rows } = await pool.query(
      `select (select sum(outstanding_minor)::int from recourses where seller_id = $1) as outstanding,
        (select -sum(m.amount_minor)::int from pot_moves m where m.shard = $2 and m.pot_id = $3 and m.kind = 'taken') as moved,
        (select sum(leg.amount)::int from merchant_postings p, unnest(p.accounts, p.amounts) as leg(account, amount)
          where p.seller_id = $1 and leg.account = 'merchant_deposit') as posted,
        (select count(*) = count(distinct data ->> 'ref') from recourse_events e join recourses r on r.recourse_id = e.recourse_id
          where r.seller_id = $1 and e.type = 'money_taken') as once,
        (select array_agg(distinct source) from recourses where seller_id = $1 and phase = 'recovering') as waiting`,
      [sellerId, shard, depositPot(shard, sellerId).potId],
    );
    expect(rows[0]).toEqual({ outstanding: 150, moved: 350, posted: 350, once: true, waiting: ["next_settlements"] });
  }
  expect((await pool.query("select from recourses where due_at <= 0")).rowCount).toBe(0);
  const alarms: string[] = [];
  const alarmed = {
    audit: createLedgerAudit(pool),
    alarms: { raise: async ({ kind }: { readonly kind: string }) => alarms.push(kind) > 0 },
  };
  await verifyLedger({ ...alarmed, alarmed: () => undefined }, OPERATION, instant(0));
  expect(alarms).toEqual([]);
});
