import { staffingFor } from "@amends/domain/work/erlang-c";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import {
  ADMIN,
  adminPool,
  asking,
  type Credentials,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let boss: Caller;
let wang: Caller;
let li: Caller;
let liId: string;
let buyer: (no: string) => Credentials;

const ORDERS = Array.from({ length: 6 }, (_, place) => ({ no: `W${place}`, customer: place === 4 ? "u2" : "u1" }));

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: ORDERS });
  boss = await signedIn(whole, shop, ADMIN.email);
  wang = await person("wang@shop.example", "王敏", "complaint_owner");
  li = await person("li@shop.example", "李想", "complaint_owner");
  liId = String((await li("PUT", "/v1/work/duty", { isOnDuty: true })).body["accountId"]);
  buyer = await hostTokens(whole, boss);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const person = async (email: string, name: string, role: string): Promise<Caller> => {
  const made = await boss("POST", "/v1/accounts", { email, name, role, password: ADMIN.password });
  expect(made.status, made.text).toBe(201);
  return signedIn(whole, shop, email);
};

type Item = Readonly<Record<string, unknown>> & { readonly itemId: string; readonly caseId: string };
const items = async (caller: Caller, query = ""): Promise<readonly Item[]> => {
  const listed = await caller("GET", `/v1/work${query}`);
  expect(listed.status, listed.text).toBe(200);
  return listed.body["items"] as unknown as readonly Item[];
};
const complain = async (no: string): Promise<string> => {
  const { caseId } = await shop.opened(no, {
    serviceType: "complaint",
    reason: "80.05",
    statement: "客服没有回复我",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  return caseId;
};
const ofCase = async (caller: Caller, caseId: string): Promise<readonly Item[]> => {
  const shown = await caller("GET", `/v1/cases/${caseId}/work`);
  expect(shown.status, shown.text).toBe(200);
  return shown.body["items"] as unknown as readonly Item[];
};
/** The reader of the feed is a moment behind the case. */
const complaintOf = async (caseId: string, caller = boss): Promise<Item> => {
  const found: Item[] = [];
  await eventually(`${caseId} asks somebody for something`, async () => {
    found.push(...(await ofCase(caller, caseId)).filter(({ kind }) => kind === "complaint"));
    return found.length > 0;
  });
  return found[0] as Item;
};
const toldOf = async (caseId: string): Promise<readonly object[]> => {
  const told = await asking(whole, buyer("u1"))("GET", `/v1/cases/${caseId}`);
  expect(told.text).not.toContain("买家很着急");
  const timeline = told.body["timeline"] as unknown as readonly { readonly type: string; readonly data: object }[];
  return timeline.filter(({ type }) => type === "handler_named").map(({ data }) => data);
};

test("a filed complaint is an item of the complaint team, and the one who asks for the next one owns it to the end", async () => {
  const caseId = await complain("W0");
  const item = await complaintOf(caseId);
  expect(item).toMatchObject({ kind: "complaint", team: "complaints", class: 3, keepsOwner: true, routedBy: "RT-07", ownerId: null });
  expect((await wang("POST", "/v1/work:next")).body).toMatchObject({ code: "not_an_agent" });
  await wang("PUT", "/v1/work/duty", { isOnDuty: false });
  expect((await wang("POST", "/v1/work:next")).body).toMatchObject({ code: "not_on_duty" });
  await wang("PUT", "/v1/work/duty", { isOnDuty: true });
  const next = await wang("POST", "/v1/work:next");
  expect(next.body["item"]).toMatchObject({ itemId: item.itemId, ownerName: "王敏" });
  await eventually("the buyer hears who owns it", async () => (await toldOf(caseId)).length === 1);
  expect((await wang("POST", "/v1/work:next")).body).toEqual({ item: null });
  expect((await li("POST", `/v1/work/${item.itemId}/claim`)).body).toMatchObject({ status: 409, code: "claimed_by_other" });
  expect((await wang("POST", `/v1/work/${item.itemId}/hand-over`, { to: liId })).body).toMatchObject({ code: "owner_kept" });
});

test("a supervisor hands it over: the note is for staff, the buyer hears the person's name and the time", async () => {
  const [item] = await items(boss, "?view=open");
  if (item === undefined) throw new Error("the complaint is open");
  const past = await boss("POST", `/v1/work/${item.itemId}/hand-over`, { to: liId, promisedAt: "2020-01-01T00:00:00Z" });
  expect(past.body).toMatchObject({ status: 422, code: "time_in_past" });
  const promisedAt = new Date(whole.now() + 3_600_000).toISOString();
  const moved = await boss("POST", `/v1/work/${item.itemId}/hand-over`, { to: liId, note: "买家很着急，先打电话", promisedAt });
  expect(moved.body, moved.text).toMatchObject({ ownerId: liId, ownerName: "李想" });
  expect(await items(li, "?view=mine")).toMatchObject([{ itemId: item.itemId }]);
  const named = await toldOf(item.caseId);
  expect(named).toMatchObject([{ name: "王敏" }, { name: "李想", promisedAt }]);
  expect(JSON.stringify(named)).not.toContain(liId);
  expect((await boss("GET", `/v1/cases/${item.caseId}`)).text).toContain("买家很着急");
});

test("when the case has been decided the item is done, credited to who decided, and their hands are free", async () => {
  const [item] = await items(li, "?view=mine");
  if (item === undefined) throw new Error("li has the complaint");
  whole.pass(600_000);
  const decided = await shop.command(item.caseId, "grant", { cash: { amount: 100, currency: "CNY" }, benefits: [] }, li);
  expect(decided.status, decided.text).toBe(200);
  await eventually("the item has ended", async () => (await items(li, "?view=mine")).length === 0);
  const { rows } = await pool.query("select ended_how, ended_by from work_items where item_id = $1", [item.itemId]);
  expect(rows).toEqual([{ ended_how: "done", ended_by: liId }]);
  const { rows: kept } = await pool.query("select sum(met + missed)::int as judged from work_attainment where account_id = $1", [liId]);
  expect(kept[0].judged).toBeGreaterThan(0);
});

test("many at once: each for itself, and the answer says which stayed as they were", async () => {
  const caseIds = [await complain("W1"), await complain("W2")];
  const wanted = await Promise.all(caseIds.map(caseId => complaintOf(caseId)));
  await li("POST", `/v1/work/${wanted[0]?.itemId}/claim`);
  const done = await wang("POST", "/v1/work:bulk", {
    deed: { kind: "claim" },
    select: { itemIds: wanted.map(({ itemId }) => itemId) },
  });
  expect(done.body["items"]).toEqual([
    { itemId: wanted[0]?.itemId, code: "claimed_by_other" },
    { itemId: wanted[1]?.itemId, code: null },
  ]);
  const off = await boss("POST", "/v1/work:bulk", {
    deed: { kind: "snooze", until: new Date(whole.now() + 3_600_000).toISOString() },
    select: { filter: { view: "open", kind: "complaint" }, most: 50 },
  });
  expect((off.body["items"] as unknown as readonly { code: unknown }[]).filter(({ code }) => code === null).length).toBeGreaterThan(1);
  expect((await items(wang, "?view=put_off")).map(({ itemId }) => itemId)).toContain(wanted[1]?.itemId);
  const back = await wang("POST", `/v1/work/${wanted[1]?.itemId}/snooze`, { until: "2020-01-01T00:00:00Z" });
  expect(back.body).toMatchObject({ status: 422, code: "time_in_past" });
});

test("the desk is set up by a supervisor, with words of the rules alone, and hands have an end", async () => {
  const setUp = { name: "李想", teams: ["complaints"], skills: ["complaint"], languages: ["zh"], capacity: 0, shifts: [] };
  const put = (change: object) => boss("PUT", `/v1/work/agents/${liId}`, { ...setUp, ...change });
  expect((await put({ skills: ["juggling"] })).body).toMatchObject({ status: 422, code: "skill_unknown" });
  expect((await put({ teams: ["circus"] })).body).toMatchObject({ status: 422, code: "team_unknown" });
  const overnight = [{ weekday: 1, fromMinute: 1320, toMinute: 360 }];
  expect((await put({ shifts: overnight })).status).toBe(400);
  expect((await put({ shifts: [{ weekday: 1, fromMinute: 540, toMinute: 1080 }] })).body).toMatchObject({ capacity: 0 });
  expect((await li("POST", "/v1/work:next")).body).toMatchObject({ status: 409, code: "capacity_full", params: { capacityCount: 0 } });
});

test("a call-back is an item that its maker ends, and two items of one buyer become one", async () => {
  const caseId = await complain("W3");
  const made = await boss("POST", `/v1/cases/${caseId}/call-backs`, {});
  expect(made.status, made.text).toBe(201);
  expect(made.body).toMatchObject({ kind: "call_back", stepNo: null });
  const callBack = String(made.body["itemId"]);
  const complaint = await complaintOf(caseId);
  const other = await complaintOf(await complain("W4"));
  expect((await boss("POST", `/v1/work/${callBack}/merge`, { into: other.itemId })).body).toMatchObject({ code: "not_same_buyer" });
  expect((await boss("POST", `/v1/work/${callBack}/merge`, { into: complaint.itemId })).body).toMatchObject({
    mergedInto: complaint.itemId,
  });
  const late = await boss("POST", `/v1/cases/${caseId}/call-backs`, { dueAt: "2020-01-01T00:00:00Z" });
  expect(late.body).toMatchObject({ code: "time_in_past" });
  const second = String((await boss("POST", `/v1/cases/${caseId}/call-backs`, {})).body["itemId"]);
  expect((await boss("POST", `/v1/work/${second}/finish`)).body).toMatchObject({ code: "not_claimed" });
  await boss("PUT", "/v1/work/duty", { isOnDuty: true });
  await boss("POST", `/v1/work/${second}/claim`);
  const finished = await boss("POST", `/v1/work/${second}/finish`);
  expect(finished.body["endedAt"], finished.text).not.toBeNull();
  expect((await boss("POST", `/v1/work/${second}/claim`)).body).toMatchObject({ code: "item_ended" });
});

test("a promised call is its caller's until then, the buyer hears their name, and each try stands in the case with its result", async () => {
  const caseId = await complain("W5");
  const dueAt = new Date(whole.now() + 4 * 3_600_000).toISOString();
  const path = `/v1/cases/${caseId}/call-backs`;
  const bossId = String((await boss("PUT", "/v1/work/duty", { isOnDuty: true })).body["accountId"]);
  expect((await boss("POST", path, { dueAt, callerId: liId })).body).toMatchObject({ status: 422, code: "lacks_skill" });
  const asked = await boss("POST", path, { dueAt, callerId: bossId, note: "买家很着急，想要电话沟通" });
  expect(asked.body, asked.text).toMatchObject({ kind: "call_back", preferredId: bossId, answerDueAt: dueAt });
  const itemId = String(asked.body["itemId"]);
  expect((await items(boss, "?view=waiting")).map(item => item.itemId)).not.toContain(itemId);
  await eventually("the buyer hears who calls", async () => (await toldOf(caseId)).length === 1);
  expect(await toldOf(caseId)).toMatchObject([{ promisedAt: dueAt }]);

  const call = (result: string, more: object = {}) => boss("POST", `/v1/work/${itemId}/calls`, { result, ...more });
  expect((await call("reached")).body).toMatchObject({ code: "not_claimed" });
  await boss("POST", `/v1/work/${itemId}/claim`);
  expect((await wang("POST", `/v1/work/${itemId}/calls`, { result: "reached" })).body).toMatchObject({ code: "claimed_by_other" });
  expect((await call("no_answer", { againAt: "2020-01-01T00:00:00Z" })).body).toMatchObject({ code: "time_in_past" });
  const againAt = new Date(whole.now() + 5 * 3_600_000).toISOString();
  expect((await call("no_answer", { againAt })).body).toMatchObject({ ownerId: null, readyAt: againAt, endedAt: null });
  await boss("POST", `/v1/work/${itemId}/claim`);
  const reached = await call("reached", { note: "说明了退款时间，买家很着急的事已解决" });
  expect(reached.body["endedAt"], reached.text).not.toBeNull();
  const shown = await boss("GET", `/v1/cases/${caseId}/work`);
  expect(shown.body["calls"]).toMatchObject([
    { callNo: 1, result: "no_answer", againAt },
    { callNo: 2, result: "reached", againAt: null },
  ]);
  expect(await toldOf(caseId), "told once").toHaveLength(1);
  const complaint = await complaintOf(caseId);
  await boss("POST", `/v1/work/${complaint.itemId}/claim`);
  expect((await boss("POST", `/v1/work/${complaint.itemId}/calls`, { result: "reached" })).body).toMatchObject({ code: "not_a_call" });
  expect((await boss("POST", `/v1/work/${complaint.itemId}/finish`)).body).toMatchObject({ code: "ends_with_step" });
});

test("nobody of another operation sees, takes or merges any of it", async () => {
  const elsewhere = await openShop(whole, pool, { code: "elsewhere", orders: [{ no: "E1" }] });
  const stranger = await signedIn(whole, elsewhere, ADMIN.email);
  const [item] = await items(boss, "?view=open");
  if (item === undefined) throw new Error("something is open");
  await stranger("PUT", "/v1/work/duty", { isOnDuty: true });
  expect(await items(stranger, "?view=open")).toEqual([]);
  expect((await stranger("POST", "/v1/work:next")).body).toEqual({ item: null });
  for (const [deed, body] of [
    ["claim", undefined],
    ["release", undefined],
    ["snooze", { until: new Date(whole.now() + 60_000).toISOString() }],
    ["merge", { into: item.itemId }],
  ] as const)
    expect((await stranger("POST", `/v1/work/${item.itemId}/${deed}`, body)).body).toMatchObject({ status: 404, code: "not_found" });
  const { caseId } = await elsewhere.opened("E1", {
    serviceType: "complaint",
    reason: "80.05",
    statement: "客服没有回复我",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  const own = await complaintOf(caseId, stranger);
  expect((await stranger("POST", `/v1/work/${own.itemId}/merge`, { into: item.itemId })).body).toMatchObject({ status: 404 });
});

test("the team sees who is there, what it kept and how many it needs; whose misses they are only the supervisor and oneself", async () => {
  type Row = { readonly standard: string; readonly accountId: string | null; readonly met: number; readonly missed: number };
  const shownTo = async (caller: Caller) => {
    const shown = await caller("GET", "/v1/work/team?days=1");
    expect(shown.status, shown.text).toBe(200);
    return shown.body;
  };
  const toBoss = await shownTo(boss);
  expect(
    (toBoss["agents"] as unknown as readonly { name: string; isOnDuty: boolean }[]).map(({ name, isOnDuty }) => [name, isOnDuty]),
  ).toContainEqual(["王敏", true]);
  const peopleIn = (body: Record<string, unknown>) => (body["attainment"] as readonly Row[]).map(({ accountId }) => accountId);
  expect(peopleIn(toBoss)).toContain(liId);
  expect(peopleIn(await shownTo(wang))).not.toContain(liId);
  expect(peopleIn(await shownTo(li))).toContain(liId);
  expect(toBoss["recognisedBy"], "whoever is not thanked reads why").toContainEqual({ zh: "投诉：每项 3 分", en: "A complaint: 3 points" });
});

type HalfHour = {
  readonly halfHourAt: string;
  readonly team: string;
  readonly arrived: number | null;
  readonly needed: { agents: number } | null;
  readonly planned: number;
  readonly onDuty: number | null;
  readonly short: number;
};
const staffingOf = async (caller: Caller, team: string): Promise<readonly HalfHour[]> => {
  const shown = await caller("GET", "/v1/work/staffing");
  expect(shown.status, shown.text).toBe(200);
  return (shown.body["halfHours"] as unknown as readonly HalfHour[]).filter(each => each.team === team);
};

/** The rules' row for complaints: an owner within the hour, 95 in 100. */
const COMPLAINTS_GOAL = { withinSeconds: 3600, targetBasisPoints: 9500, shrinkageBasisPoints: 3000 };

test("staffing sets the need of real arrivals beside who is planned and who was there, and says what is short", async () => {
  const withArrivals = async () => (await staffingOf(boss, "complaints")).find(({ arrived }) => (arrived ?? 0) > 2);
  const before = await withArrivals();
  if (before === undefined || before.needed === null) throw new Error("complaints came in and one was handled, in ten minutes");
  const asked = { arrivals: before.arrived ?? 0, perSeconds: 1800, handleSeconds: 600, ...COMPLAINTS_GOAL };
  expect(before.needed.agents).toBe(staffingFor(asked).agents);
  const { goals } = (await boss("GET", "/v1/work/staffing")).body as unknown as { goals: readonly object[] };
  expect(goals).toContainEqual(expect.objectContaining({ team: "complaints", ...COMPLAINTS_GOAL, ruleId: "SG-02", status: "chosen" }));
  expect(before).toMatchObject({ planned: 0, short: before.needed.agents });
  expect(before.onDuty).toBeGreaterThan(0);

  const wangId = String((await wang("PUT", "/v1/work/duty", { isOnDuty: true })).body["accountId"]);
  const everyDay = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, fromMinute: 0, toMinute: 1440 }));
  const desk = { name: "王敏", teams: ["complaints"], skills: ["complaint"], languages: ["zh"], capacity: 5, shifts: everyDay };
  const twice = [...everyDay, { weekday: 1, fromMinute: 540, toMinute: 600 }];
  expect((await boss("PUT", `/v1/work/agents/${wangId}`, { ...desk, shifts: twice })).body).toMatchObject({ code: "shifts_overlap" });
  expect((await boss("PUT", `/v1/work/agents/${wangId}`, desk)).status).toBe(200);
  expect(await withArrivals()).toMatchObject({ planned: 1, short: before.needed.agents - 1 });

  const [from, until] = [-1, 1].map(days => new Date(whole.now() + days * 86_400_000).toISOString());
  const absence = { kind: "absent", reason: "sick", fromAt: from, untilAt: until };
  const path = `/v1/work/agents/${wangId}/shift-changes`;
  expect((await boss("POST", path, { ...absence, untilAt: from })).body).toMatchObject({ status: 422, code: "span_not_forward" });
  expect((await wang("POST", path, absence)).status).toBe(403);
  const entered = await boss("POST", path, absence);
  expect(entered.status, entered.text).toBe(201);
  expect(await withArrivals()).toMatchObject({ planned: 0 });
  const roster = await boss("GET", `/v1/work/roster?fromAt=${from}&days=2`);
  expect(roster.body).toMatchObject({ changes: [{ accountId: wangId, kind: "absent", reason: "sick" }] });
  expect(roster.body["teams"]).toContain("complaints");
  const change = `/v1/work/shift-changes/${String(entered.body["changeId"])}`;
  expect((await boss("DELETE", change)).status).toBe(204);
  expect((await boss("DELETE", change)).body).toMatchObject({ code: "not_found" });
  expect(await withArrivals()).toMatchObject({ planned: 1 });
});

test("what hinders people is kept, read and answered once", async () => {
  const [item] = await items(boss, "?view=open");
  if (item === undefined) throw new Error("something is open");
  const { caseId, itemId } = item;
  const reported = await wang("POST", "/v1/work/hindrances", { kind: "tool", text: "查物流要开三个页面", itemId });
  expect(reported.status, reported.text).toBe(201);
  const path = `/v1/work/hindrances/${String(reported.body["hindranceId"])}/review`;
  expect((await wang("POST", path, { answer: "我自己答" })).status).toBe(403);
  expect((await li("GET", "/v1/work/hindrances?status=any")).body["items"], "only one's own").toEqual([]);
  expect((await boss("GET", "/v1/work/hindrances")).body["items"]).toMatchObject([
    { text: "查物流要开三个页面", name: "王敏", caseId, answer: null },
  ]);
  expect((await boss("POST", path, { answer: "下周合并成一页" })).body).toMatchObject({ answer: "下周合并成一页" });
  expect((await boss("POST", path, { answer: "再说一次" })).status).toBe(404);
  expect((await boss("GET", "/v1/work/hindrances")).body["items"]).toEqual([]);
  expect((await wang("GET", "/v1/work/hindrances?status=any")).body["items"], "who said it reads the answer").toMatchObject([
    { text: "查物流要开三个页面", answer: "下周合并成一页" },
  ]);
});

test("the reader of the feed can be thrown back to the beginning: the same items come out, and nothing is counted twice", async () => {
  await quiet(whole, pool);
  const portrait = async () =>
    (await pool.query("select item_id, kind, team, owner_id, ended_at, ended_how from work_items order by item_id")).rows;
  const counted = async () =>
    (await pool.query("select sum(arrived)::int as arrived, sum(handled)::int as handled from work_arrivals")).rows;
  const before = [await portrait(), await counted()];
  await pool.query("update feed_followers set read_to = 0 where name = 'work'");
  await quiet(whole, pool);
  expect([await portrait(), await counted()]).toEqual(before);
});
