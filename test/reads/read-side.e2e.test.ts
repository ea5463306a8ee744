import { type PackedDecision, packDecision, unpackDecision } from "@amends/postgres/cases/decision-content";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN, adminPool, asking, hostTokens, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Answered, type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

/** Two buyers, each with a case at one seller; a second seller with nothing; a second operation with the same order numbers. */
let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let other: RunningShop;
type Role =
  | "buyer"
  | "otherBuyer"
  | "seller"
  | "otherSeller"
  | "agent"
  | "supervisor"
  | "finance"
  | "warehouse"
  | "admin"
  | "host"
  | "otherAdmin";
let as: Readonly<Record<Role, Caller>>;
let caseId: string;
let orderId: string;
let otherCaseId: string;

const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "A1" }, { no: "A2", customer: "u2" }, { no: "A3" }] });
  other = await openShop(whole, pool, { code: "elsewhere", orders: [{ no: "A1" }] });
  const sent = await shop.host(
    "POST",
    "/v1/orders:import",
    `${JSON.stringify({ kind: "seller", source: "host", sourceVersion: 1, externalId: "s2", name: "别家" })}\n`,
  );
  expect(sent.body["refused"], sent.text).toBe(0);
  as = await callers();
  caseId = (await shop.opened("A1", { ...RETURN, statement: "杯口有点歪，但没用过" }, as.buyer)).caseId;
  otherCaseId = (await shop.opened("A2", RETURN, as.otherBuyer)).caseId;
  orderId = await shop.orderId("A1");
  for (const [text, visibleTo] of [
    ["买家常来", "staff"],
    ["请保留好包装", "everyone"],
  ]) {
    expect((await shop.command(caseId, "notes", { text, visibleTo }, as.agent)).status).toBe(200);
  }
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const callers = async (): Promise<typeof as> => {
  const admin = await signedIn(whole, shop, ADMIN.email);
  const staff = async (role: string, more: object = {}): Promise<Caller> => {
    const email = `${role}-${Object.values(more).join("").slice(-4)}@shop.example`;
    const made = await admin("POST", "/v1/accounts", { role, email, name: "某人", password: ADMIN.password, ...more });
    expect(made.status, made.text).toBe(201);
    return signedIn(whole, shop, email);
  };
  const sellerId = async (externalId: string): Promise<string> =>
    (await pool.query("select seller_id from sellers where operation_id = $1 and external_id = $2", [shop.operationId, externalId])).rows[0]
      .seller_id;
  const buyerAs = await hostTokens(whole, admin);
  return {
    admin,
    buyer: asking(whole, buyerAs("u1")),
    otherBuyer: asking(whole, buyerAs("u2")),
    seller: await staff("seller", { sellerId: await sellerId("s1") }),
    otherSeller: await staff("seller", { sellerId: await sellerId("s2") }),
    agent: await staff("agent"),
    supervisor: await staff("supervisor"),
    finance: await staff("finance"),
    warehouse: await staff("warehouse"),
    host: shop.host,
    otherAdmin: await signedIn(whole, other, ADMIN.email),
  };
};

type Item = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: Answered): readonly Item[] => body["items"] as unknown as readonly Item[];
const listed = (answered: Answered, key: string): readonly unknown[] => {
  expect(answered.status, answered.text).toBe(200);
  return itemsOf(answered).map(item => item[key]);
};

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

  test("finds a person by telephone at a desk of the operation, and nowhere else", async () => {
    expect(await hits("agent", "+86 139-0000-2221")).toEqual(["customer by phone"]);
    for (const role of ["buyer", "seller", "host", "otherAdmin"] as const) {
      const found = await hits(role, "13900002221");
      expect(found, role).toEqual(role === "otherAdmin" ? ["customer by phone"] : []);
    }
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

test("nobody comes in without a name", async () => {
  for (const path of ["/v1/cases", `/v1/cases/${caseId}`, "/v1/orders", "/v1/search?q=A1", "/v1/stuck"]) {
    expect((await whole.composed.server.inject({ method: "GET", url: path })).statusCode, path).toBe(401);
  }
});
