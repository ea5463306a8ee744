import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openConnection } from "../connection.ts";
import { atMost, exactly, type Figure } from "../figure.ts";
import { fileOn } from "../filing.ts";
import { composeHere } from "../prepare-filings.ts";
import { waitForRelay } from "../quiet.ts";
import type { House } from "../stage.ts";

const FILINGS = 400;
const WARM_UP = 20;

/**
 * What one filing costs the database, counted and not timed. The server is in this process and its workers stand still: nothing is numbered, so nobody who
 * reads the feed has anything to read, and every row, byte and round trip is the filing's own.
 */
export const filingCost = async (house: House): Promise<readonly Figure[]> => {
  await waitForRelay(house.admin);
  house.server.pause();
  const orders = await house.shop.freshOrders(FILINGS + WARM_UP);
  const rowsBefore = await rowsWritten(house.admin);
  const composed = await composeHere(house);
  await composed.worker.stop(10_000);
  const base = await composed.server.listen({ port: 0, host: "127.0.0.1" });
  const connection = await openConnection(base, house.shop.bearer);
  const act = fileOn(orders);
  const file = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 1) await act(connection);
  };
  // Credentials, policy and the block of case numbers are known before the counting begins.
  await file(WARM_UP);
  const trips = countRoundTrips();
  const before = await logWritten(house.admin);
  const startedAt = performance.now();
  await file(FILINGS);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await logWritten(house.admin);
  const tripCount = trips.stop();
  connection.close();
  await composed.stop();
  const rows = (await rowsWritten(house.admin)) - rowsBefore;
  house.server.goOn();
  // A credential that is looked up again every few seconds is no part of a filing.
  const lookUps = Math.ceil(seconds / 5) + Math.ceil(FILINGS / 100);
  return [
    { name: "filing_rows", value: Math.round((10 * rows) / (FILINGS + WARM_UP)) / 10, unit: "rows", target: atMost(16) },
    {
      name: "filing_wal_kb",
      value: (after.bytes - before.bytes) / FILINGS / 1000,
      unit: "kB",
      target: atMost(10),
      beside: { page_images_each: (after.pageImages - before.pageImages) / FILINGS },
    },
    {
      name: "filing_round_trips",
      value: Math.round((tripCount - lookUps) / FILINGS),
      unit: "trips",
      target: exactly(2),
      beside: { counted: tripCount, filings: FILINGS },
    },
  ];
};

/** Every query of every connection of this process, with BEGIN and COMMIT. */
const countRoundTrips = (): { readonly stop: () => number } => {
  const query = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: Parameters<typeof query>) {
    count += 1;
    return query.apply(this, args);
  } as typeof query;
  return {
    stop: () => {
      pg.Client.prototype.query = query;
      return count;
    },
  };
};

type LogWritten = { readonly bytes: number; readonly pageImages: number };

const logWritten = async (admin: pg.Pool): Promise<LogWritten> => {
  const { rows } = await admin.query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes, wal_fpi from pg_stat_wal");
  return { bytes: Number(rows[0].bytes), pageImages: Number(rows[0].wal_fpi) };
};

/** A connection that goes idle keeps what it counted in the last second to itself for ten more. */
const LAST_WORDS_MS = 11_000;

/** What others wrote before is told by then, and is not counted as a filing's. */
const rowsWritten = async (admin: pg.Pool): Promise<number> => {
  await sleep(LAST_WORDS_MS);
  const { rows } = await admin.query(
    "select tup_inserted + tup_updated + tup_deleted as rows from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0].rows);
};
