import type { CaseId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { batchedHolds } from "@amends/flows/advance-payments";
import { advancePot, depositPot, type PotStore } from "@amends/flows/pot-ports";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createPotStore } from "./pot-store.ts";

const AT = instant(0);
const OPERATION: OperationId = "operation_000000000000000000000000";
const SELLER: SellerId = "seller_000000000000000000000000";
const CASE: CaseId = "case_000000000000000000000000";
const SHARD = 7 as Shard;
const CNY = "CNY" as Currency;

let database: TestDatabase;
let pool: pg.Pool;
let pots: PotStore;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 16 });
  pots = createPotStore(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let made = 0;
const deposit = async (amountMinor: Minor) => {
  made += 1;
  const pot = depositPot(SHARD, `${SELLER}${made}`);
  await pots.open(pot, { operationId: OPERATION, sellerId: SELLER, kind: "deposit", currency: CNY, limitMinor: null });
  await pots.move(pot, { key: "first", kind: "topped_up", amountMinor }, AT);
  return pot;
};
const ask = (key: string, amountMinor: Minor) => ({ key, ownerId: "owner", amountMinor });

test("32 who take from one deposit at once get no more than there is, and it never goes below nothing", async () => {
  const pot = await deposit(10_000n);
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, place) => pots.hold(pot, [ask(`key-${place}`, 700n)], "in_part", AT).then(([hold]) => hold)),
  );
  const heldMinor = answers.reduce((sum, hold) => sum + (hold?.amountMinor ?? 0n), 0n);
  expect(heldMinor).toBe(10_000n);
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 10_000n, heldMinor: 10_000n });
  await Promise.all(answers.map((_, place) => pots.end(pot, [`key-${place}`], place % 2 === 0 ? "confirmed" : "released", AT)));
  const left = await pots.find(pot);
  expect(left?.heldMinor).toBe(0n);
  const { rows } = await pool.query("select sum(amount_minor)::text as moved from pot_moves where pot_id = $1", [pot.potId]);
  expect(rows[0].moved).toBe(String(left?.balanceMinor));
});

test("a key is answered once: asking, taking or moving again changes nothing", async () => {
  const pot = await deposit(1000n);
  const first = await pots.hold(pot, [ask("a", 400n), ask("a", 400n)], "all_or_nothing", AT);
  expect(first.map(hold => hold.amountMinor)).toEqual([400n, 400n]);
  expect(await pots.end(pot, ["a"], "confirmed", AT)).toBe(400n);
  expect(await pots.end(pot, ["a"], "released", AT)).toBe(0n);
  expect(await pots.hold(pot, [ask("a", 400n)], "all_or_nothing", AT)).toEqual([{ key: "a", amountMinor: 400n, status: "confirmed" }]);
  expect(await pots.move(pot, { key: "first", kind: "topped_up", amountMinor: 1000n }, AT)).toBe("known");
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 600n, heldMinor: 0n });
});

test("more than is free is refused, held or withdrawn, and nothing changes", async () => {
  const pot = await deposit(1000n);
  await pots.hold(pot, [ask("a", 700n)], "all_or_nothing", AT);
  expect(await pots.hold(pot, [ask("b", 301n)], "all_or_nothing", AT)).toEqual([{ key: "b", amountMinor: 0n, status: "refused" }]);
  expect(await pots.move(pot, { key: "out", kind: "withdrawn", amountMinor: -301n }, AT)).toBe("short");
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 1000n, heldMinor: 700n });
});

test("the database itself refuses a deposit below nothing, and a movement that is edited", async () => {
  const pot = await deposit(1000n);
  await expect(pool.query("update pots set balance_minor = -1 where shard = $1 and pot_id = $2", [SHARD, pot.potId])).rejects.toThrow(
    /check/,
  );
  await expect(pool.query("update pot_moves set amount_minor = 5 where pot_id = $1", [pot.potId])).rejects.toThrow(
    /permission|append-only/,
  );
});

test("an advance fund gives up to its limit, what cases have out counts against it, and what is recovered comes back", async () => {
  const fund = advancePot(SHARD, OPERATION);
  await pots.open(fund, { operationId: OPERATION, sellerId: null, kind: "advance", currency: CNY, limitMinor: 1000n });
  const hold = batchedHolds({ pots, clock: { now: () => AT } });
  const statuses = await Promise.all([300n, 300n, 300n, 300n].map((amountMinor, place) => hold(fund, ask(`p${place}`, amountMinor))));
  expect(statuses).toEqual(["held", "held", "held", "refused"]);
  await pots.expose(fund, [{ caseId: CASE, exposedMinor: 300n, keys: ["p0"] }], AT);
  await pots.expose(fund, [{ caseId: CASE, exposedMinor: 300n, keys: ["p0"] }], AT);
  expect(await pots.find(fund)).toMatchObject({ balanceMinor: 700n, heldMinor: 600n });
  await pots.expose(fund, [{ caseId: CASE, exposedMinor: 0n, keys: [] }], AT);
  expect(await pots.find(fund)).toMatchObject({ balanceMinor: 1000n, heldMinor: 600n });
  await pots.setLimit(fund, 500n);
  expect(await hold(fund, ask("p9", 1n))).toBe("refused");
  expect(await hold(advancePot(SHARD, `${OPERATION}9`), ask("p9", 1n))).toBe("no_pot");
});
