import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ADMIN,
  adminPool,
  type Credentials,
  openShop,
  quiet,
  type RunningShop,
  sessionOf,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const DAY_MS = 86_400_000;
const DAY = "2025-11-21";
const NEXT = "2025-11-22";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let finance: Caller;
let second: Caller;
let credentials: Credentials;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { kind: "marketplace", orders: ["R1", "R2", "R3", "R4"].map(no => ({ no, shipped: false })) });
  const admin = await signedIn(whole, shop, ADMIN.email);
  for (const email of ["money@shop.example", "second@shop.example"])
    await admin("POST", "/v1/accounts", { role: "finance", email, name: "小钱", password: ADMIN.password });
  for (const no of ["R1", "R2", "R3"]) await refunded(no);
  await pass();
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

/** Whoever was away for a day signs in again. */
const pass = async (): Promise<void> => {
  whole.pass(DAY_MS);
  await quiet(whole, pool);
  finance = await signedIn(whole, shop, "money@shop.example");
  second = await signedIn(whole, shop, "second@shop.example");
  credentials = await sessionOf(whole, shop, "money@shop.example");
};
const refunded = async (no: string): Promise<void> => {
  const lines = [{ lineNo: 1, quantity: 2 }];
  await shop.opened(no, { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines });
  await quiet(whole, pool);
};
/** What an answer says; each field is looked at by what it should be. */
type Said = Record<string, never> & Record<string, unknown>;
const ok = async (call: ReturnType<Caller>, status = 200): Promise<Said> => {
  const answered = await call;
  expect(answered.status, answered.text).toBe(status);
  return answered.body;
};
const CNY = (amount: number) => ({ amount, currency: "CNY" });
const bankStatement = async (day: string): Promise<string> => (await finance("GET", `/v1/sandbox/bank-statement?day=${day}`)).text;
const imported = async (file: string, more: { readonly gateway?: string; readonly format?: string; readonly day?: string } = {}) => {
  const { gateway = "sandbox", format = "sandbox", day = DAY } = more;
  const response = await fetch(`${whole.base}/v1/reconciliation/statements:import?gateway=${gateway}&format=${format}&day=${day}`, {
    method: "POST",
    headers: { "content-type": "text/csv", ...credentials },
    body: file,
  });
  return { status: response.status, body: (await response.json()) as Said };
};
/** The bank's file with one refund less, one it made of itself, and totals that agree with that. */
const altered = (file: string): string => {
  const [head = "", first = "", ...rest] = file.trimEnd().split("\r\n");
  const lines = rest.slice(0, -2);
  const own = first.split(",").with(0, "by-hand-1").with(1, "").with(4, "-30.00").join(",");
  const fee = first.split(",").with(0, "fee-1").with(1, "").with(2, "fee").with(3, "").with(4, "-2.00").join(",");
  const all = [...lines, own, fee];
  const cents = all.reduce((sum, line) => sum + Math.round(Number(line.split(",")[4]) * 100), 0);
  return [head, ...all, "total_lines,total_amount", `${all.length},${(cents / 100).toFixed(2)}`, ""].join("\r\n");
};
const items = async (query = "") =>
  (await ok(finance("GET", `/v1/reconciliation/items?status=unsettled${query}`)))["items"] as unknown as readonly {
    readonly itemKey: string;
  }[];

test("the bank's own statement of yesterday matches the books wholly, twice, and its lines go out with what became of them", async () => {
  const file = await bankStatement(DAY);
  const first = await imported(file);
  expect(first.body, JSON.stringify(first.body)).toMatchObject({
    result: "taken",
    lines: 3,
    outcomes: { matched: { count: 3, amount: CNY(-35_400) }, missing: { count: 0 } },
  });
  expect((await imported(file)).body).toMatchObject({
    result: "known",
    statementId: first.body["statementId"],
    outcomes: { matched: { count: 3 } },
  });
  expect(await items()).toEqual([]);
  const lines = await finance("GET", `/v1/reconciliation/statements/${first.body["statementId"]}/lines`);
  expect(lines.text.match(/,matched,refund,done,/g)).toHaveLength(3);
});

test("a statement that is broken, of another form, day, gateway or time is refused whole and changes nothing", async () => {
  const file = await bankStatement(DAY);
  const broken = await imported(file.replace("-118.00", "-118.0x"));
  expect(broken.body).toMatchObject({
    result: "refused",
    faults: [{ row: 2, code: "statement_bad_amount" }, { code: "statement_sum_differs" }],
  });
  expect((await imported(file, { format: "stripe" })).body).toMatchObject({
    result: "refused",
    faults: [{ row: 1, code: "statement_wrong_format" }],
  });
  expect((await imported(file.replaceAll(DAY, "2025-11-20"))).body).toMatchObject({
    faults: expect.arrayContaining([expect.objectContaining({ code: "statement_other_day" })]),
  });
  expect((await imported(file.replaceAll("CNY", "USD"))).body).toMatchObject({
    faults: expect.arrayContaining([expect.objectContaining({ code: "statement_foreign_currency" })]),
  });
  expect(await imported(file, { gateway: "paypal" })).toMatchObject({ status: 422, body: { code: "gateway_unknown" } });
  expect(await imported(file, { day: "2025-11-30" })).toMatchObject({ status: 422, body: { code: "statement_day_not_over" } });
  expect(await imported(file, { format: "csv" })).toMatchObject({ status: 422, body: { code: "statement_mapping_refused" } });
  expect(await ok(finance("GET", `/v1/reconciliation/days/${DAY}`))).toMatchObject({
    gateways: [{ statement: { lines: 3, outcomes: { matched: { count: 3 } } } }],
  });
});

test("what differs is somebody's: a fee is accepted, the rest put aside by two people, and the books follow the gateway", async () => {
  expect((await imported(altered(await bankStatement(DAY)))).body).toMatchObject({
    outcomes: { matched: { count: 2 }, missing: { count: 1 }, extra: { count: 2 } },
  });
  expect((await finance("POST", `/v1/reconciliation/days/${DAY}/close`)).body).toMatchObject({ code: "close_items_open" });
  const fee = { gateway: "sandbox", itemKey: "line:fee:fee-1" };
  expect(await ok(finance("POST", "/v1/reconciliation/items/settle", { ...fee, resolution: "fee" }))).toMatchObject({
    status: "settled",
    stake: CNY(-200),
  });
  expect((await finance("POST", "/v1/reconciliation/items/settle", { ...fee, resolution: "fee" })).body).toMatchObject({
    code: "item_settled",
  });
  const byHand = { gateway: "sandbox", itemKey: "line:refund:by-hand-1" };
  expect((await finance("POST", "/v1/reconciliation/items/confirm", byHand)).body).toMatchObject({ code: "item_not_proposed" });
  await ok(finance("POST", "/v1/reconciliation/items/settle", { ...byHand, resolution: "suspend" }));
  const [missing] = await items("&outcome=missing");
  const name = { gateway: "sandbox", itemKey: missing?.itemKey ?? "" };
  expect(missing).toMatchObject({ stake: CNY(11_800), case: { sellerName: "山间器物" }, fact: { amount: CNY(-11_800) } });
  expect(
    (await finance("POST", "/v1/reconciliation/items/settle", { ...byHand, resolution: "link", linkTo: name.itemKey })).body,
  ).toMatchObject({ code: "item_settled" });
  expect(await ok(finance("POST", "/v1/reconciliation/items/ask-gateway", name))).toMatchObject({ gatewaySaid: { said: "done" } });
  expect(await ok(finance("POST", "/v1/reconciliation/items/explain", { ...name, note: "银行说已付，等它补账单" }))).toMatchObject({
    owner: { name: "小钱" },
  });
  await quiet(whole, pool);
  expect(await ok(finance("GET", "/v1/ledger/balances?partyRef=sandbox"))).toMatchObject({
    balances: [
      { account: "gateway_clearing", credit: CNY(3200) },
      { account: "gateway_fee_expense", debit: CNY(200) },
      { account: "suspense", debit: CNY(3000) },
    ],
  });
  expect(await ok(finance("GET", "/v1/ledger/trial-balance"))).toMatchObject({ isBalanced: true });
  expect(await ok(finance("POST", "/v1/ledger/verify", {}))).toMatchObject({ faults: 0 });
});

test("the true statement takes back what was put aside for the false one", async () => {
  expect((await imported(await bankStatement(DAY))).body).toMatchObject({
    result: "taken",
    outcomes: { matched: { count: 3 }, extra: { count: 0 } },
  });
  expect(await items()).toEqual([]);
  await quiet(whole, pool);
  expect(await ok(finance("GET", "/v1/ledger/balances?account=suspense"))).toMatchObject({
    balances: [{ debit: CNY(3000), credit: CNY(3000) }],
  });
});

test("a large sum takes two people, and who put it there does not sign the day", async () => {
  const [head = "", first = "", ...rest] = (await bankStatement(DAY)).trimEnd().split("\r\n");
  const large = first.split(",").with(0, "by-hand-2").with(1, "").with(4, "-2000.00").join(",");
  const all = [first, ...rest.slice(0, -2), large];
  await imported([head, ...all, "total_lines,total_amount", "4,-2354.00", ""].join("\r\n"));
  const name = { gateway: "sandbox", itemKey: "line:refund:by-hand-2" };
  expect(await ok(finance("POST", "/v1/reconciliation/items/settle", { ...name, resolution: "suspend" }))).toMatchObject({
    status: "proposed",
  });
  expect((await finance("POST", "/v1/reconciliation/items/confirm", name)).body).toMatchObject({ code: "item_needs_another" });
  await ok(finance("POST", "/v1/reconciliation/items/explain", { ...name, note: "门店自行退款，待查" }));
  expect(await ok(second("POST", "/v1/reconciliation/items/confirm", name))).toMatchObject({ status: "settled" });
  await quiet(whole, pool);
  expect((await finance("POST", `/v1/reconciliation/days/${DAY}/close`)).body).toMatchObject({ code: "close_needs_another" });
});

test("a day is signed once, in order, and whoever has the file and the key can check it", async () => {
  const admin = await signedIn(whole, shop, ADMIN.email);
  const close = (day: string) => admin("POST", `/v1/reconciliation/days/${day}/close`);
  expect((await close("2025-11-30")).body).toMatchObject({ code: "close_day_not_over" });
  await ok(close(DAY), 201);
  expect((await close(DAY)).body).toMatchObject({ code: "close_exists" });
  await refunded("R4");
  await pass();
  await pass();
  const later = await signedIn(whole, shop, ADMIN.email);
  expect((await later("POST", "/v1/reconciliation/days/2025-11-23/close")).body).toMatchObject({ code: "close_earlier_open" });
  expect((await later("POST", `/v1/reconciliation/days/${NEXT}/close`)).body).toMatchObject({ code: "close_statement_missing" });
  await imported(await bankStatement(NEXT), { day: NEXT });
  await ok(later("POST", `/v1/reconciliation/days/${NEXT}/close`), 201);

  const hashes: (string | null)[] = [];
  for (const day of [DAY, NEXT]) {
    const file = JSON.parse((await finance("GET", `/v1/reconciliation/closes/${day}/signed`)).text);
    const bytes = Buffer.from(file.payload, "base64");
    expect(verify(null, bytes, createPublicKey(file.publicKey), Buffer.from(file.signature, "base64"))).toBe(true);
    const summary = JSON.parse(bytes.toString("utf8"));
    expect(summary).toMatchObject({ day, previousHash: hashes.at(-1) ?? null, operationCode: "shop" });
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    expect(await ok(finance("POST", `/v1/reconciliation/closes/${day}/verify`))).toEqual({ isValid: true, faults: [] });
  }
});

test("what is tampered with after the signature is found, and another statement of a closed day is an alarm", async () => {
  const file = await bankStatement(DAY);
  expect(await imported(file)).toMatchObject({ status: 409, body: { code: "statement_day_closed" } });
  expect(await ok(finance("GET", "/v1/alarms"))).toMatchObject({ alarms: [{ kind: "statement_differs", targetId: `sandbox/${DAY}` }] });
  await pool.query("update gateway_lines set amount_minor = amount_minor - 1 where row_no = 2");
  expect(await ok(finance("POST", `/v1/reconciliation/closes/${DAY}/verify`))).toEqual({ isValid: false, faults: ["statement"] });
  await pool.query("update gateway_lines set amount_minor = amount_minor + 1 where row_no = 2");
  await expect(pool.query("update daily_closes set summary = ''")).rejects.toThrow();
});

test("the books go out as CSV and as beancount, whose balances hold at every close", async () => {
  const journal = await finance("GET", "/v1/ledger/exports/journal");
  expect(journal.text.split("\r\n")[0]).toContain("date,at,book,posting,kind,account,party,debit,credit,currency");
  expect(journal.text).toContain("reconciliation,suspense,sandbox,2000.00,,CNY");
  expect((await finance("GET", "/v1/ledger/exports/trial-balance")).text).toContain("gateway_clearing,CNY,");
  const { text } = await finance("GET", "/v1/ledger/exports/beancount");
  expect(sumsOf(text)).toEqual({});
  expect(text).toContain("2025-11-23 balance Assets:Suspense 2000.00 CNY");
  expect(text).toMatch(/\n {2}key: "case_[0-9a-z]+:\d+"\n/);
  expect(brokenBalances(text)).toEqual([]);
  // Debian's own checker has the last word wherever it is installed.
  const place = join(whole.dataDir, "books.beancount");
  await writeFile(place, text);
  if (existsSync("/usr/bin/bean-check")) execFileSync("/usr/bin/bean-check", [place], { stdio: "pipe" });
});

type Leg = { readonly day: string; readonly account: string; readonly cents: bigint };
const centsOf = (text: string): bigint => BigInt(text.replace(".", ""));
const legsIn = (text: string): readonly Leg[] => {
  let day = "";
  return text.split("\n").flatMap(line => {
    day = /^(\d{4}-\d{2}-\d{2}) \*/.exec(line)?.[1] ?? day;
    const [, account, amount] = /^ {2}([A-Z][\w:-]+) {2}(-?[\d.]+) CNY$/.exec(line) ?? [];
    return account === undefined || amount === undefined ? [] : [{ day, account, cents: centsOf(amount) }];
  });
};
/** Days whose legs do not sum to nothing. */
const sumsOf = (text: string): Readonly<Record<string, bigint>> => {
  const sums = new Map<string, bigint>();
  for (const { day, cents } of legsIn(text)) sums.set(day, (sums.get(day) ?? 0n) + cents);
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n));
};
const brokenBalances = (text: string): readonly string[] =>
  [...text.matchAll(/^(\d{4}-\d{2}-\d{2}) balance (\S+) (-?[\d.]+) CNY$/gm)].flatMap(([line = "", day = "", account, amount = "0"]) => {
    const found = legsIn(text).filter(leg => leg.account === account && leg.day < day);
    return found.reduce((sum, leg) => sum + leg.cents, 0n) === centsOf(amount) ? [] : [line];
  });
