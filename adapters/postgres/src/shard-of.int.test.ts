import { makeId, type Shard, shardOf } from "@amends/domain/kernel/ids";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("the database reads the same shard from an id as we do, for every shard there is", async () => {
  const kinds = ["case", "order", "customer"] as const;
  const ids = kinds.flatMap(kind => Array.from({ length: 1024 }, (_, shard) => makeId(kind, 1_795_383_959_146, shard as Shard, [shard])));
  const { rows } = await pool.query<{ readonly shard: number }>("select shard_of(id) as shard from unnest($1::text[]) as id", [ids]);
  expect(rows.map(({ shard }) => shard)).toEqual(ids.map(shardOf));
});

test("where no case is named there is no shard either", async () => {
  const { rows } = await pool.query("select shard_of(null) as shard");
  expect(rows).toEqual([{ shard: null }]);
});
