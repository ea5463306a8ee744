import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminPool, openShop, quiet, type RunningShop, type Summary, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

const PROMISED = (kind: string) => ({ promises: [{ kind, by: "platform" }] });
const cny = (amount: number) => ({ amount, currency: "CNY" });
const line = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, condition: "unopened", ...more }] });

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    orders: [
      { no: "RS1" },
      { no: "CP1" },
      { no: "CP2" },
      { no: "PP1", ...PROMISED("price_protection") },
      { no: "GC1", ...PROMISED("bad_item") },
      { no: "CM1" },
      { no: "LG1", signed: false },
      { no: "LG2", signed: false },
      { no: "HC1" },
      { no: "RP1" },
      { no: "RP2", lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "furniture.cup" }] },
    ],
  });
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const file = (no: string, body: object): Promise<Summary> => shop.opened(no, body);
const say = async ({ caseId }: Summary, name: string, body: object, caller: Caller = shop.host): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(whole, pool);
};
const shown = async ({ caseId }: Summary): Promise<Record<string, unknown>> => (await shop.host("GET", `/v1/cases/${caseId}`)).body;
const active = async (filed: Summary): Promise<readonly string[]> =>
  ((await shown(filed))["steps"] as { readonly type: string; readonly status: string }[])
    .filter(({ status }) => status === "active")
    .map(({ type }) => type);
const parcelOf = async (filed: Summary): Promise<string> =>
  String(((await shown(filed))["replacementParcel"] as { readonly trackingNo: string }).trackingNo);

describe("to its end over HTTP, with every partner asked in earnest:", () => {
  test("missing pieces are sent, and the carrier's word that they came ends it", async () => {
    const filed = await file("RS1", { serviceType: "resend", reason: "60.02", ...line() });
    await quiet(whole, pool);
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    const trackingNo = await parcelOf(filed);
    await whole.composed.sandbox?.carrier.advance({ trackingNo, code: "signed", at: whole.now() });
    await expect.poll(async () => (await shown(filed))["phase"], { timeout: 20_000 }).toBe("resolved");
  });

  test("compensation in money and in kind reaches the buyer once each", async () => {
    const filed = await file("CP1", { serviceType: "compensation", reason: "80.05", statement: "一直没开发票", ...line() });
    const benefits = [{ kind: "coupon", worth: cny(500), validDays: 30 }];
    await say(filed, "grant", { cash: cny(300), benefits, bearer: "platform" });
    expect(await shown(filed)).toMatchObject({
      phase: "resolved",
      refunded: cny(300),
      benefits: [{ benefitNo: 1, isGiven: true, benefit: { kind: "coupon", worth: cny(500) } }],
    });
    const paid = (await whole.composed.sandbox?.bank.statement())?.filter(movement => movement.kind === "pay");
    expect(paid?.map(({ amountMinor }) => amountMinor)).toEqual([300n]);
    expect(await whole.composed.sandbox?.benefits.given()).toHaveLength(1);
  });

  test("compensation that a rule fixes needs no sum from anybody, only a yes", async () => {
    const filed = await file("CP2", { serviceType: "compensation", reason: "80.06", statement: "客服没有回复我", ...line() });
    await quiet(whole, pool);
    await say(filed, "approve", {});
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(500) });
  });

  test("a lower price is given back out of what was paid", async () => {
    const filed = await file("PP1", { serviceType: "price_protection", reason: "80.09", ...line() });
    await say(filed, "grant", { refund: cny(900) });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(900) });
  });

  test("a bad item is paid by its guarantee", async () => {
    const filed = await file("GC1", { serviceType: "guarantee_claim", reason: "70.01", ...line({ damageBasisPoints: 5000 }) });
    await quiet(whole, pool);
    if ((await active(filed)).includes("collect_evidence")) await say(filed, "evidence", { items: [{ kind: "photo" }] });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(2950) });
  });

  test("a complaint is settled, asked about, and closed by the one who complained", async () => {
    const filed = await file("CM1", { serviceType: "complaint", reason: "80.05", statement: "没开发票", ...line() });
    const desk = await signedIn(whole, shop, "boss@shop.example");
    await say(filed, "grant", { benefits: [{ kind: "points", worth: cny(100), points: 100 }] }, desk);
    expect(await active(filed)).toEqual(["follow_up"]);
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("a stuck parcel is traced; lost, it is paid back", async () => {
    const filed = await file("LG1", { serviceType: "logistics", reason: "20.04", ...line({ goodsReceived: false }) });
    await quiet(whole, pool);
    expect(await active(filed)).toEqual(["trace"]);
    await say(filed, "trace", { finding: "lost" });
    await say(filed, "answer-offer", { accept: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });

  test("a stuck parcel that moves again ends when the buyer has it", async () => {
    const filed = await file("LG2", { serviceType: "logistics", reason: "20.04", ...line({ goodsReceived: false }) });
    await quiet(whole, pool);
    await say(filed, "tracking", { trackingNo: "SFLG2", code: "signed", trackedAt: new Date(whole.now()).toISOString() });
    expect(await active(filed)).toEqual(["follow_up"]);
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("a repair that is not free is quoted, paid, done and sent home", async () => {
    const filed = await file("RP1", { serviceType: "repair", reason: "40.02", ...line() });
    await quiet(whole, pool);
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF900009" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    expect(await whole.composed.sandbox?.workshop.jobs()).toHaveLength(1);
    await say(filed, "quote", { amount: cny(1200) });
    expect(await shown(filed)).toMatchObject({ repair: { quoted: cny(1200) } });
    await say(filed, "answer-quote", { accept: true });
    await say(filed, "repair", { result: "repaired", parts: [{ partNo: "HANDLE-2", quantity: 1 }] });
    await say(filed, "send-back", { carrier: "SF", trackingNo: "SF900010" });
    const signed = { trackingNo: "SF900010", code: "signed", trackedAt: new Date(whole.now()).toISOString() };
    await say(filed, "tracking", signed);
    expect(await shown(filed)).toMatchObject({ phase: "resolved", collect: { amount: cny(1200), collected: cny(1200) } });
    const again = await shop.file("RP1", { serviceType: "repair", reason: "40.02", ...line() });
    expect(again.status, again.text).toBe(201);
  });

  test("a repair at home is booked, done and asked about", async () => {
    const filed = await file("RP2", { serviceType: "repair", reason: "40.02", ...line() });
    await quiet(whole, pool);
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await whole.composed.sandbox?.workshop.visits()).toHaveLength(1);
    await say(filed, "visit", { met: true });
    await say(filed, "repair", { result: "repaired" });
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("what a platform asks in its own codes comes in unchanged, is decided in ours, and comes out as it came", async () => {
    const unknown = await shop.file("HC1", { serviceType: "douyin:99", reason: "60.01", ...line() });
    expect([unknown.status, unknown.body["code"]]).toEqual([422, "host_type_unknown"]);
    const filed = await file("HC1", {
      serviceType: "wechat:RETURN",
      reason: "wechat:10000006",
      evidence: [{ kind: "photo" }],
      ...line({ goodsReceived: true }),
    });
    expect(await shown(filed)).toMatchObject({
      serviceType: "return_refund",
      reason: "60.01",
      hostCodes: { type: "wechat:RETURN", reason: "wechat:10000006" },
    });
  });
});
