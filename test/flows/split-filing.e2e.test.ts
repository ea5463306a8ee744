import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { eventually } from "../harness/eventually.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let brand: Brand;

const DAY_MS = 86_400_000;
const SAID = { source: "host", sourceVersion: 1 };

beforeAll(async () => {
  whole = await startWholeServer();
  const cup = { sku: "mug-white", quantity: 1, priceMinor: 5900 };
  brand = await openBrand(whole, [{ no: "A1" }, { no: "A2", lines: [cup, cup] }]);
  const twins = [freightPaid, thresholdReached].flatMap(orderOf => [orderOf("AT-ONCE"), orderOf("IN-TURN")]);
  const records = [{ kind: "seller", ...SAID, externalId: "s2", name: "海边器物" }, ...twins, refundedFirst()];
  const imported = await brand.host("POST", "/v1/orders:import", records.map(record => `${JSON.stringify(record)}\n`).join(""));
  if (imported.body["refused"] !== 0) throw new Error(imported.text);
});
afterAll(() => whole?.close());

test("the freight of an order of two sellers comes back with the last of its goods, also where they are called off in one filing", async () => {
  const atOnce = await calledOff("FREIGHT-AT-ONCE", [[1, 2]]);
  expect(atOnce).toEqual([10_000, 11_000]);
  expect(atOnce).toEqual(await calledOff("FREIGHT-IN-TURN", [[1], [2]]));
});

test("a discount that one filing over two sellers breaks is taken off once, and nobody gets less than by filing twice", async () => {
  const atOnce = await calledOff("STEP-AT-ONCE", [[1, 2]]);
  expect(atOnce).toEqual([7000, 10_000]);
  expect(atOnce).toEqual(await calledOff("STEP-IN-TURN", [[1], [2]]));
});

test("goods of two sellers called off in one filing are all called off at the shop, and paid back", async () => {
  const orderId = await brand.orderId("FREIGHT-AT-ONCE");
  await eventually("both cases are resolved", async () => {
    whole.pass(1000);
    const { rows } = await whole.pool.query("select phase from cases where order_id = $1", [orderId]);
    return rows.length === 2 && rows.every(({ phase }) => phase === "resolved");
  });
  const { body } = await brand.host("GET", `/v1/orders/${orderId}`);
  expect(body).toMatchObject({ lines: [{ pieces: { cancelled: 1 } }, { pieces: { cancelled: 1 } }] });
});

test("a filing that asks to return one piece and to exchange another becomes two cases, and never claims more than was bought", async () => {
  const orderId = await brand.orderId("A1");
  const one = { lineNo: 1, quantity: 1, condition: "unopened" };
  const exchanged = { ...one, replacementSkuId: "mug-blue", asks: { serviceType: "exchange", reason: "30.03" } };
  const both = (lines: readonly object[]) =>
    brand.host("POST", "/v1/cases", { orderId, serviceType: "return_refund", reason: "30.01", lines });
  const tooMany = await both([{ ...one, quantity: 2 }, exchanged]);
  expect([tooMany.status, tooMany.body]).toMatchObject([409, { code: "more_than_left", params: { leftQuantity: "0" } }]);
  const filed = await both([one, exchanged]);
  expect(filed.status, filed.text).toBe(201);
  expect(filed.body["cases"]).toMatchObject([{ serviceType: "return_refund" }, { serviceType: "exchange" }]);
});

test("where the rules say no to one line of several, the refusal names that line and nothing is opened", async () => {
  const orderId = await brand.orderId("A2");
  const one = { quantity: 1, condition: "unopened" };
  const asksForNothing = { ...one, lineNo: 2, asks: { serviceType: "exchange", reason: "30.03" } };
  const lines = [{ ...one, lineNo: 1 }, asksForNothing];
  const refused = await brand.host("POST", "/v1/cases", { orderId, serviceType: "return_refund", reason: "30.01", lines });
  expect([refused.status, refused.body], refused.text).toMatchObject([422, { code: "not_eligible", params: { orderId, lineNo: "2" } }]);
  expect((await brand.host("GET", `/v1/orders/${orderId}`)).body["cases"]).toEqual([]);
});

test("what may be paid back before the goods is spent once, also by a filing over two sellers: the second waits for its goods", async () => {
  const lines = [1, 2].map(lineNo => ({ lineNo, quantity: 1, condition: "unopened" }));
  const orderId = await brand.orderId("AHEAD");
  const filed = await brand.host("POST", "/v1/cases", { orderId, serviceType: "return_refund", reason: "30.01", lines });
  expect(filed.status, filed.text).toBe(201);
  const { rows } = await whole.pool.query("select state->>'instantRefund' as ahead from cases where order_id = $1 order by 1", [orderId]);
  expect(rows).toEqual([{ ahead: "before_return" }, { ahead: "none" }]);
});

/** What each case promises to give back, in the order they were opened. */
const calledOff = async (no: string, filings: readonly (readonly number[])[]): Promise<readonly unknown[]> => {
  const orderId = await brand.orderId(no);
  const caseIds: string[] = [];
  for (const lineNos of filings) {
    const filed = await brand.host("POST", "/v1/cases", {
      orderId,
      serviceType: "refund_only",
      refundOnlyKind: "pre_ship",
      reason: "10.01",
      lines: lineNos.map(lineNo => ({ lineNo, quantity: 1, goodsReceived: false })),
    });
    expect(filed.status, filed.text).toBe(201);
    caseIds.push(...(filed.body["cases"] as unknown as readonly { caseId: string }[]).map(one => one.caseId));
  }
  const shown = await Promise.all(caseIds.map(caseId => brand.host("GET", `/v1/cases/${caseId}`)));
  return shown.map(({ body }) => (body["refund"] as unknown as { readonly amount: number } | null)?.amount);
};

const lineOf = (lineNo: number, sellerExternalId: string, paidMinor: number, unitPriceMinor = paidMinor) => ({
  lineNo,
  sellerExternalId,
  skuId: "mug-white",
  productId: "mug",
  name: "马克杯",
  category: "home.cup",
  quantity: 1,
  unitPriceMinor,
  paidMinor,
});

const orderOf = (externalOrderNo: string, paidMinor: number, rest: object) => {
  const boughtAt = new Date(whole.now() - 2 * DAY_MS).toISOString();
  return {
    kind: "order",
    ...SAID,
    externalOrderNo,
    customerExternalId: "u1",
    currency: "CNY",
    placedAt: boughtAt,
    paidAt: boughtAt,
    tenders: [{ tenderNo: 1, kind: "wallet", methodRef: "wallet-u1", paidMinor }],
    ...rest,
  };
};

const freightPaid = (how: string) =>
  orderOf(`FREIGHT-${how}`, 21_000, {
    lines: [lineOf(1, "s1", 10_000), lineOf(2, "s2", 10_000)],
    freight: { paidMinor: 1000, feeMinor: 1000 },
  });

/** ¥30 off from ¥150 on; what is kept in the end costs ¥50. */
const thresholdReached = (how: string) =>
  orderOf(`STEP-${how}`, 22_000, {
    lines: [lineOf(1, "s1", 8500, 10_000), lineOf(2, "s2", 8500, 10_000), lineOf(3, "s1", 5000)],
    freight: { paidMinor: 0 },
    discounts: [
      {
        discountNo: 1,
        bearer: "platform",
        amountMinor: 3000,
        thresholdMinor: 15_000,
        shares: [
          { lineNo: 1, amountMinor: 1500 },
          { lineNo: 2, amountMinor: 1500 },
        ],
      },
    ],
  });

/** ¥300 of each seller, where ¥500 may go ahead of the goods. */
const refundedFirst = () =>
  orderOf("AHEAD", 60_000, {
    lines: [lineOf(1, "s1", 30_000), lineOf(2, "s2", 30_000)],
    freight: { paidMinor: 0 },
    promises: [{ kind: "refund_before_return", by: "seller" }],
    shipments: [1, 2].map(lineNo => ({
      shipmentNo: lineNo,
      carrier: "SF",
      trackingNo: `SF-AHEAD-${lineNo}`,
      lines: [{ lineNo, quantity: 1 }],
      shippedAt: new Date(whole.now() - 2 * DAY_MS).toISOString(),
      signedAt: new Date(whole.now() - DAY_MS).toISOString(),
    })),
  });
