import { join } from "node:path";
import { readPack } from "@amends/packs/read-pack";
import type { PackFiles } from "@amends/server/policy/running-policy";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uploaded } from "../evidence/upload.ts";
import { shopLines } from "../harness/a-shop.ts";
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
  sessionOf,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, INSTALLATION_KEY, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const read = (folder: string) => {
  const pack = readPack(join(import.meta.dirname, "../../policies", folder));
  if (pack.kind === "unreadable") throw new Error(JSON.stringify(pack.problems));
  return pack.source;
};
const PACKS: PackFiles = new Map([
  ["base", { base: read("base"), overlays: [] }],
  ["c2c", { base: read("base"), overlays: [read("c2c")] }],
  ["group-buy", { base: read("base"), overlays: [read("group-buy")] }],
]);
const ACCEPTANCE = { at: "2025-11-19T10:00:00+08:00", condition: "as_described", accessories: ["充电器"], serialNo: "F2L-1" };
const phone = (no: string, acceptance?: object) => ({
  no,
  lines: [
    {
      sku: "mug-white",
      quantity: 1,
      priceMinor: 90_000,
      category: "electronics.phone",
      ...(acceptance === undefined ? {} : { acceptance }),
    },
  ],
});
/** The host says that the seller trades, or does not. */
const privately = async (sourceVersion: number, isTrader = false): Promise<void> => {
  const seller = { kind: "seller", source: "host", sourceVersion, externalId: "s1", name: "山间器物", isTrader, returnAddresses: [] };
  const imported = await people.host("POST", "/v1/orders:import", `${JSON.stringify(seller)}\n`);
  expect(imported.body["updated"], imported.text).toBe(1);
};
const FLAW = { serviceType: "return_refund", reason: "40.01", lines: [{ lineNo: 1, quantity: 1 }] };

let whole: WholeServer;
let pool: pg.Pool;
let people: RunningShop;
let seller: Caller;
let centre: Caller;
let buyer: Caller;
let credentials: { readonly seller: Credentials; readonly buyer: Credentials };

beforeAll(async () => {
  whole = await startWholeServer(PACKS, { config: { ...WITHOUT_LIMITS, installationKey: INSTALLATION_KEY } });
  pool = adminPool(whole);
  people = await openShop(whole, pool, { code: "people", kind: "c2c", orders: [] });
  await people.import([phone("P1", ACCEPTANCE), phone("P2"), phone("P3"), phone("P4"), phone("P5"), phone("P6"), phone("P7")]);
  await privately(2);
  const admin = await signedIn(whole, people, ADMIN.email);
  const { rows } = await pool.query("select seller_id from sellers where operation_id = $1 and external_id = 's1'", [people.operationId]);
  const accounts = [
    { role: "warehouse", email: "centre@people.example" },
    { role: "seller", sellerId: rows[0].seller_id, email: "seller@people.example" },
  ];
  for (const account of accounts) {
    const made = await admin("POST", "/v1/accounts", { ...account, name: "王芳", password: ADMIN.password });
    expect(made.status, made.text).toBe(201);
  }
  centre = await signedIn(whole, people, "centre@people.example");
  const tokenOf = await hostTokens(whole, admin);
  credentials = { seller: await sessionOf(whole, people, "seller@people.example"), buyer: tokenOf("u1") };
  seller = asking(whole, credentials.seller);
  buyer = asking(whole, credentials.buyer);
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const CENTRE = { name: "收样组", phone: "0571-86001000", region: "浙江省杭州市滨江区", detail: "江南大道 1 号检测中心" };

/** The two disagree, and the goods lie at the inspection centre. */
const examined = async (no: string): Promise<string> => {
  const { caseId } = await people.opened(no, FLAW);
  expect((await people.command(caseId, "reject", { reason: "evidence_contradicts" }, seller)).status).toBe(200);
  const sent = await people.command(caseId, "hand-over", { carrier: "SF", trackingNo: `SFBACK${no}` });
  expect(sent.body["phase"], sent.text).toBe("executing");
  const received = await people.command(caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] }, centre);
  expect(received.status, received.text).toBe(200);
  return caseId;
};
const report = (caseId: string, grade: string, counts: object, by = centre) =>
  people.command(caseId, "inspect", { lines: [{ lineNo: 1, grade, ...counts }] }, by);

describe("between two private people", () => {
  test("goods for an inspection centre wait until somebody says where it is; then the buyer and the courier are told", async () => {
    const { caseId } = await people.opened("P7", FLAW);
    expect((await people.command(caseId, "reject", { reason: "evidence_contradicts" }, seller)).status).toBe(200);
    const active = async () => (await buyer("GET", `/v1/cases/${caseId}`)).body["steps"] as unknown as readonly Record<string, unknown>[];
    expect(await active()).toContainEqual(expect.objectContaining({ type: "give_address", owner: "platform", status: "active" }));
    expect((await buyer("GET", `/v1/cases/${caseId}/return-address`)).body["code"]).toBe("return_address_missing");

    const addresses = [{ addressNo: 1, isDefault: true, contact: CENTRE }];
    const receiver = { kind: "receiver", source: "host", sourceVersion: 1, externalId: "centre", name: "检测中心", takesInAs: "inspector" };
    const line = JSON.stringify({ ...receiver, returnAddresses: addresses });
    const imported = await people.host("POST", "/v1/orders:import", `${line}\n`);
    expect(imported.body["accepted"], imported.text).toBe(1);
    expect((await people.host("POST", "/v1/orders:import", `${line}\n`)).body["unchanged"]).toBe(1);
    await eventually("the buyer may send", async () =>
      (await active()).some(({ type, status }) => type === "drop_off" && status === "active"),
    );
    expect((await buyer("GET", `/v1/cases/${caseId}/return-address`)).body).toEqual(CENTRE);
    expect((await people.command(caseId, "request-pickup", {}, buyer)).status).toBe(200);
    const { rows } = await pool.query(
      `select r.external_id from effects e join receivers r on r.receiver_id = e.request ->> 'receiverId'
       join receiver_addresses a on a.receiver_id = r.receiver_id and a.contact_text_id = e.request ->> 'toTextId'
       where e.case_id = $1 and e.kind = 'book_pickup'`,
      [caseId],
    );
    expect(rows).toEqual([{ external_id: "centre" }]);
  });

  test("what both confirmed at the hand-over is kept with the order, and moves the burden", async () => {
    const { caseId } = await people.opened("P1", FLAW);
    const { body } = await people.host("GET", `/v1/cases/${caseId}`);
    expect(JSON.stringify(body["explanation"])).toContain("C2C-B-1");
    const { state } = await people.caseRow(caseId);
    expect([state.liability.burdenOn, state.planTemplate]).toEqual(["buyer", "return_refund_c2c"]);
  });

  test("the inspection centre finds the flaw: the buyer is paid though the seller had refused", async () => {
    const caseId = await examined("P2");
    expect((await report(caseId, "c", { good: 0, damaged: 1 }, seller)).body["code"]).toBe("not_the_owner");
    expect((await report(caseId, "c", { good: 0, damaged: 1 })).status).toBe(200);
    await quiet(whole, pool);
    const { phase, state } = await people.caseRow(caseId);
    expect([phase, state.money.refunds.map(({ refundedMinor }) => Number(refundedMinor))]).toEqual(["executing", [90_000]]);
    const open = (await people.host("GET", `/v1/cases/${caseId}`)).body["steps"];
    expect(open).toContainEqual(expect.objectContaining({ type: "forward", owner: "warehouse", status: "active" }));
    const sent = await people.command(caseId, "send-back", { carrier: "SF", trackingNo: "SFONP2" }, centre);
    expect(sent.status, sent.text).toBe(200);
    expect((await people.command(caseId, "confirm-arrival", { arrived: true }, buyer)).body["code"]).toBe("not_the_owner");
    expect((await people.command(caseId, "confirm-arrival", { arrived: true }, seller)).body["phase"]).toBe("resolved");
  });

  test("the inspection centre finds nothing: the goods go back to the buyer and nothing is paid", async () => {
    const caseId = await examined("P3");
    expect((await report(caseId, "a", { good: 1 })).status).toBe(200);
    const home = await people.command(caseId, "send-back", { carrier: "SF", trackingNo: "SFHOMEP3" }, centre);
    expect([home.status, home.body["phase"]], home.text).toEqual([200, "executing"]);
    expect((await people.command(caseId, "confirm-arrival", { arrived: true }, seller)).body["code"]).toBe("not_the_owner");
    expect((await people.command(caseId, "confirm-arrival", { arrived: true }, buyer)).status).toBe(200);
    const { phase, state } = await people.caseRow(caseId);
    expect([phase, state.money.refunds.every(({ refundedMinor }) => BigInt(refundedMinor) === 0n)]).toEqual(["rejected", true]);
  });
});

describe("a hand-over between two private people", () => {
  const path = async (no: string) => `/v1/orders/${await people.orderId(no)}/acceptances`;
  const wrong = async (no: string) => {
    const { caseId } = await people.opened(no, { ...FLAW, reason: "60.01" });
    return (await people.caseRow(caseId)).state.liability.burdenOn;
  };
  const goods = { condition: "as_described", pieces: 1, accessories: ["充电器"], serialNo: "F2L-4" };

  test("counts once the buyer has confirmed what the seller wrote, outlasts a later import, and cannot be written again", async () => {
    const at = await path("P4");
    const photo = await uploaded(whole, credentials.seller, { orderId: await people.orderId("P4") });
    const said = { kind: "recorded", lineNo: 1, goods, files: [photo], remark: "屏幕完好，电池 92%" };
    expect((await seller("POST", at, said)).status).toBe(201);
    expect((await seller("POST", at, { kind: "confirmed", lineNo: 1 })).body["code"]).toBe("acceptance_own_record");
    expect((await buyer("POST", at, said)).body["code"]).toBe("file_unknown");
    expect((await buyer("POST", at, { ...said, files: [] })).body["code"]).toBe("acceptance_recorded_before");
    expect((await buyer("POST", at, { kind: "confirmed", lineNo: 1 })).status).toBe(201);
    expect((await buyer("POST", at, { kind: "added", lineNo: 1, remark: "另收到一张贴膜" })).status).toBe(201);
    expect((await buyer("POST", at, { kind: "added", lineNo: 1 })).body["code"]).toBe("acceptance_says_nothing");
    const shown = await buyer("GET", at);
    expect(shown.body).toMatchObject({
      recordable: [],
      entries: [
        { entryNo: 1, by: "seller", kind: "recorded", goods, remark: "屏幕完好，电池 92%", files: [photo] },
        { entryNo: 2, by: "buyer", kind: "confirmed", goods: null, remark: null },
        { entryNo: 3, by: "buyer", kind: "added", remark: "另收到一张贴膜" },
      ],
    });
    expect((await seller("GET", at)).body["entries"]).toEqual(shown.body["entries"]);
    expect((await buyer("GET", `${at}/files/${photo.fileId}`)).status).toBe(200);
    const { rows } = await pool.query(
      "select goods from order_acceptances a join orders o using (shard, order_id) where o.external_order_no = 'P4'",
    );
    expect(rows).toHaveLength(3);
    await expect(pool.query("update order_acceptances set line_no = 2")).rejects.toThrow("append-only");

    const later = JSON.parse(
      shopLines(whole.now(), [phone("P4")])
        .trim()
        .split("\n")
        .at(-1) ?? "",
    );
    const again = await people.host("POST", "/v1/orders:import", `${JSON.stringify({ ...later, sourceVersion: 2 })}\n`);
    expect(again.body["updated"], again.text).toBe(1);
    expect(await wrong("P4")).toBe("buyer");
  });

  test("that the seller alone wrote down moves nothing, and neither does one of fewer pieces than were bought", async () => {
    expect((await seller("POST", await path("P5"), { kind: "recorded", lineNo: 1, goods })).status).toBe(201);
    expect(await wrong("P5")).toBe("seller");
    const at = await path("P6");
    expect((await buyer("POST", at, { kind: "confirmed", lineNo: 1 })).body["code"]).toBe("acceptance_missing");
    expect((await buyer("POST", at, { kind: "recorded", lineNo: 1, goods: { ...goods, pieces: 2 } })).body["code"]).toBe(
      "acceptance_pieces_wrong",
    );
    expect((await buyer("POST", at, { kind: "recorded", lineNo: 2, goods })).body["code"]).toBe("acceptance_line_unknown");
  });

  test("of one who trades is no acceptance at all", async () => {
    await privately(3, true);
    const refused = await buyer("POST", await path("P6"), { kind: "recorded", lineNo: 1, goods });
    expect([refused.status, refused.body["code"]]).toEqual([422, "acceptance_between_people_only"]);
    expect((await buyer("GET", await path("P6"))).body["recordable"]).toEqual([]);
    await privately(4);
    expect((await buyer("GET", await path("P6"))).body["recordable"]).toEqual([1]);
  });
});

describe("fresh goods of a group order", () => {
  test("without their pictures they are asked for once; what is shown brings the matter before the seller", async () => {
    const fruit = { no: "G1", lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "fresh.fruit.apple" }] };
    const group = await openShop(whole, pool, { code: "group", kind: "group_buy", orders: [fruit] });
    const words = { lineNo: 1, words: "苹果都烂了，还发霉" };
    const suggested = await group.host("POST", `/v1/orders/${await group.orderId("G1")}/suggested-reasons`, words);
    expect((suggested.body["suggestions"] as unknown as readonly object[])[0], suggested.text).toMatchObject({ reason: "70.01" });
    const lines = [{ lineNo: 1, quantity: 2, damageBasisPoints: 4000 }];
    const bare = await group.opened("G1", { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01", lines });
    const { body } = await group.host("GET", `/v1/cases/${bare.caseId}`);
    expect(body).toMatchObject({ phase: "waiting_for_buyer", evidenceAsked: { photos: 3, videos: 0, documents: 0 } });
    const shown = await group.command(bare.caseId, "evidence", { items: [{ kind: "photo" }] });
    expect(shown.body["phase"], shown.text).not.toBe("waiting_for_buyer");
    const again = await group.command(bare.caseId, "request-evidence", { of: "buyer", photo: true });
    expect([again.status, again.body["code"]]).toEqual([409, "evidence_asked_before"]);
  });
});
