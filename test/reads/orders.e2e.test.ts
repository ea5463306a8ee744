import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningShop } from "../harness/running-shop.ts";
import { type Item, itemsOf, listed, openReadShop, type ReadShop, type Role } from "./read-shop.ts";

let read: ReadShop;
let pool: pg.Pool;
let shop: RunningShop;
let as: ReadShop["as"];
let caseId: string;
let orderId: string;

beforeAll(async () => {
  read = await openReadShop();
  ({ pool, shop, as, caseId, orderId } = read);
});
afterAll(() => read?.close());

describe("orders", () => {
  test("are listed for those they concern", async () => {
    const numbers = async (role: Role, query = "") => [...listed(await as[role]("GET", `/v1/orders${query}`), "externalOrderNo")].sort();
    expect(await numbers("buyer")).toEqual(["A1", "A3"]);
    expect(await numbers("otherBuyer")).toEqual(["A2"]);
    expect(await numbers("seller")).toEqual(["A1", "A2", "A3"]);
    expect(await numbers("otherSeller")).toEqual([]);
    expect(await numbers("agent", "?externalOrderNo=A1")).toEqual(["A1"]);
    expect(await numbers("otherBuyer", "?externalOrderNo=A1")).toEqual([]);
    expect(await numbers("otherSeller", "?externalOrderNo=A1")).toEqual([]);
    const [row] = (await pool.query("select customer_id, seller_ids[1] as seller_id from orders where order_id = $1", [orderId])).rows;
    expect(await numbers("host", `?customerId=${row.customer_id}`)).toEqual(["A1", "A3"]);
    expect(await numbers("agent", `?sellerId=${row.seller_id}`)).toEqual(["A1", "A2", "A3"]);
    expect(await numbers("otherAdmin", `?customerId=${row.customer_id}`)).toEqual([]);
  });

  test("are not leafed through without saying whose", async () => {
    const answered = await as.agent("GET", "/v1/orders");
    expect([answered.status, answered.body["code"]]).toEqual([400, "filter_needed"]);
  });

  test("come in pages", async () => {
    const first = await as.seller("GET", "/v1/orders?limit=2");
    const rest = await as.seller("GET", `/v1/orders?limit=2&cursor=${String(first.body["nextCursor"])}`);
    expect([...itemsOf(first), ...itemsOf(rest)]).toEqual(itemsOf(await as.seller("GET", "/v1/orders")));
  });

  test("show what is left of each line, the parcel, the cases, and a masked recipient", async () => {
    const answered = await as.agent("GET", `/v1/orders/${orderId}`);
    expect(answered.body).toMatchObject({
      externalOrderNo: "A1",
      state: "delivered",
      lines: [{ name: "马克杯", quantity: 2, piecesLeft: 1, pieces: { delivered: 2, in_transit: 0 }, paid: { amount: 11800 } }],
      shipments: [{ trackingNo: "SFA1" }],
      recipient: { name: "韩**", phone: "139****2220", region: "浙江省杭州市***", detail: "" },
      cases: [{ caseId }],
    });
    expect(answered.text).not.toContain("韩梅梅");
  });

  test("show what rules read of the goods and their parcels: origin, weights, ripening, installation and what was promised", async () => {
    const line = { lineNo: 1, sellerExternalId: "s1", skuId: "mug-white", productId: "mug", name: "芒果", category: "fresh.fruit.mango" };
    const order = {
      ...{ kind: "order", source: "host", sourceVersion: 1, externalOrderNo: "W1", customerExternalId: "u1", currency: "CNY" },
      ...{ placedAt: "2026-01-05T08:00:00Z", paidAt: "2026-01-05T08:00:00Z" },
      lines: [
        {
          ...{ ...line, quantity: 1, unitPriceMinor: 5900, paidMinor: 5900, ripensDays: 4, installedAt: "2026-01-09T08:00:00Z" },
          sevenDay: { class: "abs_fresh" },
          promises: [{ kind: "fake_times_n", by: "seller", value: 10, includesPrice: true }],
        },
      ],
      tenders: [{ tenderNo: 1, kind: "wallet", methodRef: "wallet-u1", paidMinor: 5900 }],
      shipments: [
        {
          ...{
            shipmentNo: 1,
            carrier: "SF",
            trackingNo: "SFW1",
            lines: [{ lineNo: 1, quantity: 1 }],
            fromRegion: "海南省",
            packedGrams: 2600,
          },
          ...{ shippedAt: "2026-01-06T08:00:00Z", signedAt: "2026-01-08T08:00:00Z" },
          events: [
            { at: "2026-01-06T10:00:00Z", code: "picked_up" },
            { at: "2026-01-08T08:00:00Z", code: "signed", grams: 2300 },
          ],
        },
      ],
    };
    const sent = await shop.host("POST", "/v1/orders:import", `${JSON.stringify(order)}\n`);
    expect(sent.body["refused"], sent.text).toBe(0);
    const answered = await as.agent("GET", `/v1/orders/${await shop.orderId("W1")}`);
    expect(answered.body, answered.text).toMatchObject({
      lines: [
        {
          ...{ ripensDays: 4, installedAt: "2026-01-09T08:00:00.000Z", sevenDay: { class: "abs_fresh", confirmedAt: null } },
          promises: [{ kind: "fake_times_n", includesPrice: true }],
        },
      ],
      shipments: [{ fromRegion: "CN-HI", packedGrams: 2600, events: [{ grams: null }, { code: "signed", grams: 2300 }] }],
    });
    const plain = await as.agent("GET", `/v1/orders/${orderId}`);
    expect(plain.body).toMatchObject({
      lines: [{ ripensDays: null, installedAt: null }],
      shipments: [{ fromRegion: null, packedGrams: null }],
    });
  });

  test("show each reader no more than they need", async () => {
    const bodyFor = async (role: Role) => (await as[role]("GET", `/v1/orders/${orderId}`)).body;
    expect(await bodyFor("seller")).toMatchObject({ recipient: { phone: null }, tenders: [], unmask: null });
    expect(await bodyFor("finance")).toMatchObject({ recipient: null, unmask: null });
    expect(await bodyFor("host")).toMatchObject({ recipient: null, unmask: null });
    expect(await bodyFor("buyer")).toMatchObject({ recipient: { name: "韩**" }, unmask: null, tenders: [{ methodRef: "wallet-u1" }] });
    for (const role of ["otherBuyer", "otherSeller", "otherAdmin"] as const) expect((await bodyFor(role))["code"], role).toBe("not_found");
  });
});

describe("what can be asked for on an order", () => {
  const options = async (role: Role, no: string) => as[role]("GET", `/v1/orders/${await shop.orderId(no)}/service-options`);

  test("is open until a moment with what comes back, or closed with its row and why", async () => {
    const answered = await options("buyer", "A1");
    expect(answered.status, answered.text).toBe(200);
    const [line] = answered.body["lines"] as unknown as { piecesLeft: number; options: Record<string, unknown>[] }[];
    expect(line?.piecesLeft).toBe(1);
    const returned = line?.options.find(option => option["type"] === "return_refund");
    expect(returned).toMatchObject({
      kind: "open",
      until: expect.stringMatching(/Z$/),
      back: [{ tenderNo: 1, methodKind: "wallet", amount: { amount: 5900 } }],
    });
    const preShip = line?.options.find(option => option["refundOnlyKind"] === "pre_ship");
    expect(preShip).toMatchObject({
      kind: "closed",
      rowId: expect.any(String),
      explanation: { zh: expect.any(String), en: expect.any(String), source: expect.any(String) },
    });
  });

  test("is not told to whom the order does not concern", async () => {
    for (const role of ["otherBuyer", "otherSeller", "otherAdmin"] as const) expect((await options(role, "A1")).status, role).toBe(404);
    expect((await options("finance", "A1")).status).toBe(403);
  });
});

describe("the search", () => {
  const search = (role: Role, q: string) => as[role]("GET", `/v1/search?q=${encodeURIComponent(q)}`);
  const hits = async (role: Role, q: string) => {
    const answered = await search(role, q);
    expect(answered.status, answered.text).toBe(200);
    return (answered.body["hits"] as unknown as Item[]).map(hit => `${hit["kind"]} by ${hit["by"]}`);
  };

  test("finds a case however its number was read out, and says when a digit is wrong", async () => {
    const shortNo = String((await as.agent("GET", `/v1/cases/${caseId}`)).body["shortNo"]);
    const fullWidth = [...shortNo].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join("");
    for (const said of [shortNo, ` ${shortNo.slice(0, 4)}-${shortNo.slice(4, 8)} ${shortNo.slice(8)} `, fullWidth]) {
      expect(await hits("agent", said), said).toEqual(["case by case_no"]);
    }
    const wrong = `${shortNo.slice(0, -1)}${(Number(shortNo.at(-1)) + 1) % 10}`;
    expect((await search("agent", wrong)).body).toEqual({ hits: [], wrongCheckDigit: true });
    for (const role of ["otherBuyer", "otherSeller", "otherAdmin"] as const) expect(await hits(role, shortNo), role).toEqual([]);
  });

  test("finds an order by its number, its parcel and its id", async () => {
    expect(await hits("agent", "A1")).toEqual(["order by order_no"]);
    expect(await hits("agent", "sfa1")).toEqual(["order by tracking_no"]);
    expect(await hits("agent", orderId)).toEqual(["order by id"]);
    expect(await hits("agent", caseId)).toEqual(["case by id"]);
    expect(await hits("buyer", "A1")).toEqual(["order by order_no"]);
    for (const role of ["otherBuyer", "otherSeller"] as const) {
      for (const q of ["A1", "SFA1", orderId, caseId]) expect(await hits(role, q), `${role} ${q}`).toEqual([]);
    }
  });

  test("finds a case by the parcel its goods go back in, at every desk and for its buyer and seller, and for nobody else", async () => {
    const returned = await shop.opened(
      "A3",
      { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1 }] },
      as.buyer,
    );
    const sent = await shop.command(returned.caseId, "hand-over", { carrier: "YTO", trackingNo: "YT-BACK-1" }, as.buyer);
    expect(sent.status, sent.text).toBe(200);
    for (const role of ["agent", "warehouse", "host", "buyer", "seller"] as const)
      expect(await hits(role, "yt-back-1"), role).toEqual(["case by tracking_no"]);
    for (const role of ["otherBuyer", "otherSeller", "otherAdmin"] as const) expect(await hits(role, "YT-BACK-1"), role).toEqual([]);
  });

  test("finds a person by telephone at a desk of the operation, and nowhere else", async () => {
    expect(await hits("agent", "+86 139-0000-2221")).toEqual(["customer by phone"]);
    for (const role of ["buyer", "seller", "host", "otherAdmin"] as const) {
      const found = await hits(role, "13900002221");
      expect(found, role).toEqual(role === "otherAdmin" ? ["customer by phone"] : []);
    }
  });
});
describe("personal data", () => {
  const unmaskOf = async (): Promise<{ readonly personId: string; readonly textIds: readonly string[] }> =>
    (await as.agent("GET", `/v1/orders/${orderId}`)).body["unmask"] as never;

  test("is unmasked with a reason that stays on record", async () => {
    const { personId, textIds } = await unmaskOf();
    const reveal = (role: Role, body: object) => as[role]("POST", `/v1/persons/${personId}/reveal`, body);
    expect((await reveal("agent", { textIds })).status).toBe(400);
    for (const role of ["finance", "seller", "buyer", "host"] as const)
      expect((await reveal(role, { textIds, reason: "看看" })).status, role).toBe(403);
    expect((await reveal("otherAdmin", { textIds, reason: "看看" })).status).toBe(404);
    const revealed = await reveal("warehouse", { textIds, reason: "面单打印" });
    expect(revealed.body["texts"]).toEqual([
      {
        kind: "address",
        textId: textIds[0],
        contact: { name: "韩梅梅", phone: "13900002220", region: "浙江省杭州市西湖区", detail: "学院路 8 号" },
      },
    ]);
    const { rows } = await pool.query(
      "select target_id, text_ids, reason, actor ->> 'role' as role from access_log where action = 'reveal'",
    );
    expect(rows).toEqual([{ target_id: personId, text_ids: textIds, reason: "面单打印", role: "warehouse" }]);
    await expect(pool.query("update access_log set reason = ''")).rejects.toThrow("append-only");
  });

  test("is erased by an administrator, on record, and what is left names nobody", async () => {
    const [{ customer_id: customerId }] = (await pool.query("select customer_id from orders where order_id = $1", [orderId])).rows;
    const erase = (role: Role) => as[role]("POST", `/v1/customers/${customerId}/erase`, { reason: "买家要求" });
    expect((await erase("supervisor")).status).toBe(403);
    expect((await erase("otherAdmin")).status).toBe(404);
    expect((await erase("admin")).body).toEqual({ status: "erased" });
    expect((await erase("admin")).body).toEqual({ status: "already_erased" });
    const shown = await as.agent("GET", `/v1/cases/${caseId}`);
    expect([shown.status, (shown.body["timeline"] as unknown as { text: string | null }[]).some(event => event.text !== null)]).toEqual([
      200,
      false,
    ]);
    expect((await as.agent("GET", `/v1/orders/${orderId}`)).body["recipient"]).toBeNull();
    const { rows } = await pool.query("select count(*)::int as n from access_log where action = 'erase'");
    expect(rows[0].n).toBe(1);
  });
});
