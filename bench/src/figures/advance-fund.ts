import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Id, makeId, type OperationId, type Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { batchedHolds } from "@amends/flows/advance-payments";
import { advancePot, type PotPlace } from "@amends/flows/pot-ports";
import { migrate } from "@amends/postgres/migrate";
import { createPotStore } from "@amends/postgres/pots/pot-store";
import { readCredentials } from "@amends/postgres/server/data-folder";
import { ensureDatabase, roleUrls } from "@amends/postgres/server/roles";
import { withClient } from "@amends/postgres/with-client";
import pg from "pg";
import { atLeast, type Figure, median, rounded } from "../figure.ts";
import type { Stage } from "../stage.ts";

const CALLERS = 32;
const FUNDS = 1000;
const POOL = 16;

/**
 * 32 callers hold money of one fund, and of a thousand in turn, by the same code and in the same run: how much slower is it when everybody draws on the
 * same one? Rounds alternate, so that whatever else the machine does falls on both.
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
    const hold = batchedHolds({ pots, clock: { now: () => instant(Date.now()) } });
    const [one] = funds;
    if (one === undefined) throw new Error("broken invariant: there are funds");
    const rateOf = (pick: (call: number) => PotPlace) => holdsPerSecond(hold, pick, roundMs);
    const ofOne = () => rateOf(() => one.pot);
    const ofAll = () => rateOf(call => funds[call % FUNDS]?.pot ?? one.pot);
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

const holdsPerSecond = async (hold: ReturnType<typeof batchedHolds>, pick: (call: number) => PotPlace, ms: number): Promise<number> => {
  const until = performance.now() + ms;
  const startedAt = performance.now();
  let calls = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      calls += 1;
      const key: Id<"effect"> = makeId("effect", Date.now(), 0 as Shard, randomBytes(12));
      const status = await hold(pick(calls), { key, ownerId: key, amountMinor: 100n });
      if (status !== "held") throw new Error(`a hold was ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (calls * 1000) / (performance.now() - startedAt);
};

const fundOf = (place: number): { readonly operationId: OperationId; readonly pot: PotPlace } => {
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
