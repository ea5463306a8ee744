import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, adminPool, openShop, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let agent: Caller;
let finance: Caller;
let seller: Caller;
let sellerId: string;

/** Ten peaches at 5.90. */
const PEACHES = [{ sku: "mug-white", quantity: 10, priceMinor: 590, category: "fresh.fruit.peach" }];

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    kind: "marketplace",
    orders: [
      { no: "KEPT", lines: PEACHES },
      { no: "SILENT", lines: PEACHES },
      { no: "BADGE", lines: PEACHES, promises: [{ kind: "bad_item", by: "platform" }] },
      { no: "LATE", shipped: false },
      { no: "AGREED" },
    ],
  });
  admin = await signedIn(whole, shop, ADMIN.email);
  sellerId = (await pool.query("select seller_id from sellers where external_id = 's1'")).rows[0].seller_id;
  const person = async (role: string, more: object = {}): Promise<Caller> => {
    const email = `${role}@shop.example`;
    const made = await admin("POST", "/v1/accounts", { role, email, name: "小周", password: ADMIN.password, ...more });
    expect(made.status, made.text).toBe(201);
    return signedIn(whole, shop, email);
  };
  agent = await person("agent");
  finance = await person("finance");
  seller = await person("seller", { sellerId });
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const CNY = (amount: number) => ({ amount, currency: "CNY" });
const ROT = {
  ...{ serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01", evidence: [{ kind: "photo" }] },
  lines: [{ lineNo: 1, quantity: 10, damageBasisPoints: 10_000 }],
};
const opened = async (no: string, body: object): Promise<string> => {
  const { caseId } = await shop.opened(no, body);
  await quiet(whole, pool);
  return caseId;
};
const said = async (caseId: string, name: string, body: object, caller: Caller = shop.host): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(whole, pool);
};
const body = async (call: ReturnType<Caller>) => {
  const answered = await call;
  expect(answered.status, answered.text).toBe(200);
  return answered.body;
};
type Line = { caseId: string; direction: "in" | "out"; amount: { amount: number }; reason: string; rule: { ruleId: string } | null };
/** What the seller reads of the case, the first line first. */
const statement = async (caseId: string): Promise<readonly string[]> => {
  const { items } = await body(seller("GET", `/v1/merchants/${sellerId}/statement?limit=100`));
  return (items as unknown as Line[])
    .filter(line => line.caseId === caseId && ["case", "borne_by_platform"].includes(line.reason))
    .map(({ direction, amount, reason, rule }) => `${reason} ${direction} ${amount.amount}${rule === null ? "" : ` ${rule.ruleId}`}`)
    .toReversed();
};
const pursued = async (caseId: string): Promise<readonly string[]> => {
  const { items } = await body(finance("GET", `/v1/recourses?caseId=${caseId}`));
  return (items as unknown as { bearer: string; owed: { amount: number } }[])
    .filter(({ owed }) => owed.amount > 0)
    .map(({ bearer, owed }) => `${bearer} ${owed.amount}`);
};
const booksHold = async (): Promise<void> => {
  expect(await body(finance("GET", "/v1/ledger/trial-balance"))).toMatchObject({ isBalanced: true });
  expect(await body(finance("POST", "/v1/ledger/verify", {}))).toMatchObject({ faults: 0 });
};

test("G-1: what an agent gives for peaches that nobody has shown to be the seller's fault comes to nothing on the seller's statement, until a cause is named", async () => {
  const caseId = await opened("KEPT", ROT);
  await said(caseId, "approve", {}, agent);
  expect(await statement(caseId)).toEqual(["case out 5900", "borne_by_platform in 5900 G-1"]);
  expect(await pursued(caseId)).toEqual([]);
  expect(await body(finance("GET", "/v1/ledger/balances?account=borne_for_seller"))).toMatchObject({ balances: [{ debit: CNY(5900) }] });
  const { items } = await body(seller("GET", `/v1/merchants/${sellerId}/statement?limit=100`));
  expect(
    (items as unknown as { rule: { explanation: object } | null }[]).find(({ rule }) => rule !== null)?.rule?.explanation,
  ).toMatchObject({
    zh: expect.stringContaining("平台"),
  });
  await said(caseId, "judge-cause", { judgedReason: "70.01", rootCause: "L-20", why: "复核照片：出库前已腐坏" }, agent);
  expect(await statement(caseId)).toEqual(["case out 5900", "borne_by_platform in 5900 G-1", "borne_by_platform out 5900 L-20"]);
  expect(await pursued(caseId)).toEqual(["seller 5900"]);
  await booksHold();
});

test("L-34: a guarantee under the platform's own badge is the platform's, and no opt-in of the seller's", async () => {
  const caseId = await opened("BADGE", {
    ...{ serviceType: "guarantee_claim", reason: "70.01", evidence: [{ kind: "photo" }] },
    lines: [{ lineNo: 1, quantity: 10, damageBasisPoints: 10_000 }],
  });
  if ((await statement(caseId)).length === 0) await said(caseId, "approve", {}, agent);
  const [charged, borne, ...more] = await statement(caseId);
  expect([charged, borne, more]).toEqual(["case out 5900", "borne_by_platform in 5900 L-34", []]);
  expect(await pursued(caseId)).toEqual([]);
});

test("L-35: a failure of the platform's own takes the price and the sum for late shipping from the seller, both", async () => {
  const caseId = await opened("LATE", {
    ...{ serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.05", lines: [{ lineNo: 1, quantity: 2 }] },
  });
  // 118.00, 1 % of it for shipping late, at least 3.00 (LS-1), and 5 % for having none to ship, 5.90 (SO-1).
  expect(await statement(caseId)).toEqual(["case out 12690"]);
  expect(await pursued(caseId)).toEqual(["seller 12690"]);
  await said(caseId, "judge-cause", { judgedReason: "10.05", rootCause: "L-35", why: "平台系统没有把订单推给商家" }, agent);
  expect(await statement(caseId)).toEqual(["case out 12690", "borne_by_platform in 12690 L-35"]);
  expect(await pursued(caseId)).toEqual([]);
  await booksHold();
});

test("F-1: a return agreed between buyer and seller without a word of the freight is settled with the way back on the seller's statement", async () => {
  const caseId = await opened("AGREED", {
    ...{ serviceType: "return_refund", reason: "40.02", evidence: [{ kind: "photo" }] },
    lines: [{ lineNo: 1, quantity: 2, condition: "used" }],
  });
  await said(caseId, "offer", { amount: CNY(10_000), keepGoods: false }, seller);
  await said(caseId, "answer-offer", { accept: true });
  expect(await body(seller("GET", `/v1/cases/${caseId}`))).toMatchObject({ freight: { outbound: "seller", return: "seller" } });
  await said(caseId, "hand-over", { carrier: "SF", trackingNo: "SF9001", returnFreight: { amount: CNY(1200) } });
  await said(caseId, "receive", { lines: [{ lineNo: 1, quantity: 2 }] });
  await said(caseId, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 2, damaged: 0, missing: 0, wrong: 0 }] }, admin);
  expect(await body(seller("GET", `/v1/cases/${caseId}`))).toMatchObject({ phase: "resolved" });
  const { rows } = await pool.query(
    "select sum(leg.amount)::int as amount from postings p, unnest(p.accounts, p.amounts) as leg(account, amount) where p.case_id = $1 and leg.account = 'seller_settlement'",
    [caseId],
  );
  expect(rows[0].amount).toBe(11_200);
  // The maker answers for the fault, and the seller for the freight it agreed to.
  expect((await pursued(caseId)).toSorted()).toEqual(["manufacturer 10000", "seller 1200"]);
  await booksHold();
});

test("G-1: the seller's silence is no agreement", async () => {
  const caseId = await opened("SILENT", ROT);
  whole.pass(3 * 86_400_000);
  await quiet(whole, pool);
  finance = await signedIn(whole, shop, "finance@shop.example");
  agent = await signedIn(whole, shop, "agent@shop.example");
  seller = await signedIn(whole, shop, "seller@shop.example");
  expect(await statement(caseId)).toEqual(["case out 5900", "borne_by_platform in 5900 G-1"]);
  expect(await pursued(caseId)).toEqual([]);
});
