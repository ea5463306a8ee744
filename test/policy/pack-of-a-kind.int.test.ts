import { readPacks } from "@amends/cli/packs";
import { OPERATION_KINDS, type OperationKind } from "@amends/domain/intake/case-facts";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { insertOperation } from "@amends/postgres/operations/operations";
import { storePack } from "@amends/postgres/packs/pack-store";
import { createPolicy } from "@amends/server/policy/running-policy";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../harness/database.ts";

const AT = instant(1_763_700_000_000);
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const layersOf = async (kind: OperationKind, packId: string | null): Promise<readonly string[] | undefined> => {
  const operationId = `operation_${`${kind}${packId ?? "none"}`.replaceAll(/[^a-z]/g, "x").padEnd(24, "0")}` as const;
  const operation = { operationId, code: `${kind}-${packId ?? "none"}`, kind, name: { zh: "店", en: "Shop" }, currency: "CNY" as Currency };
  await insertOperation(pool, { ...operation, zone: { id: "Asia/Shanghai", offsetMinutes: 480 }, packId, settings: {} }, AT);
  const policy = await createPolicy(pool, readPacks([]), AT);
  return (await policy.operation(operationId, AT))?.running.pack.layers.map(({ id }) => id);
};

test("an operation that names no pack runs under the overlay of its kind", async () => {
  const layers: (readonly string[] | undefined)[] = [];
  for (const kind of OPERATION_KINDS) layers.push(await layersOf(kind, null));
  expect(layers).toEqual([
    ["base", "c2c"],
    ["base", "group-buy"],
    ["base", "marketplace"],
    ["base", "brand"],
  ]);
});

test("one that names a pack runs under that", async () => {
  expect(await layersOf("brand", "base")).toEqual(["base"]);
  expect(await layersOf("c2c", "marketplace")).toEqual(["base", "marketplace"]);
});

test("cases filed under rules from before a table was thought of go on under theirs, with the table as it is now", async () => {
  const base = readPacks([]).get("base")?.base;
  if (base === undefined) throw new Error("there is a default pack");
  const { tracking_limits: _notYet, ...tables } = base.tables;
  const parameters = { ...base.parameters, "requests.mostPerLine": 4 };
  await storePack(pool, "of-before", "base", { base: { ...base, tables, parameters }, overlays: [] }, AT);
  const policy = await createPolicy(pool, readPacks([]), AT);
  const { pack } = await policy.packByHash("of-before");
  expect(pack.tables.has("tracking_limits")).toBe(true);
  expect(pack.parameters["requests.mostPerLine"]).toBe(4);
});
