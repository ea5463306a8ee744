import { DAY_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  ADMIN,
  adminPool,
  asking,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  type Summary,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let finance: Caller;
let seller: Caller;
let buyer: Caller;

const EARLY = { promises: [{ kind: "refund_before_return", by: "platform" }] };
const ONE_MUG = { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900 }] };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { kind: "marketplace", orders: [{ no: "FIRST" }] });
  admin = await signedIn(whole, shop, ADMIN.email);
  const { rows } = await pool.query("select seller_id from sellers where external_id = 's1'");
  const account = { name: "小钱", password: ADMIN.password };
  await admin("POST", "/v1/accounts", { role: "finance", email: "money@shop.example", ...account });
  await admin("POST", "/v1/accounts", { role: "seller", sellerId: rows[0].seller_id, email: "seller@shop.example", ...account });
  await signInAnew();
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const signInAnew = async (): Promise<void> => {
  admin = await signedIn(whole, shop, ADMIN.email);
  finance = await signedIn(whole, shop, "money@shop.example");
  seller = await signedIn(whole, shop, "seller@shop.example");
  buyer = asking(whole, (await hostTokens(whole, admin))("u1"));
};
const pass = async (days: number): Promise<void> => {
  whole.pass(days * DAY_MS);
  await quiet(whole, pool);
};
const CNY = (amount: number) => ({ amount, currency: "CNY" });
const refusesToCollect = (times: number): void =>
  whole.composed.sandbox?.mischiefs.set({
    seed: 1,
    rules: [{ methods: ["collect"], calls: { kind: "next", count: times }, act: { kind: "refuse", code: "declined" } }],
  });

/** Paid before the goods, which never came; asked back, and the buyer's bank says no. */
const leftOwing = async (no: string): Promise<Summary> => {
  const filed = await paidEarly(no);
  for (const days of [8, 31]) await pass(days);
  await signInAnew();
  return filed;
};
const paidEarly = async (no: string): Promise<Summary> => {
  refusesToCollect(1);
  await shop.import([{ no, ...ONE_MUG, ...EARLY }]);
  const filed = await shop.opened(no, {
    ...{ serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] },
  });
  await quiet(whole, pool);
  return filed;
};
const debtOf = async ({ caseId }: Summary) => {
  await quiet(whole, pool);
  const { body } = await finance("GET", `/v1/recourses?caseId=${caseId}`);
  const items = body["items"] as unknown as readonly Record<string, string>[];
  return items.find(({ bearer }) => bearer === "buyer") ?? {};
};
const seen = async ({ caseId }: Summary) => (await buyer("GET", `/v1/cases/${caseId}`)).body;
const isReminded = async ({ caseId }: Summary, times: number): Promise<void> => {
  const reminders = async () => {
    const { body } = await buyer("GET", "/v1/notices");
    const told = body["items"] as unknown as readonly { readonly caseId: string; readonly template: string }[];
    expect(told.filter(notice => notice.caseId === caseId && notice.template === "notice.buyer_debt_due")).toHaveLength(times);
  };
  await vi.waitFor(reminders, { interval: 20, timeout: 20_000 });
};
const booksHold = async (): Promise<void> => {
  await quiet(whole, pool);
  expect((await finance("GET", "/v1/ledger/trial-balance")).body).toMatchObject({ isBalanced: true });
  expect((await finance("POST", "/v1/ledger/verify", {})).body).toMatchObject({ faults: 0 });
};

test("a refund ahead of goods that never came is the buyer's debt when it is not paid back: reminded of each week, kept out of every other refund, and paid on the case's page", async () => {
  const filed = await leftOwing("PAYS");
  expect(await seen(filed)).toMatchObject({ phase: "resolved", collect: { amount: CNY(5900), collected: CNY(0), owing: true } });
  const { body: summary } = await buyer("GET", `/v1/cases/${filed.caseId}`);
  const debt = await debtOf(filed);
  expect(debt).toMatchObject({
    ...{ bearer: "buyer", phase: "recovering", outstanding: CNY(5900), shortNo: summary["shortNo"] },
    trying: { source: "receivable", ruleId: "RC-00" },
  });
  await isReminded(filed, 1);
  for (const days of [8, 8]) await pass(days);
  await signInAnew();
  await isReminded(filed, 3);
  expect((await seller("GET", `/v1/recourses?caseId=${filed.caseId}`)).body["items"]).toMatchObject([{ bearer: "seller" }]);
  expect((await seller("GET", `/v1/recourses/${debt["recourseId"]}`)).status).toBe(404);
  const ageing = (await finance("GET", "/v1/ledger/exposure")).body["ageing"];
  expect(ageing).toMatchObject([{ owedBy: "buyer", outstanding: CNY(5900), count: 1 }]);

  // Nothing is kept back of what the buyer is owed elsewhere.
  await shop.import([{ no: "LATER", shipped: false, ...ONE_MUG }]);
  const later = await shop.opened("LATER", {
    ...{ serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 1 }] },
  });
  await quiet(whole, pool);
  expect(await seen(later)).toMatchObject({ phase: "resolved", refunded: CNY(5900) });

  const stranger = asking(whole, (await hostTokens(whole, admin))("u2"));
  expect((await shop.command(filed.caseId, "pay-debt", {}, stranger)).status).toBe(404);
  expect((await shop.command(filed.caseId, "pay-debt", {}, buyer)).status).toBe(200);
  await quiet(whole, pool);
  expect(await seen(filed)).toMatchObject({ phase: "resolved", collect: { amount: CNY(5900), collected: CNY(5900) } });
  expect(await debtOf(filed)).toMatchObject({ phase: "recovered", outstanding: CNY(0) });
  expect((await shop.command(filed.caseId, "pay-debt", {}, buyer)).body).toMatchObject({ code: "no_debt" });
  await booksHold();
});

test("a buyer's debt that nobody pays is written off by two people after its time, and paid after all it undoes the loss", async () => {
  const filed = await leftOwing("NEVER");
  const debt = await debtOf(filed);
  const about = `/v1/recourses/${debt["recourseId"]}`;
  expect((await finance("POST", `${about}/payment`, { reference: "b-1", amount: CNY(5900) })).body).toMatchObject({
    code: "recourse_not_billed",
  });
  for (const days of [91, 8]) await pass(days);
  await signInAnew();
  expect(await debtOf(filed)).toMatchObject({ trying: { source: "write_off" }, outstanding: CNY(5900) });
  expect((await finance("POST", `${about}/write-off`)).status).toBe(200);
  expect((await finance("POST", `${about}/write-off/approve`)).body).toMatchObject({ code: "write_off_needs_another" });
  expect((await admin("POST", `${about}/write-off/approve`)).body).toMatchObject({ phase: "written_off" });
  await booksHold();
  const lost = "/v1/ledger/balances?account=write_off_expense";
  expect((await finance("GET", lost)).body).toMatchObject({ balances: [{ debit: CNY(5900), credit: CNY(0) }] });

  expect((await shop.command(filed.caseId, "pay-debt", {}, buyer)).status).toBe(200);
  expect(await debtOf(filed)).toMatchObject({ phase: "recovered", writtenOff: CNY(0) });
  await booksHold();
  expect((await finance("GET", lost)).body).toMatchObject({ balances: [{ debit: CNY(5900), credit: CNY(5900) }] });
});

test("what the seller's deposit paid is given back when the decision is overturned: posted the other way round, and nothing edited", async () => {
  const { rows } = await pool.query("select seller_id as id from sellers where external_id = 's1'");
  const deposit = async () => (await finance("GET", `/v1/merchants/${rows[0].id}`)).body["deposit"];
  await finance("POST", `/v1/merchants/${rows[0].id}/deposit/top-ups`, { reference: "in-1", amount: CNY(10_000) });
  const filed = await paidEarly("TURNED");
  await quiet(whole, pool);
  expect(await deposit()).toEqual(CNY(4100));
  const posted = async () =>
    (await finance("GET", `/v1/ledger/postings?caseId=${filed.caseId}`)).body["items"] as unknown as readonly Record<string, string>[];
  const before = await posted();
  for (const days of [8, 31]) await pass(days);
  await signInAnew();
  await quiet(whole, pool);
  expect(await deposit()).toEqual(CNY(10_000));
  const after = await posted();
  expect(after.length).toBeGreaterThan(before.length);
  for (const posting of before) expect(after).toContainEqual(posting);
  const { body } = await finance("GET", `/v1/recourses?caseId=${filed.caseId}`);
  const ofSeller = (body["items"] as unknown as readonly { readonly bearer: string }[]).find(({ bearer }) => bearer === "seller");
  expect(ofSeller).toMatchObject({
    ...{ phase: "recovered", owed: CNY(0), taken: CNY(0) },
    takes: [
      { source: "deposit", direction: "taken", amount: CNY(5900) },
      { source: "deposit", direction: "given_back", amount: CNY(5900) },
    ],
  });
  await booksHold();
});
