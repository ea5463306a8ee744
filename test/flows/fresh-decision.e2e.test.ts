import { join } from "node:path";
import { instant } from "@amends/domain/kernel/time";
import { readPack } from "@amends/packs/read-pack";
import type { PackFiles } from "@amends/server/policy/running-policy";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uploaded } from "../evidence/upload.ts";
import { shopLines } from "../harness/a-shop.ts";
import { adminPool, openShop, quiet, type RunningShop, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const read = (folder: string) => {
  const pack = readPack(join(import.meta.dirname, "../../policies", folder));
  if (pack.kind === "unreadable") throw new Error(JSON.stringify(pack.problems));
  return pack.source;
};
const PACKS: PackFiles = new Map([
  ["base", { base: read("base"), overlays: [] }],
  ["group-buy", { base: read("base"), overlays: [read("group-buy")] }],
]);
const HOUR_MS = 3_600_000;
let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

/** Fruit that the leader handed over four hours ago, with the badge that bad fruit is made good. */
const fruit = (no: string, priceMinor: number, promises = [{ kind: "bad_item", by: "seller" }]) => ({
  no,
  lines: [{ sku: "mug-white", quantity: 1, priceMinor, category: "fresh.fruit.citrus" }],
  promises,
});

beforeAll(async () => {
  whole = await startWholeServer(PACKS, { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { kind: "group_buy" });
  const orders = [fruit("F30", 3995), fruit("F31", 3995), fruit("F60", 3995), fruit("FEW", 3995), fruit("BARE", 3995, [])];
  const sold = shopLines(instant(whole.now() + 44 * HOUR_MS), orders);
  const imported = await shop.host("POST", "/v1/orders:import", sold);
  expect(imported.body["refused"], imported.text).toBe(0);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const photosOf = async (no: string, count: number): Promise<readonly object[]> => {
  const credentials = { authorization: `Bearer ${shop.secret}` };
  const orderId = await shop.orderId(no);
  const files: object[] = [];
  for (let each = 0; each < count; each += 1) files.push(await uploaded(whole, credentials, { orderId }));
  return files;
};

/** A third of the crate is rotten: phase, and what the bank has paid back. */
const asked = async (no: string, damageBasisPoints: number, photos: number) => {
  const { caseId } = await shop.opened(no, {
    ...{ serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01" },
    lines: [{ lineNo: 1, quantity: 1, condition: "damaged", damageBasisPoints }],
    evidence: await photosOf(no, photos),
  });
  await quiet(whole, pool);
  const { body } = await shop.host("GET", `/v1/cases/${caseId}`);
  return { phase: body["phase"], refunded: body["refunded"] };
};
const CNY = (amount: number) => ({ amount, currency: "CNY" });

test.each([
  ["F30", 3000, "three tenths, the lower tier's edge: three tenths of 39.95 are 11.985", 1199],
  ["F31", 3001, "a little more: one half of 39.95 is 19.975", 1998],
  ["F60", 6000, "more than half: all of it", 3995],
])("%s, rotten by %i of ten thousand, is paid back at once without anybody: %s", async (no, share, _why, minor) => {
  expect(await asked(no, share, 3)).toEqual({ phase: "resolved", refunded: CNY(minor) });
});

test("with one photo too few the buyer is asked for it, and nothing is paid", async () => {
  const { phase, refunded } = await asked("FEW", 3001, 2);
  expect(refunded).toEqual(CNY(0));
  expect(phase).not.toBe("resolved");
});

test("without the badge a person looks first", async () => {
  expect(await asked("BARE", 3001, 3)).toEqual({ phase: "waiting_for_seller", refunded: CNY(0) });
});
