import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reconcileCommand } from "../../apps/cli/src/reconcile-command.ts";
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
const ORDERS = ["R1", "R2", "R3"];

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let finance: Caller;
let second: Caller;
let credentials: Credentials;
let apiKey = "";
let dir = "";
/** What the bank was told of each order's refund. */
const keyOf = new Map<string, string>();

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  dir = await mkdtemp(join(tmpdir(), "amends-statements-"));
  shop = await openShop(whole, pool, { kind: "marketplace", orders: ORDERS.map(no => ({ no, shipped: false })) });
  const admin = await signedIn(whole, shop, ADMIN.email);
  for (const email of ["money@shop.example", "second@shop.example"])
    await admin("POST", "/v1/accounts", { role: "finance", email, name: "小钱", password: ADMIN.password });
  apiKey = String((await admin("POST", "/v1/api-keys", { name: "books" })).body["secret"]);
  for (const no of ORDERS) {
    const lines = [{ lineNo: 1, quantity: 2 }];
    await shop.opened(no, { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines });
    await quiet(whole, pool);
  }
  whole.pass(DAY_MS);
  await quiet(whole, pool);
  finance = await signedIn(whole, shop, "money@shop.example");
  second = await signedIn(whole, shop, "second@shop.example");
  credentials = await sessionOf(whole, shop, "money@shop.example");
  const bank = (await finance("GET", `/v1/sandbox/bank-statement?day=${DAY}`)).text;
  for (const [, key = "", , no = ""] of bank.split("\r\n").map(line => line.split(","))) keyOf.set(no, key);
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
  await rm(dir, { recursive: true, force: true });
});

type Said = Record<string, never> & Record<string, unknown>;
const ok = async (call: ReturnType<Caller>, status = 200): Promise<Said> => {
  const answered = await call;
  expect(answered.status, answered.text).toBe(status);
  return answered.body;
};
const CNY = (amount: number) => ({ amount, currency: "CNY" });

type Refund = { readonly ref: string; readonly key: string; readonly order: string; readonly yuan: string; readonly fee: string };
/** WeChat Pay's bill of the day with these refunds. */
const bill = (refunds: readonly Refund[]): string => {
  const sum = (of: (refund: Refund) => string) =>
    (refunds.reduce((total, refund) => total + Math.round(Number(of(refund)) * 100), 0) / 100).toFixed(2);
  return [
    "交易时间,微信订单号,商户订单号,交易状态,货币种类,微信退款单号,商户退款单号,申请退款金额,退款状态,手续费",
    ...refunds.map(
      ({ ref, key, order, yuan, fee }) => `\`${DAY} 12:40:00,\`42,\`${order},\`REFUND,\`CNY,\`${ref},\`${key},\`${yuan},\`SUCCESS,\`${fee}`,
    ),
    "总交易单数,申请退款总金额,手续费总金额",
    `\`${refunds.length},\`${sum(({ yuan }) => yuan)},\`${sum(({ fee }) => fee)}`,
    "",
  ].join("\n");
};
const imported = async (file: string): Promise<Said> => {
  const response = await fetch(`${whole.base}/v1/reconciliation/statements:import?gateway=sandbox&format=wechat_pay&day=${DAY}`, {
    method: "POST",
    headers: { "content-type": "text/csv", ...credentials },
    body: file,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Said;
};
const KNOWN = (fee: string): Refund => ({ ref: "50000001", key: keyOf.get("R1") ?? "", order: "R1", yuan: "118.00", fee });
/** Two refunds of the bill carry no number of ours, nor an order's: nothing suggests what they are. */
const NAMELESS: Refund = { ref: "50000002", key: "0", order: "store-7", yuan: "118.00", fee: "0.00" };
const SMALLER: Refund = { ref: "50000003", key: "0", order: "store-8", yuan: "117.00", fee: "0.00" };
const line = (ref: string) => ({ gateway: "sandbox", itemKey: `line:refund:${ref}` });
const settle = (body: object, by = finance) => by("POST", "/v1/reconciliation/items/settle", body);
const confirm = (body: object, by = second) => by("POST", "/v1/reconciliation/items/confirm", body);
const undo = (body: object) => finance("POST", "/v1/reconciliation/items/undo", body);
const candidates = async (itemKey: string, q = "") =>
  ok(
    finance(
      "GET",
      `/v1/reconciliation/items/candidates?gateway=sandbox&itemKey=${encodeURIComponent(itemKey)}${q === "" ? "" : `&q=${q}`}`,
    ),
  );
const openKeys = async () => {
  const { items } = (await ok(finance("GET", "/v1/reconciliation/items"))) as unknown as {
    items: readonly { itemKey: string; outcome: string }[];
  };
  return items.map(({ itemKey, outcome }) => `${outcome} ${itemKey}`).sort();
};
const factOf = async (no: string): Promise<string> => {
  const { facts } = (await candidates(line("50000002").itemKey, no)) as unknown as { facts: readonly { linkTo: string }[] };
  return facts[0]?.linkTo ?? "";
};

/** What Alipay's files are in; there is no encoder at hand, so each pair of bytes is asked which character it is. */
const inGbk = (text: string): Uint8Array => {
  const decoder = new TextDecoder("gbk");
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap(character => bytesOf.get(character) ?? [character.charCodeAt(0)]));
};
const reconciled = async (file: Uint8Array | string, format: string, ...more: readonly string[]) => {
  const path = join(dir, "statement");
  await writeFile(path, file);
  const said: string[] = [];
  const faults: string[] = [];
  const args = [path, "--gateway", "sandbox", "--format", format, "--date", "2025-11-20", "--server", whole.base, ...more];
  const surroundings = {
    env: { AMENDS_API_KEY: apiKey },
    out: (text: string) => said.push(text),
    err: (text: string) => faults.push(text),
    rewrite: null,
  };
  const exit = await reconcileCommand.run(args, surroundings);
  return { exit, said: JSON.parse(said.join("")), faults };
};
const ALIPAY = [
  "#支付宝业务明细查询",
  "#账号：[20880000000000000156]",
  "支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,退款批次号/请求号,服务费（元）",
  "2025112022001\t,A1\t,交易\t,2025-11-20 10:00:30,118.00,\t,-0.71",
].join("\n");

test("the command line brings a file as Alipay writes it, and says by its exit what became of it", async () => {
  const first = await reconciled(inGbk(ALIPAY), "alipay");
  expect(first).toMatchObject({ exit: 0, said: { result: "taken", lines: 1, outcomes: { outside: { count: 1 } } }, faults: [] });
  expect(await reconciled(inGbk(ALIPAY), "alipay")).toMatchObject({ exit: 0, said: { result: "known" } });
  const broken = await reconciled(inGbk(ALIPAY.replace("118.00", "118.0.0")), "alipay");
  expect(broken).toMatchObject({ exit: 2, said: { result: "refused" }, faults: [expect.stringMatching(/^row 4: statement_bad_amount: /)] });
  const mapping = join(dir, "mapping.json");
  await writeFile(
    mapping,
    JSON.stringify({
      version: 1,
      file: { encoding: "utf-8", delimiter: "," },
      time: { formats: ["YYYY-MM-DD HH:mm:ss"], offset: "+08:00" },
      line: { at: { column: "at" }, amount: { column: "amount" }, currency: { column: "currency" }, kind: { value: "refund" } },
    }),
  );
  const foreign = await reconciled("at,amount,currency\n2025-11-20 10:00:00,-5.00,USD\n", "csv", "--mapping", mapping);
  expect(foreign).toMatchObject({ exit: 2, faults: [expect.stringContaining("statement_foreign_currency")] });
  await expect(reconciled(inGbk(ALIPAY), "alipay", "--gateway", "paypal")).rejects.toMatchObject({ code: "reconcile_refused" });
});

test("the fee a gateway kept or gave back for a matched refund is on the house's book, and a newer statement posts the difference", async () => {
  expect(await imported(bill([KNOWN("-0.35"), NAMELESS, SMALLER]))).toMatchObject({
    outcomes: { matched: { count: 1 }, extra: { count: 2 } },
  });
  expect(await imported(bill([KNOWN("-0.40"), NAMELESS, SMALLER]))).toMatchObject({ result: "taken" });
  await quiet(whole, pool);
  expect(await ok(finance("GET", `/v1/reconciliation/days/${DAY}`))).toMatchObject({
    gateways: [{ statement: { fee: CNY(-40), postedFee: CNY(-40) } }],
  });
  expect(await ok(finance("GET", "/v1/ledger/balances?account=gateway_fee_expense"))).toMatchObject({
    balances: [{ partyRef: "sandbox", debit: CNY(0), credit: CNY(40) }],
  });
  expect(await ok(finance("GET", "/v1/ledger/trial-balance"))).toMatchObject({ isBalanced: true });
});

test("either side of an item is looked for among what is open, by a sum, or by the number of an order or a case", async () => {
  const { itemKey } = line("50000002");
  expect((await candidates(itemKey))["facts"]).toHaveLength(2);
  expect(await candidates(itemKey, "R2")).toMatchObject({ facts: [{ orderNo: "R2", amount: CNY(-11_800) }], lines: [] });
  expect(await candidates(itemKey, "R1")).toMatchObject({ facts: [] });
  expect(await candidates(itemKey, "117")).toMatchObject({ facts: [] });
  expect(await candidates(await factOf("R2"), "117.00")).toMatchObject({ lines: [{ line: { gatewayRef: "50000003" } }] });
  expect(await candidates(await factOf("R2"), "store-7")).toMatchObject({ lines: [{ line: { gatewayRef: "50000002" } }] });
});

test("two halves nothing suggested are one by a reason and a second person, and are two again when that is undone", async () => {
  const linkTo = await factOf("R2");
  const link = { ...line("50000002"), resolution: "link", linkTo };
  const before = await openKeys();
  expect((await settle(link)).body).toMatchObject({ code: "item_link_reason" });
  expect((await settle({ ...link, linkTo: "fact:case_01:1", note: "x" })).body).toMatchObject({ code: "item_link_unfit" });
  expect(await ok(settle({ ...link, note: "门店退款单 7 号" }))).toMatchObject({ status: "proposed", note: "门店退款单 7 号" });
  expect((await confirm(link, finance)).status).toBe(400);
  expect((await confirm(line("50000002"), finance)).body).toMatchObject({ code: "item_needs_another" });
  expect(await ok(confirm(line("50000002")))).toMatchObject({ status: "settled", resolution: "link" });
  expect(await openKeys()).toEqual(before.filter(key => !key.includes("50000002") && !key.endsWith(linkTo)));
  expect((await candidates(line("50000003").itemKey, "R2"))["facts"]).toEqual([]);
  expect(await ok(finance("GET", `/v1/reconciliation/days/${DAY}`))).toMatchObject({
    gateways: [{ statement: { outcomes: { matched: { count: 2 } } } }],
  });

  expect(await ok(undo({ gateway: "sandbox", itemKey: linkTo }))).toMatchObject({ itemKey: line("50000002").itemKey, status: "open" });
  expect(await openKeys()).toEqual(before);
  expect((await undo(line("50000002"))).body).toMatchObject({ code: "item_not_settled" });
});

test("what two linked sums differ by stays to be settled, and settling it is undone until the day is signed", async () => {
  const linkTo = await factOf("R3");
  await ok(settle({ ...line("50000003"), resolution: "link", linkTo, note: "渠道少退一元" }));
  await ok(confirm(line("50000003")));
  expect(await openKeys()).toContain(`different ${linkTo}`);
  const difference = { gateway: "sandbox", itemKey: linkTo };
  const suspense = async () => (await ok(finance("GET", "/v1/ledger/balances?account=suspense")))["balances"];
  expect(await ok(settle({ ...difference, resolution: "suspend" }))).toMatchObject({ status: "settled", stake: CNY(100) });
  await quiet(whole, pool);
  expect(await suspense()).toMatchObject([{ credit: CNY(100) }]);
  const taken = line("50000002");
  await ok(settle({ ...taken, resolution: "link", linkTo: await factOf("R2"), note: "门店退款单 7 号" }));
  await ok(confirm(taken));
  expect(await openKeys()).toEqual([]);
  await ok(second("POST", `/v1/reconciliation/days/${DAY}/close`), 201);
  expect((await undo(taken)).body).toMatchObject({ code: "item_day_closed" });
  const signed = JSON.parse((await finance("GET", `/v1/reconciliation/closes/${DAY}/signed`)).text);
  expect(JSON.parse(Buffer.from(signed.payload, "base64").toString("utf8"))).toMatchObject({
    gateways: [{ feeMinor: -40, postedFeeMinor: -40 }],
  });
  expect(await ok(second("POST", `/v1/reconciliation/closes/${DAY}/verify`))).toEqual({ isValid: true, faults: [] });
});
