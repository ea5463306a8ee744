import { type PackedDecision, packDecision, unpackDecision } from "@amends/postgres/cases/decision-content";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WholeServer } from "../harness/whole-server.ts";
import { itemsOf, listed, openReadShop, type ReadShop, type Role } from "./read-shop.ts";

let read: ReadShop;
let whole: WholeServer;
let pool: pg.Pool;
let as: ReadShop["as"];
let caseId: string;
let otherCaseId: string;
let orderId: string;

beforeAll(async () => {
  read = await openReadShop();
  ({ whole, pool, as, caseId, otherCaseId, orderId } = read);
});
afterAll(() => read?.close());

describe("the list of cases", () => {
  test("shows each reader the cases of their scope and no others", async () => {
    const seen = async (role: Role) => [...listed(await as[role]("GET", "/v1/cases"), "caseId")].sort();
    const both = [caseId, otherCaseId].sort();
    expect(await Promise.all((["agent", "host", "seller"] as const).map(seen))).toEqual([both, both, both]);
    expect(await seen("buyer")).toEqual([caseId]);
    expect(await seen("otherBuyer")).toEqual([otherCaseId]);
    expect(await Promise.all((["otherSeller", "otherAdmin"] as const).map(seen))).toEqual([[], []]);
  });

  test("narrows by each filter, and never widens what a scope holds", async () => {
    const [row] = (await pool.query("select customer_id, seller_id from cases where case_id = $1", [caseId])).rows;
    const filters = ["phase=waiting_for_buyer", "waitsFor=buyer", "serviceType=return_refund", "severity=p4", `sellerId=${row.seller_id}`];
    for (const filter of filters) expect(listed(await as.agent("GET", `/v1/cases?${filter}`), "caseId"), filter).toHaveLength(2);
    for (const filter of [`customerId=${row.customer_id}`, `orderId=${orderId}`]) {
      expect(listed(await as.agent("GET", `/v1/cases?${filter}`), "caseId"), filter).toEqual([caseId]);
      expect(listed(await as.otherBuyer("GET", `/v1/cases?${filter}`), "caseId"), filter).toEqual([]);
      expect(listed(await as.otherSeller("GET", `/v1/cases?${filter}`), "caseId"), filter).toEqual([]);
    }
    for (const filter of ["phase=resolved", "waitsFor=carrier", "severity=p1", "status=ended"]) {
      expect(listed(await as.agent("GET", `/v1/cases?${filter}`), "caseId"), filter).toEqual([]);
    }
  });

  test("shows what a row needs: the promise line, what it is about and the order's number", async () => {
    const [item] = itemsOf(await as.buyer("GET", "/v1/cases"));
    expect(item).toMatchObject({
      externalOrderNo: "A1",
      goods: [{ lineNo: 1, name: "马克杯", quantity: 1 }],
      phase: "waiting_for_buyer",
      promise: { owner: "buyer", stepType: "drop_off" },
      refund: { amount: 5900, currency: "CNY" },
    });
  });

  test("comes in pages that join without gap or double", async () => {
    const whole_ = itemsOf(await as.agent("GET", "/v1/cases"));
    const first = await as.agent("GET", "/v1/cases?limit=1");
    const rest = await as.agent("GET", `/v1/cases?limit=1&cursor=${String(first.body["nextCursor"])}`);
    expect([...itemsOf(first), ...itemsOf(rest)]).toEqual(whole_);
    expect(rest.body["nextCursor"]).toBeNull();
  });

  test("refuses a filter it does not know", async () => {
    expect((await as.agent("GET", "/v1/cases?color=red")).status).toBe(400);
  });
});

describe("one case", () => {
  const show = (role: Role, id = caseId) => as[role]("GET", `/v1/cases/${id}`);
  type Shown = { readonly type: string; readonly text: string | null; readonly by: { readonly role: string; readonly id: string | null } };
  const timeline = async (role: Role): Promise<readonly Shown[]> => (await show(role)).body["timeline"] as unknown as readonly Shown[];

  test("is not found by whoever it does not concern", async () => {
    for (const role of ["otherBuyer", "otherSeller", "otherAdmin"] as const) {
      const answered = await show(role);
      expect([role, answered.status, answered.body["code"]]).toEqual([role, 404, "not_found"]);
    }
    expect((await show("agent", "case_000000000000000000000000")).status).toBe(404);
  });

  test("carries its version, so that the next command can name it", async () => {
    const answered = await show("agent");
    expect(answered.headers.get("etag")).toBe(`"${answered.body["version"]}"`);
  });

  test("tells the buyer what was said to them, and nothing of what is kept behind the counter", async () => {
    const answered = await show("buyer");
    expect(answered.body).toMatchObject({ externalOrderNo: "A1", liability: null, judgedReason: null, rootCause: null });
    const events = await timeline("buyer");
    expect(events.find(event => event.type === "case_filed")?.text).toBe("杯口有点歪，但没用过");
    expect(events.filter(event => event.type === "note_added").map(event => [event.text, event.by])).toEqual([
      ["请保留好包装", { role: "agent", id: null }],
    ]);
    for (const hidden of ["买家常来", "effect_", "shareBasisPoints", "legs", "inward"]) expect(answered.text).not.toContain(hidden);
  });

  test("tells the seller the same and who bears it, without the buyer's telephone", async () => {
    const answered = await show("seller");
    expect(answered.body["liability"]).toMatchObject({ outward: expect.any(String) });
    expect((await timeline("seller")).filter(event => event.type === "note_added")).toHaveLength(1);
    for (const hidden of ["买家常来", "effect_", "1390000"]) expect(answered.text).not.toContain(hidden);
  });

  test("tells the staff everything", async () => {
    const events = await timeline("agent");
    expect(events.filter(event => event.type === "note_added").map(event => event.text)).toEqual(["买家常来", "请保留好包装"]);
    expect(events.find(event => event.type === "note_added")?.by.id).toMatch(/^account_/);
    expect(events.map(event => event.type)).toContain("case_decided");
  });
});

describe("why it was decided so", () => {
  test("is shown with every row that was looked at, and comes out the same again", async () => {
    const answered = await as.agent("GET", `/v1/cases/${caseId}/decision`);
    expect(answered.status, answered.text).toBe(200);
    const replay = answered.body["replay"] as unknown as {
      kind: string;
      isSame: boolean;
      tables: { table: string; rows: { rowId: string; isHit: boolean; failed: { field: string; actual: string }[] }[] }[];
    };
    expect([replay.kind, replay.isSame]).toEqual(["replayed", true]);
    expect(replay.tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining(["reasons", "eligibility", "liability", "remedy", "plans"]),
    );
    for (const { table, rows } of replay.tables) {
      expect(
        rows.map(row => row.isHit),
        table,
      ).toEqual(rows.map((_, index) => index === rows.length - 1));
      for (const row of rows) expect(row.failed.length > 0, `${table} ${row.rowId}`).toBe(!row.isHit);
    }
  });

  test("shows when what is stored is not what the facts give", async () => {
    await pool.query("alter table decisions disable trigger decisions_append_only");
    const { rows } = await pool.query<PackedDecision>("select dictionary, content from decisions where case_id = $1", [otherCaseId]);
    const { factsText, findingText } = unpackDecision(rows[0] ?? expect.unreachable());
    const { content } = packDecision({ factsText: factsText.replace('"reason":"30.01"', '"reason":"10.01"'), findingText });
    await pool.query("update decisions set content = $2 where case_id = $1", [otherCaseId, content]);
    const answered = await as.agent("GET", `/v1/cases/${otherCaseId}/decision`);
    expect(answered.body["replay"]).toMatchObject({ isSame: false });
    await pool.query("alter table decisions enable trigger decisions_append_only");
  });

  test("is for people at a desk of this operation", async () => {
    for (const role of ["buyer", "seller", "warehouse", "host"] as const) {
      expect((await as[role]("GET", `/v1/cases/${caseId}/decision`)).body["code"], role).toBe("forbidden");
    }
    expect((await as.otherAdmin("GET", `/v1/cases/${caseId}/decision`)).status).toBe(404);
  });
});
describe("what is stuck", () => {
  test("is listed for those who can help, and tried again on record", async () => {
    const effectId = `effect_${caseId.slice("case_".length)}zz0`;
    const [{ shard }] = (await pool.query("select shard from cases where case_id = $1", [caseId])).rows;
    await pool.query(
      `insert into effects (shard, effect_id, case_id, kind, request, status, due_at, attempts, last_fault)
       values ($1, $2, $3, 'notify_party', '{}', 'parked', $4, 7, 'no answer')`,
      [shard, effectId, caseId, whole.now()],
    );
    const stuck = await as.finance("GET", "/v1/stuck");
    expect(stuck.body["effects"]).toEqual([
      expect.objectContaining({ effectId, caseId, status: "parked", attempts: 7, lastFault: "no answer" }),
    ]);
    expect((await as.otherAdmin("GET", "/v1/stuck")).body["effects"]).toEqual([]);
    for (const role of ["buyer", "seller", "agent", "host"] as const) expect((await as[role]("GET", "/v1/stuck")).status, role).toBe(403);

    const retry = (role: Role) => as[role]("POST", `/v1/stuck/effects/${effectId}/retry`, { reason: "银行已恢复" });
    expect((await retry("otherAdmin")).status).toBe(404);
    expect((await retry("agent")).status).toBe(403);
    expect((await retry("supervisor")).status).toBe(204);
    const { rows } = await pool.query(
      "select action, target_id, reason, actor ->> 'role' as role from access_log where action = 'retry_effect'",
    );
    expect(rows).toEqual([{ action: "retry_effect", target_id: effectId, reason: "银行已恢复", role: "supervisor" }]);
    expect((await retry("supervisor")).status).toBe(404);
  });
  test("also where it was asked for by news of the order and not by the case", async () => {
    const effectId = `effect_${caseId.slice("case_".length, -12)}0123456789ab`;
    await pool.query(
      `insert into effects (shard, effect_id, case_id, kind, request, status, due_at, attempts)
       select shard, $2, case_id, 'review_order_change', '{}', 'parked', $3, 7 from cases where case_id = $1`,
      [caseId, effectId, whole.now()],
    );
    const stuck = await as.finance("GET", "/v1/stuck");
    expect(stuck.status, stuck.text).toBe(200);
    expect(stuck.body["effects"]).toContainEqual(expect.objectContaining({ effectId, kind: "review_order_change" }));
    expect((await as.supervisor("POST", `/v1/stuck/effects/${effectId}/retry`, { reason: "订单已核对" })).status).toBe(204);
  });
});
test("nobody comes in without a name", async () => {
  for (const path of ["/v1/cases", `/v1/cases/${caseId}`, "/v1/orders", "/v1/search?q=A1", "/v1/stuck"]) {
    expect((await whole.composed.server.inject({ method: "GET", url: path })).statusCode, path).toBe(401);
  }
});
