import { HOUR_MS, MINUTE_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shopLines } from "../harness/a-shop.ts";
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
let desk: Caller;
let buyer: Caller;

const cny = (amount: number) => ({ amount, currency: "CNY" });
const DOOR = { no: "DOOR", signed: false };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "STUCK", signed: false }, DOOR, { no: "WORDS" }] });
  await signInAnew();
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const signInAnew = async (): Promise<void> => {
  desk = await signedIn(whole, shop, ADMIN.email);
  buyer = asking(whole, (await hostTokens(whole, desk))("u1"));
};
const say = async ({ caseId }: Summary, name: string, body: object, caller: Caller): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(whole, pool);
};
const opened = async (no: string, body: object): Promise<Summary> => {
  const filed = await shop.opened(no, body);
  await quiet(whole, pool);
  return filed;
};
const seen = async ({ caseId }: Summary, caller: Caller = buyer) => (await caller("GET", `/v1/cases/${caseId}`)).body;
/** What the desk is asked to do for this case, as its queue lists it. */
const wanted = async ({ caseId }: Summary): Promise<readonly string[]> => {
  const { body, text, status } = await desk("GET", "/v1/work?view=open&limit=100");
  expect(status, text).toBe(200);
  const items = body["items"] as unknown as readonly { readonly caseId: string; readonly kind: string }[];
  return items.filter(item => item.caseId === caseId).map(({ kind }) => kind);
};
const NOT_CAME = { lines: [{ lineNo: 1, quantity: 2, goodsReceived: false }] };

test("a parcel that its carrier says nothing of comes to a desk within half a day, and from there to the buyer's money", async () => {
  const filed = await opened("STUCK", { serviceType: "logistics", reason: "20.04", ...NOT_CAME });
  expect(await seen(filed)).toMatchObject({ promise: { owner: "carrier", stepType: "trace" } });
  expect(await wanted(filed)).toEqual([]);
  whole.pass(13 * HOUR_MS);
  await quiet(whole, pool);
  await signInAnew();
  expect(await seen(filed)).toMatchObject({ promise: { owner: "platform", stepType: "trace" } });
  expect(await wanted(filed)).toEqual(["fulfilment"]);
  await say(filed, "trace", { finding: "lost" }, desk);
  await say(filed, "answer-offer", { accept: true }, buyer);
  expect(await seen(filed)).toMatchObject({ phase: "resolved", refunded: cny(11_800) });
  expect(await wanted(filed)).toEqual([]);
});

test("a complaint that was not solved is answered with more, paid on top of what was given, and closed by the one who complained", async () => {
  const filed = await opened("WORDS", {
    ...{ serviceType: "complaint", reason: "80.05", statement: "没开发票" },
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  await say(filed, "grant", { cash: cny(300) }, desk);
  await say(filed, "confirm-solution", { settled: false }, buyer);
  await say(filed, "offer", { amount: cny(400), keepGoods: true }, desk);
  await say(filed, "answer-offer", { accept: false }, buyer);
  expect(await wanted(filed)).toEqual(["complaint"]);
  await say(filed, "grant", { cash: cny(500), benefits: [{ kind: "points", worth: cny(100), points: 100 }] }, desk);
  expect(await seen(filed)).toMatchObject({ refunded: cny(800), promise: { owner: "buyer", stepType: "follow_up" } });
  await say(filed, "confirm-solution", { settled: true }, buyer);
  expect(await seen(filed)).toMatchObject({ phase: "resolved", refunded: cny(800), benefits: [{ isGiven: true }] });
});

test("goods refused at the door and paid back, which the host then says were signed for, come back to the desk's attention", async () => {
  const filed = await opened("DOOR", { serviceType: "refuse_delivery", reason: "20.07", ...NOT_CAME });
  if ((await seen(filed))["phase"] === "waiting_for_seller") await say(filed, "approve", {}, shop.host);
  expect(await seen(filed, desk)).toMatchObject({ phase: "resolved", refunded: cny(11_800), attention: [] });
  whole.pass(MINUTE_MS);
  const [order] = shopLines(whole.now(), [DOOR])
    .split("\n")
    .filter(line => line.includes('"order"'))
    .map(line => JSON.parse(line));
  const [shipment] = order.shipments;
  const signedAt = new Date(whole.now()).toISOString();
  const later = {
    ...order,
    sourceVersion: 2,
    shipments: [{ ...shipment, signedAt, events: [...shipment.events, { at: signedAt, code: "signed" }] }],
  };
  const imported = await shop.host("POST", "/v1/orders:import", `${JSON.stringify(later)}\n`);
  expect(imported.body["updated"], imported.text).toBe(1);
  await quiet(whole, pool);
  expect(await seen(filed, desk)).toMatchObject({ phase: "resolved", attention: ["signed_after_refund"] });
  expect((await seen(filed))["attention"]).toEqual([]);
  expect(await wanted(filed)).toEqual(["order_changed"]);
  await say(filed, "clear-attention", {}, desk);
  expect(await wanted(filed)).toEqual([]);
});
