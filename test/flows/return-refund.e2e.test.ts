import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { type Answered, type Caller, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let host: Caller;
let orderId: Brand["orderId"];

const ONE = { sku: "mug-white", quantity: 1, priceMinor: 5900 };
const PROMISED = { no: "P1", lines: [ONE], promises: [{ kind: "free_return_freight", by: "seller" }] };

beforeAll(async () => {
  whole = await startWholeServer();
  const brand = await openBrand(whole, [
    { no: "A1" },
    { no: "A2" },
    { no: "A3" },
    { no: "A4" },
    { no: "B1", shipped: false },
    PROMISED,
    { no: "P2", lines: [ONE] },
    { no: "X1", lines: [ONE] },
  ]);
  host = brand.host;
  orderId = brand.orderId;
});

afterAll(async () => {
  await whole?.close();
});

test("a seven-day return goes from the filing to the money back without a person deciding anything", async () => {
  const filed = firstCase(await file("A1", { reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] }));
  expect(filed).toMatchObject({ phase: "waiting_for_buyer", refund: { amount: 5900, currency: "CNY" } });

  const sent = await command(filed, "hand-over", { carrier: "SF", trackingNo: "SF900001" });
  expect(sent).toMatchObject({ phase: "executing", promise: { stepType: "receive", owner: "warehouse" } });
  const received = await command(sent, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  expect(received).toMatchObject({ promise: { stepType: "inspect" } });
  await command(received, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] });

  const ended = await settled(String(filed["caseId"]));
  expect(ended).toMatchObject({ phase: "resolved" });
  const movements = await whole.composed.sandbox?.bank.statement();
  expect(movements?.filter(movement => movement.kind === "refund").map(movement => movement.amountMinor)).toEqual([5900n]);
});

test("what the buyer paid for the parcel comes back with the refund, and every figure can be read", async () => {
  const filed = firstCase(await file("P1", { reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] }));
  const sums = async () => (await host("GET", `/v1/cases/${filed["caseId"]}/sums`)).body as Record<string, Record<string, unknown>>;
  expect((await sums())["returnFreight"]).toMatchObject({ isOwed: true, most: { amount: 10_000 }, stated: null });

  const freight = (amount: number, currency = "CNY") => ({ returnFreight: { amount: { amount, currency } } });
  const refused = async (body: object) =>
    (
      await host(
        "POST",
        `/v1/cases/${filed["caseId"]}/hand-over`,
        { carrier: "SF", trackingNo: "SF77", ...body },
        { "if-match": `"${filed["version"]}"` },
      )
    ).body["code"];
  expect([await refused(freight(0)), await refused(freight(1501)), await refused(freight(900, "USD"))]).toEqual([
    "return_freight_not_positive",
    "receipt_missing",
    "invalid_request",
  ]);

  const sent = await command(filed, "hand-over", { carrier: "SF", trackingNo: "SF77", ...freight(1200) });
  const received = await command(sent, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  expect(received).toMatchObject({ refund: { amount: 7100 } });
  expect(await sums()).toMatchObject({
    refund: {
      steps: [
        { key: "line_paid", sign: "plus", amount: { amount: 5900 } },
        { key: "return_freight_reimbursed", sign: "plus", amount: { amount: 1200 } },
      ],
      total: { amount: 7100 },
      toCollect: { amount: 0 },
      lines: [{ lineNo: 1, quantity: 1, worth: { amount: 5900 }, amount: { amount: 5900 } }],
      tenders: [{ kind: "wallet", paid: { amount: 5900 }, amount: { amount: 5900 }, manner: "original_route" }],
      bearers: [{ party: "seller", sign: "plus", amount: { amount: 7100 } }],
    },
    returnFreight: { stated: { amount: { amount: 1200 }, paidBy: "buyer" } },
  });
  await command(received, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] });
  expect(await settled(String(filed["caseId"]))).toMatchObject({ phase: "resolved" });
});

test("a pickup is taken off the refund of the buyer who bears it, at what the carrier asks for it", async () => {
  await whole.composed.sandbox?.carrier.setPickupFee(800n);
  const filed = firstCase(await file("P2", { reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] }));
  await command(filed, "request-pickup", {});
  const booked = await atStep(String(filed["caseId"]), "pickup", "returnParcel");
  await whole.composed.sandbox?.carrier.setPickupFee(null);
  const { trackingNo } = booked["returnParcel"] as { readonly trackingNo: string };
  const travels = await command(booked, "tracking", { trackingNo, code: "picked_up", trackedAt: new Date(whole.now()).toISOString() });
  expect(travels).toMatchObject({ refund: { amount: 5900 } });
  const received = await command(travels, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  expect(received).toMatchObject({ refund: { amount: 5100 } });
  const sums = (await host("GET", `/v1/cases/${filed["caseId"]}/sums`)).body;
  expect(sums).toMatchObject({
    refund: { steps: [{ key: "line_paid" }, { key: "return_freight_deducted", sign: "minus", amount: { amount: 800 } }] },
    returnFreight: { isOwed: false, stated: { paidBy: "platform" } },
  });
});

test("what came in an exchange goes back at what was charged for it", async () => {
  const lines = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
  const exchange = firstCase(
    await file("X1", { serviceType: "exchange", reason: "30.03", lines: [{ ...lines[0], replacementSkuId: "mug-black" }] }),
  );
  const caseId = String(exchange["caseId"]);
  await command(exchange, "approve", {});
  await command(await atStep(caseId, "drop_off"), "hand-over", { carrier: "SF", trackingNo: "SF88" });
  await command(await atStep(caseId, "receive"), "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await command(await atStep(caseId, "inspect"), "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] });
  const shipped = await atStep(caseId, "reship", "replacementParcel");
  const { trackingNo } = shipped["replacementParcel"] as { readonly trackingNo: string };
  await command(shipped, "tracking", { trackingNo, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
  expect(await settled(caseId)).toMatchObject({ phase: "resolved" });

  const back = await file("X1", { reason: "30.01", lines });
  expect(firstCase(back)).toMatchObject({ refund: { amount: 4900 } });
  const twice = await file("X1", { reason: "30.01", lines });
  expect(twice.body).toMatchObject({ code: "more_than_left" });
});

test("the same piece cannot be claimed twice, and the refusal says how many are left", async () => {
  const body = { reason: "30.01", lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }] };
  expect((await file("A2", body)).status).toBe(201);
  const second = await file("A2", body);
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ code: "more_than_left", params: { lineNo: "1", leftQuantity: "0" } });
});

test("a host may file in its own platform's code, and one nobody knows is refused in its words", async () => {
  const lines = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
  const unknown = await file("A4", { reason: "wechat:1", lines });
  expect(unknown.body).toMatchObject({ code: "host_reason_unknown", params: { reason: "wechat:1", platform: "wechat" } });
  expect(firstCase(await file("A4", { reason: "wechat:10000000", lines }))).toMatchObject({ reason: "30.01" });
});

test("an order that has not left is cancelled at the host and paid back", async () => {
  const filed = firstCase(
    await file("B1", { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] }),
  );
  expect(await settled(String(filed["caseId"]))).toMatchObject({ phase: "resolved" });
  const { rows } = await whole.pool.query(
    "select facts -> 'lines' -> 0 ->> 'cancelledQuantity' as cancelled from orders where external_order_no = 'B1'",
  );
  expect(rows[0].cancelled).toBe("2");
});

test("what a buyer asks too late is refused with the rule that says so, and opens nothing", async () => {
  whole.pass(30 * 86_400_000);
  const late = await file("A3", { reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] });
  expect(late.status, late.text).toBe(422);
  expect(late.body).toMatchObject({ code: "not_eligible" });
  const { rows } = await whole.pool.query(
    "select count(*)::int as n from cases c join orders o using (shard, order_id) where o.external_order_no = 'A3'",
  );
  expect(rows[0].n).toBe(0);
});

const file = async (no: string, body: object): Promise<Answered> =>
  host("POST", "/v1/cases", { orderId: await orderId(no), serviceType: "return_refund", ...body });

type Summary = Record<string, unknown>;

const firstCase = (answered: Answered): Summary => {
  expect(answered.status, answered.text).toBe(201);
  return (answered.body["cases"] as unknown as Summary[])[0] ?? {};
};

const command = async (before: Summary, name: string, body: object): Promise<Summary> => {
  const answered = await host("POST", `/v1/cases/${before["caseId"]}/${name}`, body, { "if-match": `"${before["version"]}"` });
  expect(answered.status, answered.text).toBe(200);
  return answered.body;
};

/** Effects leave after the commit; the test waits for what they bring, not for a time. */
const settled = async (caseId: string): Promise<Summary> => {
  await expect
    .poll(async () => (await whole.pool.query("select phase from cases where case_id = $1", [caseId])).rows[0].phase, { timeout: 20_000 })
    .not.toMatch(/executing|waiting|submitted/);
  return (await whole.pool.query("select phase, state from cases where case_id = $1", [caseId])).rows[0];
};

/** The case as it stands once this step waits for somebody, and what else has to be there is there. */
const atStep = async (caseId: string, type: string, known?: string): Promise<Summary> => {
  let shown: Summary = {};
  const waits = async () => {
    shown = (await host("GET", `/v1/cases/${caseId}`)).body;
    const steps = shown["steps"] as readonly Summary[];
    return steps.some(step => step["type"] === type && step["status"] === "active") && (known === undefined || shown[known] !== null);
  };
  await expect.poll(waits, { timeout: 20_000 }).toBe(true);
  return shown;
};
