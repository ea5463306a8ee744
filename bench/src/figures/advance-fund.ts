import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type IdKind, makeId, type OperationId, type Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { decideRecourse } from "@amends/domain/recourse/decide-recourse";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { recoursePosting } from "@amends/domain/recourse/recourse-postings";
import type { RecourseState } from "@amends/domain/recourse/recourse-state";
import { batchedHolds } from "@amends/flows/advance-payments";
import { exposeCases } from "@amends/flows/follow-advances";
import { advancePot, type PotPlace, type PotStore } from "@amends/flows/pot-ports";
import type { RecourseWrite } from "@amends/flows/recourse-ports";
import { migrate } from "@amends/postgres/migrate";
import { createPotStore } from "@amends/postgres/pots/pot-store";
import { createRecourseStore } from "@amends/postgres/recourse/recourse-store";
import { readCredentials } from "@amends/postgres/server/data-folder";
import { ensureDatabase, roleUrls } from "@amends/postgres/server/roles";
import { withClient } from "@amends/postgres/with-client";
import pg from "pg";
import { atLeast, type Figure, median, rounded } from "../figure.ts";
import type { Stage } from "../stage.ts";

const CALLERS = 32;
const FUNDS = 1000;
const POOL = 16;
const SHARDS = 1024;
const ADVANCED_MINOR = 100n;

/**
 * 32 callers advance money from one fund, and from a thousand in turn, by the same code and in the same run: how much slower is it when everybody draws on
 * the same one? An advance is the whole of it: the fund is asked, what is owed for it is opened and posted on its seller's book, and the fund is told what the
 * case has out, which ends the hold. Rounds alternate, so that whatever else the machine does falls on both.
 */
export const advanceFundRatio = async (
  stage: Stage,
  { rounds, roundMs }: { readonly rounds: number; readonly roundMs: number },
): Promise<readonly Figure[]> => {
  const pool = await openPool(stage);
  try {
    const pots = createPotStore(pool);
    const funds = Array.from({ length: FUNDS }, (_, place) => fundOf(place));
    for (const fund of funds)
      await pots.open(fund.pot, { ...fund, sellerId: null, kind: "advance", currency: "CNY" as Currency, limitMinor: 10n ** 15n });
    const advance = advancing(pool, pots);
    const [one] = funds;
    if (one === undefined) throw new Error("broken invariant: there are funds");
    const rateOf = (pick: (call: number) => Fund) => advancesPerSecond(advance, pick, roundMs);
    const ofOne = () => rateOf(() => one);
    const ofAll = () => rateOf(call => funds[call % FUNDS] ?? one);
    await ofOne();
    await ofAll();
    const ratios: number[] = [];
    const rates = { one: 0, all: 0 };
    for (let round = 0; round < rounds; round += 1) {
      rates.one = await ofOne();
      rates.all = await ofAll();
      ratios.push(rates.one / rates.all);
    }
    const beside = { one_fund: rounded(rates.one), thousand_funds: rounded(rates.all), callers: CALLERS };
    return [{ name: "advance_fund_ratio", value: median(ratios), unit: "ratio", target: atLeast(0.9), beside }];
  } finally {
    await pool.end();
  }
};

type Advance = (fund: Fund, sellerShard: Shard) => Promise<void>;

const advancesPerSecond = async (advance: Advance, pick: (call: number) => Fund, ms: number): Promise<number> => {
  const until = performance.now() + ms;
  const startedAt = performance.now();
  let calls = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      calls += 1;
      // As many sellers either way: what is measured is the fund.
      await advance(pick(calls), (calls % SHARDS) as Shard);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (calls * 1000) / (performance.now() - startedAt);
};

/** The way of one advance through the stores and flows of the server, without the bank between. */
const advancing = (pool: pg.Pool, pots: PotStore): Advance => {
  const clock = { now: () => instant(Date.now()) };
  const hold = batchedHolds({ pots, clock });
  const recourses = createRecourseStore(pool);
  const told = followed(paid => exposeCases({ recourses, pots }, paid, clock.now()));
  return async ({ operationId, pot }, sellerShard) => {
    const at = clock.now();
    const id = <K extends IdKind>(kind: K) => makeId(kind, at, sellerShard, randomBytes(12));
    const key = id("effect");
    const status = await hold(pot, { key, ownerId: key, amountMinor: ADVANCED_MINOR });
    if (status !== "held") throw new Error(`a hold was ${status}`);
    const caseId = id("case");
    await recourses.commit(openedFor({ operationId, caseId, recourseId: id("recourse"), sellerId: id("seller") }, sellerShard, at));
    await told({ operationId, caseId, sellerShard, settledEffects: [key] });
  };
};

const openedFor = (
  whose: Pick<RecourseState, "operationId" | "caseId" | "recourseId" | "sellerId">,
  shard: Shard,
  at: Instant,
): RecourseWrite => {
  const by = { role: "system", id: "recourse" } as const;
  const money = { bearer: "seller", postedTo: "seller", currency: "CNY" as Currency, packHash: "pack", externalOrderNo: "A-1" } as const;
  const opened: RecordedRecourse = { type: "recourse_opened", ...whose, ...money, seq: 1, at, by };
  const before = evolveRecourse(null, opened);
  const owe = { kind: "owe", owedMinor: ADVANCED_MINOR, asOfVersion: 1 } as const;
  const decided = decideRecourse(before, owe, { rules: () => BILLED, now: at, by });
  if (decided.kind === "rejected") throw new Error(`a recourse is ${decided.code}`);
  const { state, events } = decided;
  return { shard, before: null, state, events: [opened, ...events], legs: recoursePosting(before, state), takes: [], moves: [], at };
};

/** Billed at once, so that each recourse posts. */
const BILLED = { source: "receivable", shareBasisPoints: 10_000, waitSeconds: 7_776_000, retrySeconds: 604_800, ruleId: "RC-07" } as const;

type Paid = Parameters<typeof exposeCases>[1][number];

/** As a follower does: what was paid while it was telling the funds goes together in the next stretch. A thousand funds are told side by side. */
const followed = (tell: (paid: readonly Paid[]) => Promise<void>): ((paid: Paid) => Promise<void>) => {
  let waiting: { readonly paid: Paid; readonly done: () => void; readonly failed: (fault: unknown) => void }[] = [];
  let isTelling = false;
  const run = async (): Promise<void> => {
    isTelling = true;
    while (waiting.length > 0) {
      const stretch = waiting;
      waiting = [];
      try {
        const funds = [...new Set(stretch.map(({ paid }) => paid.operationId))];
        const paidFrom = (fund: OperationId) => stretch.flatMap(({ paid }) => (paid.operationId === fund ? [paid] : []));
        await Promise.all(funds.map(fund => tell(paidFrom(fund))));
        for (const { done } of stretch) done();
      } catch (fault) {
        for (const { failed } of stretch) failed(fault);
      }
    }
    isTelling = false;
  };
  return paid =>
    new Promise((done, failed) => {
      waiting.push({ paid, done, failed });
      if (!isTelling) void run();
    });
};

type Fund = { readonly operationId: OperationId; readonly pot: PotPlace };
const fundOf = (place: number): Fund => {
  const shard = (place % 1024) as Shard;
  const operationId = makeId("operation", place, shard, randomBytes(12));
  return { operationId, pot: advancePot(shard, operationId) };
};

const openPool = async ({ folder, postgres }: Stage): Promise<pg.Pool> => {
  const credentials = await readCredentials(join(folder, "postgres"));
  if (credentials === undefined) throw new Error("broken invariant: the server was started with credentials");
  await withClient(postgres.url, admin => ensureDatabase(admin, "funds"));
  const url = new URL(postgres.url);
  url.pathname = "/funds";
  const urls = roleUrls(url.href, credentials);
  await migrate(urls.ownerUrl);
  return new pg.Pool({ connectionString: urls.writerUrl, max: POOL });
};
