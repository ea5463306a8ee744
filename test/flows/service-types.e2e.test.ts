import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { partnersAnswered } from "../harness/partners-answered.ts";
import {
  adminPool,
  asking,
  hostTokens,
  openShop,
  type RunningShop,
  type Summary,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let desk: Caller;
let buyer: Caller;

const PROMISED = (kind: string, more: object = {}) => ({ promises: [{ kind, by: "platform", ...more }] });
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
      { no: "PP1", ...PROMISED("price_protection"), lines: [{ sku: "mug-black", quantity: 2, priceMinor: 5900 }] },
      { no: "PP2", ...PROMISED("price_protection", { value: 15 }) },
      { no: "PP3" },
      { no: "PP4", ...PROMISED("price_protection", { value: 15 }) },
      { no: "GC1", ...PROMISED("bad_item") },
      { no: "CM1" },
      { no: "LG1", signed: false },
      { no: "LG2", signed: false },
      { no: "HC1" },
      { no: "CP3" },
      { no: "CP4" },
      { no: "FK1", ...PROMISED("fake_times_n", { value: 4, capMinor: 100_000 }) },
      { no: "FK2", ...PROMISED("fake_times_n", { value: 4 }) },
      {
        no: "SW1",
        ...PROMISED("short_weight"),
        lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900, category: "fresh.fruit.apple" }],
      },
      { no: "LG3", signed: false },
      { no: "LG4" },
      { no: "RP3" },
      { no: "RP4", lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "furniture.cup" }] },
      { no: "RP1" },
      { no: "RP2", lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "furniture.cup" }] },
    ],
  });
  desk = await signedIn(whole, shop, "boss@shop.example");
  buyer = asking(whole, (await hostTokens(whole, desk))("u1"));
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const file = async (no: string, body: object): Promise<Summary> => {
  const filed = await shop.opened(no, body);
  await partnersAnswered(whole, pool, filed.caseId);
  return filed;
};
const say = async ({ caseId }: Summary, name: string, body: object, caller: Caller = shop.host): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await partnersAnswered(whole, pool, caseId);
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
    await say(filed, "approve", {});
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(500) });
  });

  test("a lower price is given back out of what was paid", async () => {
    const filed = await file("PP1", { serviceType: "price_protection", reason: "80.09", ...line() });
    await say(filed, "grant", { refund: cny(900) });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(900) });
  });

  test("a price that fell is shown before it is asked for, and comes back by itself; where nothing was promised it does not", async () => {
    const options = async (no: string) => {
      const { body } = await buyer("GET", `/v1/orders/${await shop.orderId(no)}/service-options`);
      const [{ options: found } = { options: [] }] = body["lines"] as unknown as {
        readonly options: readonly { readonly type: string }[];
      }[];
      return found.find(({ type }) => type === "price_protection");
    };
    expect(await options("PP2")).toMatchObject({ kind: "open", back: [] });
    const cheaper = {
      kind: "sku",
      source: "host",
      sourceVersion: 2,
      skuId: "mug-white",
      productId: "mug",
      name: "马克杯",
      category: "home.cup",
    };
    const since = new Date(whole.now() - 2 * 86_400_000).toISOString();
    const now = { options: { color: "白" }, currency: "CNY", priceMinor: 5000, available: null, asOf: since };
    const imported = await shop.host("POST", "/v1/orders:import", `${JSON.stringify({ ...cheaper, ...now })}\n`);
    expect(imported.body["updated"], imported.text).toBe(1);
    expect(await options("PP2")).toMatchObject({ kind: "open", needsPerson: false, back: [{ tenderNo: 1, amount: cny(1800) }] });
    expect(await options("PP3")).toMatchObject({ kind: "closed", refusal: "no_price_promise" });
    const both = { lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }] };
    const filed = await file("PP2", { serviceType: "price_protection", reason: "80.09", ...both });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(1800) });
    expect(await options("PP2")).toMatchObject({ kind: "closed", refusal: "price_paid_before" });
    // PP-3: the same article on another order within seven days is for a person.
    const again = await file("PP4", { serviceType: "price_protection", reason: "80.09", ...both });
    expect(await shown(again)).toMatchObject({ phase: "waiting_for_seller", refunded: cny(0) });
  });

  test("a bad item is paid by its guarantee", async () => {
    const filed = await file("GC1", { serviceType: "guarantee_claim", reason: "70.01", ...line({ damageBasisPoints: 5000 }) });
    if ((await active(filed)).includes("collect_evidence")) await say(filed, "evidence", { items: [{ kind: "photo" }] });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(2950) });
  });

  test("a complaint is settled, asked about, and closed by the one who complained", async () => {
    const filed = await file("CM1", { serviceType: "complaint", reason: "80.05", statement: "没开发票", ...line() });
    await say(filed, "grant", { benefits: [{ kind: "points", worth: cny(100), points: 100 }] }, desk);
    expect(await active(filed)).toEqual(["follow_up"]);
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("a stuck parcel is traced; lost, it is paid back", async () => {
    const filed = await file("LG1", { serviceType: "logistics", reason: "20.04", ...line({ goodsReceived: false }) });
    expect(await active(filed)).toEqual(["trace"]);
    await say(filed, "trace", { finding: "lost" });
    await say(filed, "answer-offer", { accept: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });

  test("a stuck parcel that moves again ends when the buyer has it", async () => {
    const filed = await file("LG2", { serviceType: "logistics", reason: "20.04", ...line({ goodsReceived: false }) });
    await say(filed, "tracking", { trackingNo: "SFLG2", code: "signed", trackedAt: new Date(whole.now()).toISOString() });
    expect(await active(filed)).toEqual(["follow_up"]);
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("a repair that is not free is quoted, paid, done and sent home", async () => {
    const filed = await file("RP1", { serviceType: "repair", reason: "40.02", ...line() });
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
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await whole.composed.sandbox?.workshop.visits()).toHaveLength(1);
    await say(filed, "visit", { met: true });
    await say(filed, "repair", { result: "repaired" });
    await say(filed, "confirm-solution", { settled: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("each form of compensation is given once by whoever gives it, and stands on the buyer's own page", async () => {
    const filed = await file("CP3", { serviceType: "compensation", reason: "80.05", statement: "一直没开发票", ...line() });
    const benefits = [
      { kind: "coupon", worth: cny(500), validDays: 30 },
      { kind: "points", worth: cny(200), points: 200 },
      { kind: "gift", worth: cny(1900), skuId: "mug-black", quantity: 1 },
      { kind: "extended_warranty", worth: cny(0), months: 12 },
    ];
    await say(filed, "grant", { cash: cny(100), benefits, bearer: "platform" });
    const page = await buyer("GET", `/v1/cases/${filed.caseId}`);
    expect(page.body).toMatchObject({
      phase: "resolved",
      refunded: cny(100),
      benefits: benefits.map((benefit, index) => ({ benefitNo: index + 1, isGiven: true, benefit })),
    });
    const given = (await whole.composed.sandbox?.benefits.given())?.filter(({ customerId }) => customerId === page.body["customerId"]);
    expect(given?.map(({ benefit }) => benefit.kind)).toEqual(expect.arrayContaining(benefits.map(({ kind }) => kind)));
  });

  test("a form that the marketing system does not give is left to finance, and what can be given is", async () => {
    await whole.composed.sandbox?.benefits.stopOffering("gift");
    const filed = await file("CP4", { serviceType: "compensation", reason: "80.05", statement: "一直没开发票", ...line() });
    const benefits = [{ kind: "gift", worth: cny(1900), skuId: "mug-black", quantity: 1 }];
    await say(filed, "grant", { cash: cny(100), benefits, bearer: "platform" });
    expect(await shown(filed)).toMatchObject({
      phase: "executing",
      refunded: cny(100),
      promise: { owner: "finance", stepType: "compensate" },
    });
    const { steps } = (await shown(filed)) as { readonly steps: readonly { readonly stepNo: number; readonly status: string }[] };
    const open = steps.find(({ status }) => status === "active");
    await say(filed, "settle-by-hand", { stepNo: open?.stepNo, gatewayRef: "shop-77" }, desk);
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(100), benefits: [{ isGiven: true }] });
  });

  const FAKE = { serviceType: "guarantee_claim", reason: "50.05", evidence: [{ kind: "photo" }], ...line() };

  test("a fake that the platform vouched for is examined by the centre; proven, its price and the promised multiple are paid, up to the cap, and the centre keeps it", async () => {
    const contact = { name: "收样组", phone: null, region: "浙江省杭州市滨江区", detail: "江南大道 1 号" };
    const centre = { kind: "receiver", source: "host", sourceVersion: 1, externalId: "lab", name: "鉴定中心", takesInAs: "inspector" };
    const line = JSON.stringify({ ...centre, returnAddresses: [{ addressNo: 1, isDefault: true, contact }] });
    expect((await shop.host("POST", "/v1/orders:import", `${line}\n`)).body["accepted"]).toBe(1);
    await eventually("all are told of the centre", async () => (await pool.query("select from address_news")).rowCount === 0);
    const filed = await file("FK1", FAKE);
    expect(await active(filed)).toEqual(["drop_off"]);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFFK1" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", { lines: [{ lineNo: 1, grade: "d", good: 1 }] });
    expect(await active(filed)).toEqual(["dispose"]);
    expect(await shown(filed)).toMatchObject({ phase: "executing", refunded: cny(5900 + 4 * 5900) });
    await say(filed, "evidence", { items: [{ kind: "photo" }] });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900 + 4 * 5900) });
  });

  test("what the centre finds genuine goes back to the buyer, and nothing is paid", async () => {
    const filed = await file("FK2", FAKE);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFFK2" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] });
    await say(filed, "reject", { reason: "evidence_contradicts" }, desk);
    await say(filed, "send-back", { carrier: "SF", trackingNo: "SFFK2HOME" });
    expect(await shown(filed)).toMatchObject({ phase: "rejected", refunded: cny(0) });
  });

  test("short weight is paid for what was missing", async () => {
    const filed = await file("SW1", { serviceType: "guarantee_claim", reason: "70.02", ...line({ damageBasisPoints: 2000 }) });
    if ((await active(filed)).includes("collect_evidence")) await say(filed, "evidence", { items: [{ kind: "photo" }] });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(1180) });
  });

  test("a parcel crushed on its way is found so by its carrier, and sent once more to whoever wants the goods", async () => {
    const filed = await file("LG3", { serviceType: "logistics", reason: "20.04", ...line({ goodsReceived: false }) });
    await say(filed, "trace", { finding: "damaged" });
    await say(filed, "answer-offer", { accept: false });
    const trackingNo = await parcelOf(filed);
    await say(filed, "tracking", { trackingNo, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(0) });
  });

  test("a parcel signed for by nobody the buyer knows is paid back once the platform has looked", async () => {
    const filed = await file("LG4", { serviceType: "logistics", reason: "20.02", ...line({ goodsReceived: false }) });
    if ((await active(filed)).includes("trace")) await say(filed, "trace", { finding: "arrived" });
    expect(await active(filed)).toEqual(["follow_up"]);
    await say(filed, "confirm-solution", { settled: false });
    expect(await active(filed)).toEqual(["review"]);
    await say(filed, "grant", { refund: cny(5900) }, desk);
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });

  test("what cannot be repaired is replaced by a new one", async () => {
    const filed = await file("RP3", { serviceType: "repair", reason: "40.02", ...line() });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFRP3" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "repair", { result: "beyond_repair" });
    const trackingNo = await parcelOf(filed);
    await say(filed, "tracking", { trackingNo, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(0) });
  });

  test("a buyer who was not at home twice is not left: the platform arranges it, or settles it another way", async () => {
    const filed = await file("RP4", { serviceType: "repair", reason: "40.02", ...line() });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    await say(filed, "visit", { met: false });
    await say(filed, "visit", { met: false });
    expect(await shown(filed)).toMatchObject({ promise: { owner: "platform", stepType: "review", dueAt: expect.any(String) } });
    await say(filed, "offer", { amount: cny(2000), keepGoods: true }, desk);
    await say(filed, "answer-offer", { accept: true });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(2000) });
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
