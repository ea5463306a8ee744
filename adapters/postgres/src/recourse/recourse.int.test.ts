import { type CaseId, makeId, type OperationId, type SellerId, type Shard } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import { DAY_MS, type Instant, instant } from "@amends/domain/kernel/time";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import { outstandingMinor, type RecourseState, takenFrom, takenMinor } from "@amends/domain/recourse/recourse-state";
import type { CostBearer } from "@amends/domain/settlement/refund-ask";
import { commandRecourse } from "@amends/flows/command-recourse";
import { depositPot, type PotStore } from "@amends/flows/pot-ports";
import type { Merchant, MerchantStore, RecourseStore } from "@amends/flows/recourse-ports";
import { BY_SYSTEM, runRecourse, runRecourses } from "@amends/flows/run-recourses";
import { settleMerchant } from "@amends/flows/settle-merchant";
import { verifyLedger } from "@amends/flows/verify-ledger";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RUNNING } from "../../../../test/harness/a-case.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createLedgerAudit } from "../ledger/ledger-audit.ts";
import { createPotStore } from "../pots/pot-store.ts";
import { createMerchantStore } from "./merchant-store.ts";
import { createRecourseStore } from "./recourse-store.ts";

const SHARD = 3 as Shard;
const OPERATION: OperationId = "operation_000000000000000000000000";
const CNY = "CNY" as Currency;
const ANYBODY = { kind: "operation", operationId: OPERATION } as const;
const policy = { packByHash: async () => RUNNING };

let database: TestDatabase;
let pool: pg.Pool;
let recourses: RecourseStore;
let pots: PotStore;
let merchants: MerchantStore;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 8 });
  recourses = createRecourseStore(pool);
  pots = createPotStore(pool);
  merchants = createMerchantStore(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let made = 0;
const idOf = <K extends "recourse" | "case" | "seller" | "operation">(kind: K) => {
  made += 1;
  return makeId(kind, made, SHARD, new Array(12).fill(made));
};
const ports = () => ({ recourses, pots, policy, remindBuyer: async () => undefined });

/** Owed this much by a seller whose deposit holds that much; the order's own proceeds have been tried. */
const owed = async (owedMinor: Minor, depositMinor: Minor, { bearer = "seller" as CostBearer, sellerId = idOf("seller") } = {}) => {
  const recourseId = idOf("recourse");
  const caseId: CaseId = idOf("case");
  const postedTo = bearer === "seller" ? ("seller" as const) : ("bearer" as const);
  const opening = {
    recourseId,
    operationId: OPERATION,
    caseId,
    sellerId,
    bearer,
    postedTo,
    currency: CNY,
    packHash: "any",
    externalOrderNo: "A-1",
  };
  const event = { type: "recourse_opened", ...opening, seq: 1, at: instant(0), by: BY_SYSTEM } as const;
  const opened = evolveRecourse(null, event);
  await recourses.commit({ shard: SHARD, before: null, state: opened, events: [event], legs: [], takes: [], moves: [], at: instant(0) });
  const pot = depositPot(SHARD, sellerId);
  await pots.open(pot, { operationId: OPERATION, sellerId, kind: "deposit", currency: CNY, limitMinor: null });
  await pots.move(pot, { key: `first:${recourseId}`, kind: "topped_up", amountMinor: depositMinor }, instant(0));
  await command(opened, { kind: "owe", owedMinor, asOfVersion: 1 });
  const found = await again(opened);
  return { pot, sellerId, state: bearer === "seller" ? await lookAt(found) : found };
};
const again = async ({ recourseId }: RecourseState): Promise<RecourseState> => {
  const found = await recourses.find(ANYBODY, recourseId);
  if (found === null) throw new Error(`${recourseId} is there`);
  return found;
};
const command = async (state: RecourseState, what: Parameters<typeof commandRecourse>[2], at: Instant = instant(0)) =>
  commandRecourse(ports(), await again(state), what, { by: BY_SYSTEM, at });
const lookAt = async (state: RecourseState): Promise<RecourseState> => {
  await runRecourse(ports(), await again(state), instant(0));
  return again(state);
};

test("who dies between holding and taking leaves a hold that the next look takes, once", async () => {
  const { pot, state } = await owed(900n, 700n);
  expect(state.trying?.source).toBe("deposit");
  const dying = { ...recourses, commit: () => Promise.reject(new Error("killed")) };
  await expect(runRecourse({ ...ports(), recourses: dying }, state, instant(0))).rejects.toThrow("killed");
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 700n, heldMinor: 700n });
  const after = await lookAt(state);
  expect([takenMinor(after), outstandingMinor(after), after.trying?.source]).toEqual([700n, 200n, "next_settlements"]);
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 0n, heldMinor: 0n });
});

test("a hold whose recourse fell away meanwhile is let go, and what was taken goes back to the deposit", async () => {
  const { pot, state } = await owed(900n, 700n);
  await pots.hold(
    pot,
    [{ key: `${state.recourseId}:${state.version}:deposit`, ownerId: state.recourseId, amountMinor: 900n }],
    "in_part",
    instant(0),
  );
  await command(state, { kind: "owe", owedMinor: 0n, asOfVersion: 2 });
  expect(await pots.find(pot)).toMatchObject({ balanceMinor: 700n, heldMinor: 0n });

  const other = await owed(500n, 700n);
  const taken = await lookAt(other.state);
  expect(takenMinor(taken)).toBe(500n);
  await command(taken, { kind: "owe", owedMinor: 100n, asOfVersion: 2 });
  expect(await pots.find(other.pot)).toMatchObject({ balanceMinor: 600n, heldMinor: 0n });
});

test("workers that look at the same recourses at once take from each once, and one deposit pays no more than it holds", async () => {
  const sellerId = idOf("seller");
  const first = await owed(400n, 1000n, { sellerId });
  const rest = await Promise.all([400n, 400n].map(amountMinor => owed(amountMinor, 0n, { sellerId })));
  await Promise.all(Array.from({ length: 4 }, () => runRecourses(ports(), instant(0), 100)));
  const all = await Promise.all([first, ...rest].map(({ state }) => again(state)));
  expect(all.reduce((sum, state) => sum + takenMinor(state), 0n)).toBe(1000n);
  expect(await pots.find(first.pot)).toMatchObject({ balanceMinor: 0n, heldMinor: 0n });
});

test("a settlement that comes again after a crash withholds the same and no more than three tenths in all", async () => {
  const { state, sellerId } = await owed(5000n, 0n);
  const waiting = await lookAt(state);
  expect(waiting.trying?.source).toBe("next_settlements");
  const merchant: Merchant = {
    ...{ operationId: OPERATION, sellerId, shard: SHARD, currency: CNY, name: "s", depositMinor: 0n, depositHeldMinor: 0n, keptMinor: 0n },
    ...{ receivableMinor: 0n, outstandingMinor: 0n, noticeMinor: 0n, floorMinor: 0n, isFrozen: false },
  };
  const run = { kind: "run", sourceId: `run:${sellerId}`, amountMinor: 10_001n } as const;
  const dying = { ...merchants, recordSettlement: () => Promise.reject(new Error("killed")) };
  await expect(settleMerchant({ ...ports(), merchants: dying }, merchant, run, instant(0))).rejects.toThrow("killed");
  expect(await settleMerchant({ ...ports(), merchants }, merchant, run, instant(0))).toEqual({ result: "recorded", withheldMinor: 3000n });
  expect(await settleMerchant({ ...ports(), merchants }, merchant, run, instant(0))).toEqual({ result: "known", withheldMinor: 3000n });
  expect(takenFrom(await again(state), "next_settlements")).toBe(3000n);
});

test("a carrier that pays a part leaves the rest to the seller, and one that says nothing leaves all of it", async () => {
  const { state, sellerId } = await owed(1000n, 300n, { bearer: "carrier_out" });
  expect(state.trying?.source).toBe("claim");
  await command(state, { kind: "submit_claim", evidence: [] });
  await command(state, { kind: "answer_claim", answer: "accepted" });
  await command(state, { kind: "receive_claim_payment", amountMinor: 600n, ref: "paid:1" });
  await lookAt(state);
  const after = await lookAt(state);
  expect([takenFrom(after, "claim"), takenFrom(after, "deposit"), outstandingMinor(after)]).toEqual([600n, 300n, 100n]);
  const { rows } = await pool.query(
    `select leg.account, leg.party, sum(leg.amount)::int as sum from merchant_postings m, unnest(m.accounts, m.parties, m.amounts) as leg(account, party, amount)
     where m.seller_id = $1 group by 1, 2 having sum(leg.amount) <> 0 order by 1`,
    [sellerId],
  );
  expect(rows).toEqual([
    { account: "bank_clearing", party: "carrier_out", sum: 600 },
    { account: "merchant_deposit", party: sellerId, sum: 300 },
    { account: "recourse_receivable", party: "carrier_out", sum: -1000 },
    { account: "seller_settlement", party: sellerId, sum: 100 },
  ]);

  const silent = await owed(1000n, 0n, { bearer: "carrier_out" });
  await command(silent.state, { kind: "proceed" }, instant(8 * DAY_MS));
  expect(await again(silent.state)).toMatchObject({
    claim: { status: "lapsed" },
    chargedTo: "seller",
    trying: { source: "frozen_settlement" },
  });
});

test("a seller's book refuses what does not balance, what is edited and what is deleted; changed around that, it no longer verifies", async () => {
  const alarms: string[] = [];
  const verify = (operationId = OPERATION) =>
    verifyLedger(
      {
        audit: createLedgerAudit(pool),
        alarms: { raise: async ({ kind }) => alarms.push(kind) > 0 },
        alarmed: () => undefined,
      },
      operationId,
      instant(0),
    );
  await verify();
  expect(alarms).toEqual([]);
  const admin = new pg.Client(database.url);
  await admin.connect();
  const unbalanced = `insert into merchant_postings (shard, seller_id, posting_no, operation_id, kind, posting_key, at, currency, accounts, parties, amounts, hash)
    values (3, 's', 1, 'o', 'deposit', 'k', 0, 'CNY', '{bank_clearing,merchant_deposit}', '{s,s}', '{5,-4}', '')`;
  await expect(admin.query(unbalanced)).rejects.toThrow(/check/);
  await expect(admin.query("update merchant_postings set at = 1")).rejects.toThrow(/append-only/);
  await expect(admin.query("delete from merchant_postings")).rejects.toThrow(/append-only/);
  await admin.query("alter table merchant_postings disable trigger all");
  await admin.query("update merchant_postings set at = at + 1 where posting_no = 1");
  await admin.end();
  expect(await verify(idOf("operation")), "what is another operation's is neither looked at nor counted").toEqual({
    cases: 0,
    books: 0,
    faults: 0,
  });
  expect((await verify()).faults).toBeGreaterThan(0);
  expect(new Set(alarms)).toEqual(new Set(["book_chain_broken"]));
});

test("an id that is no seller's has no account", async () => {
  expect(await merchants.find(ANYBODY, idOf("seller") satisfies SellerId)).toBeNull();
});
