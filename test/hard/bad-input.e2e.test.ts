import { createHash } from "node:crypto";
import { join } from "node:path";
import { loadPack } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";
import { readPack } from "@amends/packs/read-pack";
import { composeServer } from "@amends/server/compose";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ADMIN,
  adminPool,
  asking,
  type Credentials,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  sessionOf,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { differences, type Portrait, portraitOf } from "../harness/whole-database.ts";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let buyer: Credentials;
let caseId: string;
let before: Portrait;

const DAY_MS = 86_400_000;
const NOBODYS_ORDER = "order_01jd7v8k2m0f9q3r5s7t9v1x";
const NOBODYS_CASE = "case_01jd7v8k2m0f9q3r5s7t9v1x";

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: { ...WITHOUT_LIMITS, installationKey: INSTALLATION_KEY } });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    orders: [{ no: "B1" }, { no: "B2", customer: "u2" }, { no: "B3", shipped: false }, { no: "B4" }, { no: "B5" }],
  });
  const admin = asking(whole, await sessionOf(whole, shop, ADMIN.email));
  buyer = (await hostTokens(whole, admin))("u1");
  ({ caseId } = await shop.opened("B4", RETURN));
  await quiet(whole, pool);
  before = await portraitOf(pool);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const LINE = { lineNo: 1, quantity: 1, condition: "unopened" };
const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [LINE] };
const AGREED = { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", lines: [LINE] };

type Refused = { readonly status: number; readonly code: string; readonly title: string; readonly detail: string; readonly advice: string };

/** Asks once in each language, and looks whether anything has changed. */
const refusedIn = async (send: (language: string) => Promise<Response>): Promise<{ readonly zh: Refused; readonly en: Refused }> => {
  const said = async (language: string): Promise<Refused> => {
    const response = await send(language);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    return (await response.json()) as Refused;
  };
  const both = { zh: await said("zh-CN"), en: await said("en") };
  expect(differences(before, await portraitOf(pool))).toEqual([]);
  return both;
};

/** The same refusal, each time in whole sentences of its own language. */
const expectRefused = ({ zh, en }: { zh: Refused; en: Refused }, status: number, code: string): void => {
  expect({ status: zh.status, code: zh.code }, JSON.stringify(zh)).toEqual({ status, code });
  expect({ status: en.status, code: en.code }).toEqual({ status, code });
  for (const field of ["title", "detail", "advice"] as const) {
    expect(zh[field], `${code} ${field}`).toMatch(/\p{Script=Han}/u);
    expect(en[field].length, `${code} ${field}`).toBeGreaterThan(3);
    for (const text of [zh[field], en[field]]) expect(text, `${code} ${field}`).not.toMatch(/(?<!\/)\{[A-Za-z]+\}|undefined|\[object/);
  }
  // Names and quoted texts of the shop stay as they are; what we say ourselves does not.
  expect(en.title, code).not.toMatch(/\p{Script=Han}/u);
};

const post =
  (path: string, body: unknown, credentials: Credentials, headers: Credentials = {}) =>
  (language: string) =>
    fetch(whole.base + path, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": language, ...credentials, ...headers },
      body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    });

const hostKey = (): Credentials => ({ authorization: `Bearer ${shop.secret}` });
const orderIdOf = async (no: string) => (no.startsWith("order_") ? no : shop.orderId(no));

describe("a filing that cannot be", () => {
  const filings: readonly (readonly [string, string, object, number, string])[] = [
    ["an order that does not exist", NOBODYS_ORDER, RETURN, 404, "not_found"],
    ["somebody else's order", "B2", RETURN, 404, "not_found"],
    ["no line at all", "B1", { ...RETURN, lines: [] }, 422, "no_lines"],
    ["a line the order does not have", "B1", { ...RETURN, lines: [{ ...LINE, lineNo: 7 }] }, 422, "line_unknown"],
    ["the same line twice", "B1", { ...RETURN, lines: [LINE, LINE] }, 422, "line_named_twice"],
    ["more pieces than were bought", "B1", { ...RETURN, lines: [{ ...LINE, quantity: 3 }] }, 409, "more_than_left"],
    ["no piece", "B1", { ...RETURN, lines: [{ ...LINE, quantity: 0 }] }, 422, "quantity_not_positive"],
    ["less than no piece", "B1", { ...RETURN, lines: [{ ...LINE, quantity: -1 }] }, 422, "quantity_not_positive"],
    ["a million pieces", "B1", { ...RETURN, lines: [{ ...LINE, quantity: 1_000_000 }] }, 409, "more_than_left"],
    ["more pieces than a number can say", "B1", { ...RETURN, lines: [{ ...LINE, quantity: 1e300 }] }, 400, "invalid_request"],
    ["half a piece", "B1", { ...RETURN, lines: [{ ...LINE, quantity: 0.5 }] }, 400, "invalid_request"],
    ["a reason nobody knows", "B1", { ...RETURN, reason: "99.99" }, 422, "reason_unknown"],
    ["a reason for something else", "B1", { ...RETURN, reason: "10.01" }, 422, "reason_not_for_type"],
    ["a refund without saying which", "B1", { ...RETURN, serviceType: "refund_only" }, 422, "kind_missing"],
    ["an agreed sum without a sum", "B1", AGREED, 422, "agreed_amount_missing"],
    ["an agreed sum of nothing", "B1", { ...AGREED, agreed: { amount: 0, currency: "CNY" } }, 422, "agreed_amount_not_positive"],
    ["an agreed sum below nothing", "B1", { ...AGREED, agreed: { amount: -1, currency: "CNY" } }, 400, "invalid_request"],
    ["more than was paid", "B1", { ...AGREED, agreed: { amount: 11_801, currency: "CNY" } }, 422, "agreed_amount_above_paid"],
    [
      "all the money there is",
      "B1",
      { ...AGREED, agreed: { amount: Number.MAX_SAFE_INTEGER, currency: "CNY" } },
      422,
      "agreed_amount_above_paid",
    ],
    ["more money than there is", "B1", { ...AGREED, agreed: { amount: 2 ** 53, currency: "CNY" } }, 400, "invalid_request"],
    ["another currency", "B1", { ...AGREED, agreed: { amount: 100, currency: "USD" } }, 422, "wrong_currency"],
    ["an exchange for nothing", "B1", { ...RETURN, serviceType: "exchange", reason: "30.03" }, 422, "not_eligible"],
    [
      "an exchange for what is not sold",
      "B1",
      { ...RETURN, serviceType: "exchange", reason: "30.03", lines: [{ ...LINE, replacementSkuId: "mug-gold" }] },
      422,
      "replacement_unknown",
    ],
    [
      "a replacement for a return",
      "B1",
      { ...RETURN, lines: [{ ...LINE, replacementSkuId: "mug-blue" }] },
      422,
      "replacement_not_for_type",
    ],
    [
      "a method that is not the buyer's",
      "B3",
      { serviceType: "amend_order", reason: "10.03", amendment: { kind: "payment", methodRef: "wallet-u2" } },
      422,
      "payment_method_unknown",
    ],
    ["money to a stranger", "B1", { ...RETURN, refundTo: { methodRef: "wallet-u2", consented: true } }, 422, "refund_target_unknown"],
    [
      "money elsewhere without consent",
      "B1",
      { ...RETURN, refundTo: { methodRef: "gift-u1", consented: false } },
      422,
      "refund_consent_missing",
    ],
    ["a change that is not described", "B3", { serviceType: "amend_order", reason: "10.03", lines: [LINE] }, 422, "amendment_missing"],
    ["a field nobody reads", "B1", { ...RETURN, refund: "all" }, 400, "invalid_request"],
  ];

  test.each(filings)("%s is refused with its own code in both languages, and nothing changes", async (_, no, filing, status, code) => {
    expectRefused(await refusedIn(post("/v1/cases", { orderId: await orderIdOf(no), ...filing }, buyer)), status, code);
  });

  test("each has a code of its own, but for what is refused by its form", () => {
    const codes = filings.map(([, , , , code]) => code).filter(code => code !== "invalid_request" && code !== "not_found");
    expect(new Set(codes).size).toBeGreaterThanOrEqual(codes.length - 3);
  });
});

describe("a command that cannot be", () => {
  const at = (version: number): Credentials => ({ "if-match": `"${version}"` });
  const commands: readonly (readonly [string, string, string, object, (version: number) => Credentials, number, string])[] = [
    ["on a case that does not exist", NOBODYS_CASE, "withdraw", {}, at, 404, "not_found"],
    ["from an old version", "", "withdraw", {}, version => at(version - 1), 412, "stale_version"],
    ["from no version", "", "withdraw", {}, () => ({}), 428, "version_required"],
    ["when its step is not there", "", "receive", { lines: [{ lineNo: 1, quantity: 1 }] }, at, 409, "step_not_open"],
    [
      "with an offer in another currency",
      "",
      "offer",
      { amount: { amount: 100, currency: "USD" }, keepGoods: true },
      at,
      400,
      "invalid_request",
    ],
    ["with more than the form allows", "", "hand-over", { carrier: "SF", trackingNo: "x".repeat(129) }, at, 400, "invalid_request"],
  ];

  test.each(commands)(
    "%s is refused with its own code in both languages, and nothing changes",
    async (_, id, name, body, headers, status, code) => {
      const { version } = await shop.caseRow(caseId);
      expectRefused(await refusedIn(post(`/v1/cases/${id === "" ? caseId : id}/${name}`, body, hostKey(), headers(version))), status, code);
    },
  );
});

describe("a request that cannot be read", () => {
  const bodies: readonly (readonly [string, unknown, Credentials, number, string])[] = [
    ["half a JSON", '{"orderId":', {}, 400, "malformed_json"],
    ["JSON that is not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400, "malformed_json"],
    ["a text no database can hold", '{"reason":"\\u0000"}', {}, 400, "malformed_json"],
    ["half a sign", '{"reason":"\\ud800"}', {}, 400, "malformed_json"],
    ["brackets without end", "[".repeat(5000) + "]".repeat(5000), {}, 400, "malformed_json"],
    ["a prototype", '{"__proto__":{"role":"admin"}}', {}, 400, "malformed_json"],
    ["one field twice", '{"orderId":"order_1","lines":[{"quantity":1,"quantity":2}]}', {}, 400, "duplicate_field"],
    ["nothing", "", {}, 400, "body_missing"],
    ["ten megabytes", JSON.stringify({ statement: "x".repeat(10 * 1024 * 1024) }), {}, 413, "body_too_large"],
    ["a form", "orderId=1", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["XML", "<case/>", { "content-type": "application/xml" }, 415, "unsupported_media_type"],
    ["a list where an object belongs", "[]", {}, 400, "invalid_request"],
  ];

  test.each(bodies)("%s is refused in both languages, and nothing changes", async (_, body, headers, status, code) => {
    expectRefused(await refusedIn(post("/v1/cases", body, hostKey(), headers)), status, code);
  });

  test("every misplaced field is named by its place", async () => {
    const { zh } = await refusedIn(post("/v1/cases", { orderId: "order_1", reason: 7, surprise: true }, hostKey()));
    const places = (zh as unknown as { errors: { pointer: string }[] }).errors.map(error => error.pointer);
    expect(places).toEqual(expect.arrayContaining(["/orderId", "/reason", "/serviceType", "/surprise"]));
  });

  test("a second click of the same submission is one filing", async () => {
    const orderId = await shop.orderId("B1");
    const clicks = await Promise.all(
      [1, 2].map(() => post("/v1/cases", { orderId, ...RETURN }, buyer, { "idempotency-key": "click" })("zh-CN")),
    );
    expect(new Set(await Promise.all(clicks.map(click => click.text()))).size).toBe(1);
    const { rows } = await pool.query("select count(*)::int as n from cases where order_id = $1", [orderId]);
    expect(rows[0].n).toBe(1);
    await quiet(whole, pool);
    before = await portraitOf(pool);
  });
});

test("each line that an import refuses is told with its code, in the language of who sends it, and leaves nothing behind", async () => {
  const seller = { kind: "seller", source: "other", sourceVersion: 1, externalId: "s1", name: "茶与瓷" };
  const lines = ["{", JSON.stringify(seller), JSON.stringify({ ...seller, kind: "shop" }), JSON.stringify({ ...seller, nmae: "x" })];
  const sent = lines.map(line => `${line}\n`).join("");
  const said = async (language: string) => {
    const response = await post("/v1/orders:import", sent, hostKey(), { "content-type": "application/x-ndjson" })(language);
    const { errors } = (await response.json()) as { errors: readonly { lineNumber: number; code: string; message: string }[] };
    return errors.map(({ lineNumber, code, message }) => [lineNumber, code, message]);
  };
  expect(await said("en")).toEqual([
    [1, "not_json", "The line is not one whole JSON object. Write one JSON object a line, without line breaks inside."],
    [2, "owned_by_other_source", expect.stringMatching(/^The seller s1 came from source \S+; other may not change it\. Send it/)],
    [3, "unknown_kind", "kind should be one of seller, receiver, customer, sku, order. Correct it."],
    [4, "malformed", expect.stringMatching(/^1 of them; the first: There is no field \/nmae here\. Correct/)],
  ]);
  for (const [, code, message] of await said("zh-CN")) {
    expect(message, `${code}`).toMatch(/^\p{Script=Han}.*。$|^(kind|有 1 处).*。$/u);
    expect(message, `${code}`).not.toMatch(/\{[a-z]+\}|undefined|\[object/i);
  }
  expect(differences(before, await portraitOf(pool))).toEqual([]);
});

test("a filing after its window has closed is refused by the rule that closes it, which is named, and opens nothing", async () => {
  // So long a time ends other cases by their own clocks; what is looked at is this order.
  whole.pass(30 * DAY_MS);
  const orderId = await shop.orderId("B5");
  const said = async (language: string) => (await (await post("/v1/cases", { orderId, ...RETURN }, hostKey())(language)).json()) as Refused;
  const both = { zh: await said("zh-CN"), en: await said("en") };
  expectRefused(both, 422, "not_eligible");
  for (const { detail } of [both.zh, both.en]) expect(detail).toMatch(/7D-\d+/);
  const { rows } = await pool.query("select from cases where order_id = $1", [orderId]);
  expect(rows).toEqual([]);
});

describe("rules that cannot be loaded", () => {
  const base = () => {
    const read = readPack(join(import.meta.dirname, "../../policies/base"));
    if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
    return read.source;
  };
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

  test("a cell outside the language is named by its table, row and column", () => {
    const source = base();
    const text = JSON.stringify(source.tables["remedy"]);
    const spoilt = JSON.parse(text.replaceAll('"<= 150000"', '"sum(buyer.orders) <= 150000"'));
    const result = loadPack({ ...source, tables: { ...source.tables, remedy: spoilt } }, [], sha256);
    if (result.kind !== "refused") return expect.fail("it was loaded");
    expect(result.problems.map(describeProblem).join("\n")).toMatch(/remedy.*RM-20/s);
  });

  test("a server does not start on a pack whose plan is missing, and says which", async () => {
    const source = base();
    const { exchange: _missing, ...templates } = source.templates as Record<string, unknown>;
    const packs = new Map([["base", { base: { ...source, templates } as typeof source, overlays: [] }]]);
    const { writerUrl, readerUrl } = whole.database;
    const starting = composeServer({ writerUrl, readerUrl, dataDir: whole.dataDir, packs, onFault: () => undefined });
    await expect(starting).rejects.toThrow(/exchange/);
  });
});
