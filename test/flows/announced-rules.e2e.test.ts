import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@amends/domain/kernel/time";
import { type ComposedServer, composeServer } from "@amends/server/compose";
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ADMIN, adminPool, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, call, INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { withCells } from "../pack/rewritten-pack.ts";
import { readPack } from "../policy/read-pack.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let seller: Caller;
/** A server with the next version of the rules, on the same database. */
let next: ComposedServer;
let nextBase: string;
let dataDir: string;

const NEXT = withCells(readPack("policies/base"), "freight", "F-3", { return: "'seller'" });

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "A1" }] });
  const admin = await signedIn(whole, shop, ADMIN.email);
  const { rows } = await pool.query("select seller_id from sellers where external_id = 's1'");
  const account = { role: "seller", sellerId: rows[0].seller_id, email: "shop@shop.example", name: "小店", password: ADMIN.password };
  await admin("POST", "/v1/accounts", account);
  dataDir = await mkdtemp(join(tmpdir(), "amends-next-"));
  next = await composeServer({
    ...{ writerUrl: whole.database.writerUrl, readerUrl: whole.database.readerUrl, dataDir, clock: whole.now },
    packs: new Map([["base", { base: NEXT, overlays: [] }]]),
    config: { installationKey: INSTALLATION_KEY, ...WITHOUT_LIMITS },
  });
  nextBase = await next.server.listen({ port: 0, host: "127.0.0.1" });
  seller = await signedIn(whole, shop, account.email);
});
afterAll(async () => {
  await next?.stop();
  await pool?.end();
  await whole?.close();
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
});

type Notice = { readonly template: string; readonly title: string; readonly caseId: string | null };
type Upcoming = { readonly effectiveAt: string; readonly isMajor: boolean; readonly rows: readonly object[] };

test("G-5: anybody reads, without signing in, which rules will change, when and for whom it is worse", async () => {
  const shown = await call(nextBase, "GET", `/v1/operations/${shop.code}/upcoming-rules`, undefined, {});
  expect(shown.status, shown.text).toBe(200);
  const items = shown.body["items"] as unknown as readonly Upcoming[];
  expect(items).toMatchObject([{ effectiveAt: new Date(whole.now() + 15 * DAY_MS).toISOString(), isMajor: true, urgentReason: null }]);
  expect(items[0]?.rows).toMatchObject([
    { table: "freight", row: "F-3", burdens: "seller", cells: [{ field: "return", before: "'buyer'", after: "'seller'" }] },
  ]);
  expect(shown.body["words"]).toMatchObject({ return: { values: { seller: { zh: expect.stringContaining("商家") } } } });
  expect((await call(nextBase, "GET", "/v1/operations/no-such-shop/upcoming-rules", undefined, {})).status).toBe(404);
});

test("G-5: sellers are told of rules to come by a message, once", async () => {
  const told = async () => {
    const { body } = await seller("GET", "/v1/notices");
    return (body["items"] as unknown as readonly Notice[]).filter(({ template }) => template === "notice.rules_announced");
  };
  await vi.waitFor(async () => expect(await told()).toHaveLength(1), { interval: 50, timeout: 20_000 });
  expect(await told()).toMatchObject([{ caseId: null, title: expect.stringContaining("规则将于") }]);
  const { rows } = await pool.query("select pack_id, version_no, told_at is not null as told from rule_versions order by version_no");
  expect(rows).toEqual([
    { pack_id: "base", version_no: 1, told: true },
    { pack_id: "base", version_no: 2, told: true },
  ]);
});
