import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";

let database: TestDatabase;
/** Whoever serves requests, whoever reads, and whoever owns the tables and may do anything to them. */
let pools: { readonly writer: pg.Pool; readonly reader: pg.Pool; readonly owner: pg.Pool };

beforeAll(async () => {
  database = await createTestDatabase();
  const open = (connectionString: string) => new pg.Pool({ connectionString, max: 1 });
  pools = { writer: open(database.writerUrl), reader: open(database.readerUrl), owner: open(database.url) };
  await post(pools.writer, 1, [-500, 500]);
  await postToBook(pools.writer, 1, [-500, 500]);
});
afterAll(async () => {
  await Promise.all(Object.values(pools).map(pool => pool.end()));
  await database.drop();
});

const ACCOUNTS = ["buyer_refunds_payable", "seller_settlement", "freight_expense"];
type Amounts = readonly (number | null)[];
const legs = (amounts: Amounts) => [ACCOUNTS.slice(0, amounts.length), amounts.map(() => "somebody"), amounts];
const post = (pool: pg.Pool, postingNo: number, amounts: Amounts) =>
  pool.query(
    `insert into postings (shard, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts)
values (1, 'case_1', $1, 'promise', 1, 1, 'CNY', $2, $3, $4)`,
    [postingNo, ...legs(amounts)],
  );
const postToBook = (pool: pg.Pool, postingNo: number, amounts: Amounts) =>
  pool.query(
    `insert into merchant_postings (shard, seller_id, posting_no, operation_id, kind, posting_key, at, currency, accounts, parties, amounts, hash)
values (1, 'seller_1', $1::int, 'operation_1', 'deposit', 'key-' || ($1::int)::text, 1, 'CNY', $2, $3, $4, '')`,
    [postingNo, ...legs(amounts)],
  );

const WHO = ["writer", "owner"] as const;

test.each(WHO)("a posting whose legs do not sum to nothing, or that has one leg, is refused by the database itself (%s)", async who => {
  const pool = pools[who];
  for (const amounts of [[-500, 499], [500, 500], [-1, -1, 1], [0], [-500, null], [500, -500, null]]) {
    await expect(post(pool, 7, amounts), String(amounts)).rejects.toMatchObject({ code: "23514" });
    await expect(postToBook(pool, 7, amounts), String(amounts)).rejects.toMatchObject({ code: "23514" });
  }
});

test.each(WHO)("a money fact has its number and its key once, so nothing is posted twice (%s)", async who => {
  await expect(post(pools[who], 1, [-500, 500])).rejects.toMatchObject({ code: "23505" });
  await expect(postToBook(pools[who], 1, [-500, 500])).rejects.toMatchObject({ code: "23505" });
  const again = pools[who].query(
    `insert into merchant_postings select shard, seller_id, 9, operation_id, kind, posting_key, at, case_id, recourse_id, event_seq, currency, accounts, parties,
amounts, hash from merchant_postings`,
  );
  await expect(again).rejects.toMatchObject({ code: "23505" });
});

/** Without the right to it, in a session that only reads, or held by the table itself where the right is there. */
const REFUSED = { writer: "42501", reader: "25006", owner: "23001" } as const;

test.each(["writer", "reader", "owner"] as const)("what is posted is never changed, taken out or swept away (%s)", async who => {
  for (const table of ["postings", "merchant_postings", "case_events", "daily_closes"])
    for (const text of [
      `update ${table} set shard = 2`.replace("daily_closes set shard", "daily_closes set last_entry_no"),
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await expect(pools[who].query(text), text).rejects.toMatchObject({ code: REFUSED[who] });
  const { rows } = await pools.owner.query("select amounts from postings union all select amounts from merchant_postings");
  expect(rows).toEqual([{ amounts: ["-500", "500"] }, { amounts: ["-500", "500"] }]);
});
