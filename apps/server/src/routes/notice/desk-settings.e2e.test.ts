import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../../../../test/harness/eventually.ts";
import { ADMIN, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../../../../../test/harness/running-shop.ts";
import { type Caller, startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RETURN = {
  serviceType: "return_refund",
  reason: "40.01",
  statement: "有划痕",
  lines: [{ lineNo: 1, quantity: 1, condition: "opened_intact" }],
};
type Item = Readonly<Record<string, string | null>>;

let whole: WholeServer;
let shop: RunningShop;
let admin: Caller;
let seller: Caller;

beforeAll(async () => {
  whole = await startWholeServer(undefined, { config: { ...WITHOUT_LIMITS, publicOrigins: ["https://care.shop.example"] } });
  // 14:00 in the shop's zone: nobody sleeps.
  const day = Math.floor((whole.now() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS;
  whole.pass(day + DAY_MS + 14 * HOUR_MS - whole.now());
  shop = await openShop(whole, whole.pool, { orders: ["D1", "D2", "D3", "D4"].map(no => ({ no })) });
  admin = await signedIn(whole, shop, ADMIN.email);
  const { rows } = await whole.pool.query("select seller_id from sellers where external_id = 's1'");
  await account({ role: "seller", sellerId: rows[0].seller_id, email: "fang@shop.example", name: "王芳" });
  seller = await signedIn(whole, shop, "fang@shop.example");
});
afterAll(() => whole?.close());

const account = async (body: object): Promise<string> => {
  const made = await admin("POST", "/v1/accounts", { password: ADMIN.password, ...body });
  expect(made.status, made.text).toBe(201);
  return String(made.body["accountId"]);
};
type Settings = { readonly kinds: readonly { readonly kind: string; readonly ways: readonly string[]; readonly mustHear: string }[] };
const settingsOf = async (caller: Caller) => (await caller("GET", "/v1/me/desk-notice-settings")).body as unknown as Settings;
const HOURS = { language: "zh", quietFromMinute: 1320, quietToMinute: 480 };
const choose = (caller: Caller, kinds: Readonly<Record<string, readonly string[]>>, hours: object = HOURS) =>
  caller("PUT", "/v1/me/desk-notice-settings", { ...hours, kinds: Object.entries(kinds).map(([kind, ways]) => ({ kind, ways })) });
const listed = async (caller: Caller, caseId: string): Promise<readonly string[]> =>
  ((await caller("GET", "/v1/notices?limit=200")).body["items"] as unknown as readonly Item[]).flatMap(item =>
    item["caseId"] === caseId ? [String(item["template"])] : [],
  );
const sendsOf = async (caseId: string): Promise<readonly string[]> => {
  const { rows } = await whole.pool.query(
    `select d.template || ' ' || a.email || ' ' || s.status || coalesce(' ' || s.said, '') as sent
     from desk_notice_sends s join desk_notices d using (operation_id, notice_id, audience) join accounts a using (account_id)
     where d.case_id = $1 order by 1`,
    [caseId],
  );
  return rows.map(row => row.sent);
};
const wake = (): void => whole.composed.deps.notices.wake();
const severe = async (no: string): Promise<string> => {
  const { caseId } = await shop.opened(no, { ...RETURN, reason: "40.11", statement: "充电时着火了" });
  return caseId;
};

test("a shop hears by mail that it is its turn, reads it in its own list, and sees which notices it cannot switch off", async () => {
  const { kinds } = await settingsOf(seller);
  expect(kinds.map(({ kind, ways, mustHear }) => [kind, ways, mustHear])).toEqual(
    expect.arrayContaining([
      ["notice.seller_turn", ["inbox", "email"], "deadline"],
      ["notice.return_under_way", ["inbox"], "no"],
      ["notice.new_message", ["inbox"], "no"],
      ["notice.case_over", ["inbox"], "no"],
    ]),
  );
  const { caseId } = await shop.opened("D1", RETURN);
  await eventually("the mail left", async () => (await sendsOf(caseId)).includes("notice.seller_turn fang@shop.example sent"));
  const { items } = (await admin("GET", "/v1/sandbox/messages?limit=500")).body as unknown as { readonly items: readonly Item[] };
  expect(items.find(item => item["caseId"] === caseId && item["template"] === "notice.seller_turn")).toMatchObject({
    channel: "email",
    customerId: null,
    sentTo: "f***@shop.example",
    title: "售后单等你处理",
    link: `https://care.shop.example/console/cases/${caseId}`,
  });
  const silenced = await choose(seller, { "notice.seller_turn": ["inbox"] });
  expect([silenced.status, silenced.body["code"]]).toEqual([422, "notice_kind_bound"]);
  expect((await choose(seller, { "notice.severe_case": [] })).body["code"]).toBe("notice_kind_unknown");
  expect((await settingsOf(seller)).kinds).toEqual(kinds);
});

test("what a shop switches off is neither listed nor counted, and what it asks for by mail comes by mail; nobody else is touched", async () => {
  const chosen = { "notice.case_over": [], "notice.new_message": ["inbox", "email"] };
  const kept = (await choose(seller, chosen)).body as unknown as Settings;
  const waysOf = (wanted: string) => kept.kinds.find(({ kind }) => kind === wanted)?.ways;
  expect([waysOf("notice.new_message"), waysOf("notice.case_over")]).toEqual([["inbox", "email"], []]);
  const { caseId } = await shop.opened("D2", RETURN);
  expect((await shop.command(caseId, "notes", { text: "请尽快处理", visibleTo: "everyone" }, admin)).status).toBe(200);
  await eventually("the message was mailed", async () => (await sendsOf(caseId)).includes("notice.new_message fang@shop.example sent"));
  await shop.command(caseId, "withdraw", {});
  await eventually("the end was drawn", async () => {
    const { rows } = await whole.pool.query("select from desk_notices where case_id = $1 and template = 'notice.case_over'", [caseId]);
    return rows.length === 1;
  });
  expect(await listed(seller, caseId)).toEqual(["notice.new_message", "notice.seller_turn"]);
  await seller("POST", "/v1/notices/read-all");
  expect((await seller("GET", "/v1/notices/unread")).body["unread"]).toBe(0);
  expect((await settingsOf(admin)).kinds.every(({ ways }) => ways.includes("inbox"))).toBe(true);
});

test("at night mail waits for the morning, but not what is urgent", async () => {
  await account({ role: "supervisor", email: "chen@shop.example", name: "陈静" });
  whole.pass(9 * HOUR_MS);
  seller = await signedIn(whole, shop, "fang@shop.example");
  admin = await signedIn(whole, shop, ADMIN.email);
  const caseId = await severe("D3");
  expect((await shop.command(caseId, "notes", { text: "我们在查", visibleTo: "everyone" }, admin)).status).toBe(200);
  await eventually("the urgent one left", async () => (await sendsOf(caseId)).includes("notice.severe_case chen@shop.example sent"));
  const waits = async () => {
    const { rows } = await whole.pool.query(
      `select s.due_at from desk_notice_sends s join desk_notices d using (operation_id, notice_id, audience)
       where d.case_id = $1 and d.template = 'notice.new_message' and s.status = 'pending' and s.attempts = 1`,
      [caseId],
    );
    return rows.length === 1 && Number(rows[0].due_at) > whole.now() + 8 * HOUR_MS;
  };
  await eventually("the other waits", waits);
  whole.pass(9 * HOUR_MS);
  wake();
  await eventually("it left in the morning", async () => (await sendsOf(caseId)).includes("notice.new_message fang@shop.example sent"));
});

test("an account that was closed since is not written to, and a mail that was given up is retried from the list of what is stuck", async () => {
  const sandbox = whole.composed.deps.notices.sandbox;
  if (sandbox === null) throw new Error("the test runs in a sandbox");
  admin = await signedIn(whole, shop, ADMIN.email);
  const closedId = await account({ role: "complaint_owner", email: "zhao@shop.example", name: "赵磊" });
  sandbox.failWith("email", new Error("chen@shop.example is not to be read in a log"));
  const caseId = await severe("D4");
  await eventually("they are on their way", async () => (await sendsOf(caseId)).some(sent => sent.includes("zhao@shop.example pending")));
  expect((await admin("DELETE", `/v1/accounts/${closedId}`)).status).toBe(204);
  await eventually("they were given up", async () => {
    whole.pass(HOUR_MS / 2);
    wake();
    return (await sendsOf(caseId)).includes("notice.severe_case chen@shop.example parked Error");
  });
  expect(await sendsOf(caseId)).toContain("notice.severe_case zhao@shop.example skipped not_theirs");
  admin = await signedIn(whole, shop, ADMIN.email);
  const stuck = (await admin("GET", "/v1/stuck")).body["notices"] as unknown as readonly Item[];
  const notice = stuck.find(one => one["caseId"] === caseId);
  expect(notice).toMatchObject({ channel: "email", lastFault: "Error" });
  sandbox.failWith("email", null);
  expect((await admin("POST", `/v1/stuck/notices/${notice?.["noticeId"]}/retry`, { channel: "email" })).status).toBe(204);
  await eventually("it left after all", async () => (await sendsOf(caseId)).includes("notice.severe_case chen@shop.example sent"));
});

test("what a sandbox would have sent is for supervisors and administrators, and where messages go to people there is no such list", async () => {
  await account({ role: "agent", email: "qian@shop.example", name: "钱多" });
  const agent = await signedIn(whole, shop, "qian@shop.example");
  expect((await agent("GET", "/v1/sandbox/messages")).status).toBe(403);
  const chen = await signedIn(whole, shop, "chen@shop.example");
  const one = (await chen("GET", "/v1/sandbox/messages?limit=1")).body["items"] as unknown as readonly Item[];
  expect(one).toHaveLength(1);
  const { sandbox } = whole.composed;
  if (sandbox === null) throw new Error("the test runs in a sandbox");
  const real = await startWholeServer(undefined, { config: WITHOUT_LIMITS, gateways: sandbox.gateways });
  try {
    const realShop = await openShop(real, real.pool, { orders: [] });
    const realAdmin = await signedIn(real, realShop, ADMIN.email);
    const refused = await realAdmin("GET", "/v1/sandbox/messages");
    expect([refused.status, refused.body["code"]]).toEqual([404, "not_found"]);
  } finally {
    await real.close();
  }
});
