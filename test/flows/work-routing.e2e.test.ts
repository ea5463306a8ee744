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
  type RunningShop,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const MINUTE_MS = 60_000;
const FILING = { serviceType: "compensation", reason: "40.01", lines: [{ lineNo: 1, quantity: 1, condition: "opened_intact" }] };

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let boss: Caller;
let buyer: (no: string) => Credentials;
const people = new Map<string, { readonly caller: Caller; readonly accountId: string }>();

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  const orders = [
    ...["E1", "E2"].map(no => ({ no, customer: "u2" })),
    ...["K1", "K2", "K3"].map(no => ({ no, customer: "u1" })),
    ...["V1", "V2"].map(no => ({ no, customer: "vip" })),
  ];
  shop = await openShop(whole, pool, { orders });
  boss = await signedIn(whole, shop, ADMIN.email);
  buyer = await hostTokens(whole, boss);
  await person("zhou", ["zh"]);
  await person("smith", ["zh", "en"]);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const person = async (name: string, languages: readonly string[]): Promise<void> => {
  const email = `${name}@shop.example`;
  const made = await boss("POST", "/v1/accounts", { email, name, role: "complaint_owner", password: ADMIN.password });
  expect(made.status, made.text).toBe(201);
  const caller = await signedIn(whole, shop, email);
  const accountId = String(made.body["accountId"]);
  const desk = { name, teams: ["complaints", "vip"], skills: ["complaint", "vip"], languages, capacity: 10, shifts: [] };
  expect((await boss("PUT", `/v1/work/agents/${accountId}`, desk)).status).toBe(200);
  await caller("PUT", "/v1/work/duty", { isOnDuty: true });
  people.set(name, { caller, accountId });
};
const as = (name: string) => {
  const found = people.get(name);
  if (found === undefined) throw new Error(`${name} works here`);
  return found;
};
type Item = Readonly<Record<string, unknown>> & { readonly itemId: string };
const complaintBy = async (no: string): Promise<Item> => {
  const { caseId } = await shop.opened(no, { ...FILING, serviceType: "complaint", reason: "80.05", statement: "客服没有回复我" });
  const found: Item[] = [];
  await eventually("somebody is asked", async () => {
    const shown = await boss("GET", `/v1/cases/${caseId}/work`);
    found.push(...(shown.body["items"] as unknown as readonly Item[]));
    return found.length > 0;
  });
  const [item] = found;
  if (item === undefined) throw new Error(`the complaint about ${no} asks somebody`);
  return item;
};
const next = async (name: string): Promise<string | null> => {
  const taken = await as(name).caller("POST", "/v1/work:next");
  expect(taken.status, taken.text).toBe(200);
  return taken.body["item"] === null ? null : (taken.body["item"] as unknown as Item).itemId;
};
const solve = async (name: string, item: Item): Promise<void> => {
  // Telling the buyer who has it changes the case; a decision is then taken on what stands.
  await eventually("the buyer knows who has it", async () => {
    const { rows } = await pool.query("select from work_items where item_id = $1 and tell_owner_id is null", [item.itemId]);
    return rows.length === 1;
  });
  const solved = await shop.command(
    String(item["caseId"]),
    "grant",
    { cash: { amount: 100, currency: "CNY" }, benefits: [] },
    as(name).caller,
  );
  expect(solved.status, solved.text).toBe(200);
  await eventually("the item has ended", async () => {
    const { rows } = await pool.query("select from work_items where item_id = $1 and ended_at is not null", [item.itemId]);
    return rows.length === 1;
  });
};

test("a buyer who wants to be written to in English is given to somebody who speaks it", async () => {
  const hours = { channels: ["sms"], quietFromMinute: 0, quietToMinute: 0 };
  const said = await asking(whole, buyer("u2"))("PUT", "/v1/me/notice-settings", { ...hours, language: "en" });
  expect(said.status, said.text).toBe(200);
  const item = await complaintBy("E1");
  expect(item).toMatchObject({ language: "en" });
  expect(await next("zhou")).toBeNull();
  expect(await next("smith")).toBe(item.itemId);
  await solve("smith", item);
});

test("who solved this buyer's last matter is offered the next one first, and everybody after a quarter of an hour", async () => {
  const first = await complaintBy("K1");
  expect(await next("zhou")).toBe(first.itemId);
  await solve("zhou", first);
  const second = await complaintBy("K2");
  expect(second).toMatchObject({ preferredId: as("zhou").accountId });
  expect(await next("smith"), "it is kept for who knows them").toBeNull();
  whole.pass(16 * MINUTE_MS);
  expect(await next("smith")).toBe(second.itemId);
  await solve("smith", second);
});

test("nobody waits for who knows the buyer and is not there, or cannot take it", async () => {
  await as("smith").caller("PUT", "/v1/work/duty", { isOnDuty: false });
  const item = await complaintBy("K3");
  expect(item, "the one before is there").toMatchObject({ preferredId: as("zhou").accountId });
  await solve("zhou", item);
  await as("zhou").caller("PUT", "/v1/work/duty", { isOnDuty: false });
  await as("smith").caller("PUT", "/v1/work/duty", { isOnDuty: true });
  const english = await complaintBy("E2");
  expect(english).toMatchObject({ preferredId: as("smith").accountId });
  expect(await next("smith")).toBe(english.itemId);
  await solve("smith", english);
});

test("a valued buyer's own advisor has the first look, and a colleague when the advisor is away", async () => {
  await as("zhou").caller("PUT", "/v1/work/duty", { isOnDuty: true });
  const { rows } = await pool.query("select customer_id from customers where external_id = 'vip'");
  const path = `/v1/customers/${rows[0].customer_id}/advisor`;
  const named = await boss("PUT", path, { accountId: as("smith").accountId });
  expect(named.status, named.text).toBeLessThan(300);
  const first = await complaintBy("V1");
  expect(first).toMatchObject({ tier: "vip", class: 2, preferredId: as("smith").accountId });
  expect(await next("zhou")).toBeNull();
  expect(await next("smith")).toBe(first.itemId);
  await as("smith").caller("PUT", "/v1/work/duty", { isOnDuty: false });
  const second = await complaintBy("V2");
  expect(second).toMatchObject({ preferredId: null });
  expect(await next("zhou")).toBe(second.itemId);
});
