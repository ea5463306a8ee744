import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { type Answered, type Caller, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let host: Caller;
let orderId: Brand["orderId"];

beforeAll(async () => {
  whole = await startWholeServer();
  const brand = await openBrand(whole, [{ no: "A1" }, { no: "A2" }, { no: "A3" }, { no: "A4" }, { no: "B1", shipped: false }]);
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
  expect(unknown.body).toMatchObject({ code: "reason_unknown", params: { reason: "wechat:1" } });
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
