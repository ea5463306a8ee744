import { DAY_MS, HOUR_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ShopOrder, shopLines } from "../../../../../test/harness/a-shop.ts";
import { ADMIN, adminPool, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../../../../../test/harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let seller: Caller;
let sellerId: string;
let otherSellerId: string;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "BEFORE" }, { no: "OTHER", seller: "s2" }] });
  admin = await signedIn(whole, shop, ADMIN.email);
  const { rows } = await pool.query("select external_id, seller_id from sellers order by external_id");
  [sellerId, otherSellerId] = rows.map(row => String(row.seller_id)) as [string, string];
  const account = { name: "王芳", password: ADMIN.password, role: "seller", sellerId, email: "seller@shop.example" };
  expect((await admin("POST", "/v1/accounts", account)).status).toBe(201);
  seller = await signedIn(whole, shop, account.email);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const rulesOf = (of: string) => `/v1/sellers/${of}/rules`;
/** Who changes their mind sends the goods back at their own cost, but for a shop that pays it. */
const FREE_RETURNS = { table: "freight", row: "F-3", cells: { return: "'seller'" } };
const CHANGED_MIND = {
  serviceType: "return_refund",
  reason: "30.01",
  lines: [{ lineNo: 1, quantity: 1, goodsReceived: true, condition: "unopened" }],
};
const newOrders = async (orders: readonly ShopOrder[]): Promise<void> => {
  const lines = shopLines(whole.now(), orders).split("\n");
  const imported = await shop.host("POST", "/v1/orders:import", `${lines.filter(one => one.includes('"kind":"order"')).join("\n")}\n`);
  expect(imported.body["accepted"], imported.text).toBe(orders.length);
};

type ShownStep = { readonly type: string; readonly status: string; readonly dueAt: string };

test("rules that give the buyer less are refused by the row, and so is what the tables do not know", async () => {
  const less = await seller("POST", rulesOf(sellerId), { rows: [{ ...FREE_RETURNS, cells: { return: "'platform'" } }] });
  expect([less.status, less.body["code"]]).toEqual([422, "shop_rules_refused"]);
  expect(less.body["params"]).toMatchObject({ table: "freight", row: "F-3", problemCount: 1 });
  expect(less.text).toContain("platform");
  const unknown = await seller("POST", rulesOf(sellerId), { rows: [{ ...FREE_RETURNS, table: "wishes" }] });
  expect(unknown.body["params"]).toMatchObject({ table: "wishes", reason: "there is no table wishes" });
  const unreadable = await seller("POST", rulesOf(sellerId), { rows: [{ ...FREE_RETURNS, cells: { return: "whoever you like" } }] });
  expect([unreadable.status, unreadable.body["code"]]).toEqual([422, "shop_rules_refused"]);
  expect(unreadable.body["params"]).toMatchObject({ column: "return", problem: "bad_cell" });
  expect(unreadable.body["detail"]).toContain("这一格不是规则表的写法");
});

test("rules that are tried say what is wrong with each row, or what they would open on an order, and change nothing", async () => {
  const trial = `${rulesOf(sellerId)}/trial`;
  const worse = await seller("POST", trial, { rows: [{ ...FREE_RETURNS, cells: { return: "'platform'" } }] });
  expect([worse.status, worse.body["preview"]]).toEqual([200, null]);
  expect(worse.body["problems"]).toMatchObject([{ code: "bad_overlay", table: "freight", row: "F-3" }]);
  const better = await seller("POST", trial, { rows: [FREE_RETURNS], orderId: await shop.orderId("BEFORE") });
  expect(better.body["problems"], better.text).toEqual([]);
  const { lines } = better.body["preview"] as unknown as { readonly lines: readonly Record<"today" | "tried", readonly object[]>[] };
  const ofReturn = (options: readonly object[] | undefined) => options?.find(option => "type" in option && option.type === "return_refund");
  expect(ofReturn(lines[0]?.today)).toMatchObject({ returnFreight: "buyer" });
  expect(ofReturn(lines[0]?.tried)).toMatchObject({ returnFreight: "seller" });
  const foreign = await seller("POST", trial, { rows: [FREE_RETURNS], orderId: await shop.orderId("OTHER") });
  expect(foreign.status).toBe(404);
  expect((await seller("POST", `${rulesOf(otherSellerId)}/trial`, { rows: [FREE_RETURNS] })).status).toBe(404);
  expect((await seller("GET", rulesOf(sellerId))).body["items"]).toEqual([]);
});

test("the rules of the operation are read with their sources, and each row says since when it reads so", async () => {
  const read = await seller("GET", "/v1/rules");
  const tables = read.body["tables"] as unknown as readonly {
    readonly table: string;
    readonly rows: readonly { readonly row: string }[];
  }[];
  const intactness = tables.find(({ table }) => table === "intactness");
  expect(intactness?.rows.find(({ row }) => row === "INT-1")).toMatchObject({ status: "verified", source: expect.stringContaining("7D") });
  expect(read.body["words"]).toMatchObject({
    "line.condition": { name: { zh: "商品状态" }, values: { seal_broken: { zh: "密封膜已拆", en: "seal broken" } } },
    "request.reason": { values: { "10.04": { zh: "缺货" } } },
  });
  const history = await seller("GET", "/v1/rules/intactness/INT-1/history");
  expect(history.body["items"], history.text).toMatchObject([{ packHash: read.body["packHash"], changes: [] }]);
  expect((await seller("GET", "/v1/rules/intactness/NONE/history")).status).toBe(404);
});

test("a seller sees itself among the sellers, staff all of them, by name", async () => {
  const own = await seller("GET", "/v1/sellers");
  expect((own.body["items"] as unknown as readonly object[]).map(item => "sellerId" in item && item.sellerId)).toEqual([sellerId]);
  const first = await admin("GET", "/v1/sellers?limit=1");
  const second = await admin("GET", `/v1/sellers?limit=1&cursor=${first.body["nextCursor"]}`);
  expect([first, second].flatMap(({ body }) => body["items"])).toHaveLength(2);
  expect(second.body["nextCursor"]).toBeNull();
  expect((await admin("GET", `/v1/sellers?q=${encodeURIComponent("没有这家")}`)).body["items"]).toEqual([]);
});

test("rules cannot reach back to orders that are paid, and cannot end before they begin", async () => {
  const at = (ms: number) => new Date(whole.now() + ms).toISOString();
  for (const dates of [{ from: at(-1) }, { from: at(DAY_MS), until: at(HOUR_MS) }]) {
    const refused = await seller("POST", rulesOf(sellerId), { ...dates, rows: [FREE_RETURNS] });
    expect([refused.status, refused.body["code"]]).toEqual([422, "shop_rules_dates"]);
  }
  expect((await seller("GET", rulesOf(sellerId))).body["items"]).toEqual([]);
});

test("another seller's shop is not there", async () => {
  expect((await seller("POST", rulesOf(otherSellerId), { rows: [FREE_RETURNS] })).status).toBe(404);
  expect((await seller("GET", rulesOf(otherSellerId))).status).toBe(404);
  expect((await seller("POST", `${rulesOf(otherSellerId)}/1/end`)).status).toBe(404);
});

test("a shop that pays the way back pays it for orders paid from then on, until it ends that; nobody else does", async () => {
  const sooner = { table: "promises", row: "PR-10", cells: { silenceSeconds: "1209600" } };
  const bound = await seller("POST", rulesOf(sellerId), { rows: [FREE_RETURNS, sooner] });
  expect(bound.status, bound.text).toBe(201);
  const opened = async (no: string) => {
    const { caseId } = await shop.opened(no, CHANGED_MIND);
    const { body } = await shop.host("GET", `/v1/cases/${caseId}`);
    const [step] = (body["steps"] as unknown as ShownStep[]).filter(({ status }) => status === "active");
    const { rows } = await pool.query("select pack_hash, state::jsonb #>> '{freight,return}' as payer from cases where case_id = $1", [
      caseId,
    ]);
    const sendsFor = Date.parse(step?.dueAt ?? "") - Date.parse(String(body["filedAt"]));
    return { caseId, packHash: String(rows[0].pack_hash), payer: rows[0].payer, step: step?.type, sendsFor };
  };

  // Paid before: what is owed is as it was then, and how it is gone about is as it is now.
  whole.pass(HOUR_MS);
  const before = await opened("BEFORE");
  expect([before.payer, before.step]).toEqual(["buyer", "drop_off"]);

  whole.pass(5 * DAY_MS);
  await newOrders([{ no: "DURING" }, { no: "THEIRS", seller: "s2" }]);
  const theirs = await opened("THEIRS");
  expect(theirs.payer).toBe("buyer");
  expect(before.sendsFor).toBeGreaterThan(theirs.sendsFor);

  const during = await opened("DURING");
  expect([during.payer, during.sendsFor]).toEqual(["seller", before.sendsFor]);
  expect(new Set([before.packHash, during.packHash, theirs.packHash]).size).toBe(3);
  // Sessions do not last for days.
  const desk = await signedIn(whole, shop, ADMIN.email);
  const decision = await desk("GET", `/v1/cases/${during.caseId}/decision`);
  expect(decision.text).toContain(during.packHash);
  const replayed = await desk("POST", `/v1/cases/${during.caseId}/what-if`, {});
  expect([replayed.status, replayed.body["outcome"]]).toEqual([200, decision.body["outcome"]]);

  // Ended once buyers could know of it: an order paid before keeps what it was bought under, the time to send it back is everybody's again.
  const { rulesNo } = bound.body;
  const ended = await desk("POST", `${rulesOf(sellerId)}/${rulesNo}/end`);
  expect([ended.status, ended.body["until"]]).toEqual([200, new Date(whole.now() + 15 * DAY_MS).toISOString()]);
  whole.pass(15 * DAY_MS);
  await newOrders([{ no: "AFTERWARDS" }]);
  const afterwards = await opened("AFTERWARDS");
  expect([afterwards.payer, afterwards.sendsFor]).toEqual(["seller", theirs.sendsFor]);

  whole.pass(5 * DAY_MS);
  await newOrders([{ no: "LATER" }]);
  const later = await opened("LATER");
  expect([later.payer, later.packHash]).toEqual(["buyer", theirs.packHash]);

  const again = await signedIn(whole, shop, "seller@shop.example");
  const listed = await again("GET", rulesOf(sellerId));
  expect(listed.body["items"]).toMatchObject([{ rulesNo, rows: [FREE_RETURNS, sooner], boundByRole: "seller" }]);
});

test("G-5: what takes away from buyers is refused with six days and twenty-three hours of notice and taken with seven; what gives them more holds at once", async () => {
  const desk = await signedIn(whole, shop, ADMIN.email);
  const at = (ms: number) => new Date(whole.now() + ms).toISOString();
  const bind = (cells: object, from: string) =>
    desk("POST", rulesOf(otherSellerId), { from, rows: [{ table: "promises", row: "PR-10", cells }] });
  const [twoWeeks, tenDays] = [{ silenceSeconds: "1209600" }, { silenceSeconds: "864000" }];
  expect((await bind(twoWeeks, at(0))).status).toBe(201);
  const short = await bind(tenDays, at(7 * DAY_MS - HOUR_MS));
  expect([short.status, short.body["code"], short.body["params"]]).toMatchObject([422, "shop_rules_notice", { earliest: at(7 * DAY_MS) }]);
  const tried = await desk("POST", `${rulesOf(otherSellerId)}/trial`, { rows: [{ table: "promises", row: "PR-10", cells: tenDays }] });
  expect(tried.body["earliestFrom"]).toBe(at(7 * DAY_MS));
  expect((await bind(tenDays, at(7 * DAY_MS))).status).toBe(201);
  expect((await bind({ silenceSeconds: "1296000" }, at(0))).status).toBe(201);
});

test("a server that starts afterwards replays what was decided under a shop's rules", async () => {
  const { rows } = await pool.query("select pack_hash from packs where content::jsonb -> 'overlays' <> '[]'");
  expect(rows.length).toBeGreaterThan(0);
  const { createPolicy } = await import("../../policy/running-policy.ts");
  const policy = await createPolicy(pool, packFilesOf("base"), whole.now());
  for (const { pack_hash: hash } of rows) expect((await policy.packByHash(hash)).pack.hash).toBe(hash);
});
