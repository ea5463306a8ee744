import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { picture } from "../evidence/pictures.ts";
import { uploaded } from "../evidence/upload.ts";
import { ADMIN, adminPool, openShop, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const DAY_MS = 86_400_000;

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let finance: Caller;
let sellerId: string;
let seller: Caller;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    kind: "marketplace",
    orders: [...["A1", "A2", "A3", "A4", "A5", "A6"].map(no => ({ no, shipped: false })), { no: "L1" }, { no: "L2" }],
  });
  admin = await signedIn(whole, shop, ADMIN.email);
  sellerId = (await pool.query("select seller_id from sellers where external_id = 's1'")).rows[0].seller_id;
  const account = { name: "小钱", password: ADMIN.password };
  await admin("POST", "/v1/accounts", { role: "finance", email: "money@shop.example", ...account });
  await admin("POST", "/v1/accounts", { role: "seller", sellerId, email: "seller@shop.example", ...account });
  await signInAnew();
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

/** Whoever was away for days signs in again. */
const signInAnew = async (): Promise<void> => {
  admin = await signedIn(whole, shop, ADMIN.email);
  finance = await signedIn(whole, shop, "money@shop.example");
  seller = await signedIn(whole, shop, "seller@shop.example");
};
const pass = async (days: number): Promise<void> => {
  whole.pass(days * DAY_MS);
  await quiet(whole, pool);
  await signInAnew();
};
const CNY = (amount: number) => ({ amount, currency: "CNY" });
const of = (path = "") => `/v1/merchants/${sellerId}${path}`;
const ok = async (call: ReturnType<Caller>, status = 200) => {
  const answered = await call;
  expect(answered.status, answered.text).toBe(status);
  return answered.body;
};
/** Two mugs that have not left, cancelled and paid back at once: 118.00 that the seller bears. */
const refunded = async (no: string): Promise<string> => {
  const { caseId } = await shop.opened(no, {
    ...{ serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] },
  });
  await quiet(whole, pool);
  return caseId;
};
const recourseOf = async (caseId: string) => {
  await quiet(whole, pool);
  const body = await ok(finance("GET", `/v1/recourses?caseId=${caseId}`));
  return (body["items"] as unknown as Record<string, { amount: number } & Record<string, string>>[])[0] ?? {};
};
const balanced = async (): Promise<void> => {
  await quiet(whole, pool);
  expect(await ok(finance("GET", "/v1/ledger/trial-balance"))).toMatchObject({ isBalanced: true });
  expect(await ok(finance("POST", "/v1/ledger/verify", {}))).toMatchObject({ faults: 0 });
};
const settle = async (...settlements: readonly object[]) =>
  (await ok(shop.host("POST", "/v1/settlements", { settlements })))["settlements"] as unknown as Record<string, unknown>[];

test("a parcel that never came is paid by the seller and claimed from the carrier", async () => {
  const { caseId } = await shop.opened("L1", {
    ...{ serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", evidence: [{ kind: "photo" }] },
    lines: [{ lineNo: 1, quantity: 2, goodsReceived: false }],
  });
  await quiet(whole, pool);
  // The seller's review, and what the carrier answers when it is asked where the parcel is.
  for (const _review of ["seller", "trace"]) {
    await ok(shop.command(caseId, "approve", {}, admin));
    await quiet(whole, pool);
  }
  const claimed = await recourseOf(caseId);
  expect(claimed).toMatchObject({ bearer: "carrier_out", owed: CNY(11_800), trying: { source: "claim" }, claim: { status: "open" } });
  const about = `/v1/recourses/${claimed["recourseId"]}/claim`;
  expect((await finance("POST", `${about}/answer`, { answer: "accepted" })).body).toMatchObject({ code: "recourse_no_claim" });
  const fileOf = async (no: string): Promise<string> => {
    const { evidence } = (await shop.ready(await shop.orderId(no), { evidence: [{ kind: "photo" }] })) as {
      readonly evidence: readonly { readonly fileId: string }[];
    };
    return evidence[0]?.fileId ?? "";
  };
  const ofCase = (
    await pool.query("select data -> 'evidence' -> 0 ->> 'fileId' as id from case_events where case_id = $1 and seq = 1", [caseId])
  ).rows[0].id;
  const foreign = await fileOf("A1");
  expect((await finance("POST", `${about}/submit`, { evidence: [ofCase, foreign] })).body).toMatchObject({
    ...{ code: "claim_evidence_unknown", params: { fileId: foreign } },
  });
  expect((await recourseOf(caseId))["claim"]).toMatchObject({ status: "open", evidence: [] });
  expect(await ok(finance("POST", `${about}/submit`, { evidence: [ofCase] }))).toMatchObject({ claim: { evidence: [ofCase] } });
  await ok(finance("POST", `${about}/answer`, { answer: "accepted" }));
  expect(await ok(finance("GET", "/v1/ledger/balances?account=claim_receivable"))).toMatchObject({
    balances: [{ partyRef: "carrier_out" }],
  });
  const paid = { reference: "carrier-1", amount: CNY(11_800) };
  expect(await ok(finance("POST", `${about}/payment`, paid))).toMatchObject({ phase: "recovered", claim: { status: "paid" } });
  await balanced();
});

test("what the platform paid for the seller comes back: the order's own proceeds, the deposit, of a settlement more while the deposit is below its floor, the bill", async () => {
  await settle({ kind: "kept", sourceId: "kept-A1", sellerExternalId: "s1", externalOrderNo: "A1", amount: CNY(3000) });
  await ok(finance("PUT", of("/deposit"), { notice: CNY(10_000), floor: CNY(4000), isFrozen: false }));
  await ok(finance("POST", of("/deposit/top-ups"), { reference: "bank-1", amount: CNY(5000) }));
  await ok(finance("POST", of("/deposit/top-ups"), { reference: "bank-1", amount: CNY(5000) }));
  expect(await ok(seller("GET", of()))).toMatchObject({ deposit: CNY(5000), topUpDue: CNY(5000), isRestricted: false });

  const caseId = await refunded("A1");
  expect(await recourseOf(caseId)).toMatchObject({
    ...{ bearer: "seller", phase: "recovering", owed: CNY(11_800), taken: CNY(8000), outstanding: CNY(3800) },
    trying: { source: "next_settlements", shareBasisPoints: 3000 },
  });
  expect(await ok(seller("GET", of()))).toMatchObject({
    deposit: CNY(0),
    topUpDue: CNY(10_000),
    isRestricted: true,
    outstanding: CNY(3800),
  });

  const run = (sourceId: string, amount: number) => ({ kind: "run", sourceId, sellerExternalId: "s1", amount: CNY(amount) });
  expect(await settle(run("run-1", 4000))).toMatchObject([{ result: "recorded", withheld: CNY(2000), toPay: CNY(2000) }]);
  expect(await settle(run("run-1", 4000))).toMatchObject([{ result: "known", withheld: CNY(2000), toPay: CNY(2000) }]);
  await ok(finance("PUT", of("/deposit"), { notice: CNY(10_000), floor: CNY(0), isFrozen: false }));
  expect(await settle(run("run-2", 3000))).toMatchObject([{ result: "recorded", withheld: CNY(900), toPay: CNY(2100) }]);
  await pass(31);
  const billed = await recourseOf(caseId);
  expect(billed).toMatchObject({ outstanding: CNY(900), trying: { source: "receivable" } });
  const paid = { reference: "bank-2", amount: CNY(900) };
  expect((await finance("POST", `/v1/recourses/${billed["recourseId"]}/payment`, { ...paid, amount: CNY(901) })).body).toMatchObject({
    code: "recourse_more_than_owed",
  });
  expect(await ok(finance("POST", `/v1/recourses/${billed["recourseId"]}/payment`, paid))).toMatchObject({ phase: "recovered" });
  await balanced();
});

test("what cannot be had is written off by two people, and never by one", async () => {
  const caseId = await refunded("A2");
  for (const days of [31, 91]) await pass(days);
  const stands = await recourseOf(caseId);
  expect(stands).toMatchObject({ trying: { source: "write_off" }, outstanding: CNY(11_800) });
  const about = `/v1/recourses/${stands["recourseId"]}/write-off`;
  expect((await finance("POST", `${about}/approve`, {})).body).toMatchObject({ code: "write_off_not_requested" });
  await ok(finance("POST", about, {}));
  expect((await finance("POST", `${about}/approve`, {})).body).toMatchObject({ code: "write_off_needs_another" });
  expect(await ok(admin("POST", `${about}/approve`, {}))).toMatchObject({ phase: "written_off", writtenOff: CNY(11_800) });
  expect(await ok(finance("GET", "/v1/ledger/balances?account=write_off_expense"))).toMatchObject({ balances: [{ debit: CNY(11_800) }] });
  await balanced();
});

test("the seller sees each line with its case and may object to it once; foreign books stay closed", async () => {
  const caseId = await refunded("A3");
  await quiet(whole, pool);
  const { items } = await ok(seller("GET", of("/statement")));
  const lines = items as unknown as { lineKey: string; caseId: string | null; account: string; direction: string }[];
  const line = lines.find(one => one.caseId === caseId && one.account === "settlement");
  expect(line).toMatchObject({ direction: "out", amount: CNY(11_800) });
  const said = { lineKey: line?.lineKey, text: "这单是买家自己取消的，不应由我承担" };
  expect(await ok(seller("POST", of("/statement/objections"), said), 201)).toMatchObject({ status: "open" });
  expect((await seller("POST", of("/statement/objections"), said)).body).toMatchObject({ code: "objection_exists" });
  expect((await seller("POST", of("/statement/objections"), { ...said, lineKey: "nothing:1" })).body).toMatchObject({
    code: "statement_line_unknown",
  });
  await ok(finance("POST", of("/statement/objections/answer"), { lineKey: said.lineKey, answer: "rejected" }), 204);
  const again = (await ok(seller("GET", of("/statement"))))["items"] as unknown as { lineKey: string; objection: object }[];
  expect(again.find(one => one.lineKey === said.lineKey)?.objection).toMatchObject({ status: "rejected" });
  const notes = await pool.query("select count(*)::int as n from case_events where case_id = $1 and type = 'note_added'", [caseId]);
  expect(notes.rows[0].n).toBe(1);
  expect((await seller("GET", "/v1/ledger/trial-balance")).status).toBe(403);
  expect((await seller("GET", "/v1/merchants/seller_000000000000000000000000")).status).toBe(404);
});

test("a deposit is never below nothing, a frozen seller gets nothing out, and an unknown seller is named", async () => {
  await ok(finance("POST", of("/deposit/top-ups"), { reference: "bank-9", amount: CNY(50_000) }));
  await quiet(whole, pool);
  const { deposit } = (await ok(finance("GET", of()))) as unknown as { deposit: { amount: number } };
  const out = (reference: string, amount: number) => finance("POST", of("/deposit/withdrawals"), { reference, amount: CNY(amount) });
  expect((await out("out-1", deposit.amount + 1)).body).toMatchObject({ code: "deposit_short" });
  await ok(finance("PUT", of("/deposit"), { notice: CNY(0), floor: CNY(0), isFrozen: true }));
  expect((await out("out-2", 1)).body).toMatchObject({ code: "merchant_frozen" });
  await ok(finance("PUT", of("/deposit"), { notice: CNY(0), floor: CNY(0), isFrozen: false }));
  expect(await ok(out("out-3", 100))).toMatchObject({ deposit: CNY(deposit.amount - 100) });
  const nobody = { kind: "run", sourceId: "r9", sellerExternalId: "nobody", amount: CNY(1) };
  expect((await shop.host("POST", "/v1/settlements", { settlements: [nobody] })).body).toMatchObject({ code: "seller_unknown" });
  await balanced();
});

test("nothing leaves a deposit below its floor until it is topped up, and a large sum leaves it only by two people", async () => {
  const { deposit } = (await ok(finance("GET", of()))) as unknown as { deposit: { amount: number } };
  const out = (reference: string, amount: number, who = finance) =>
    who("POST", of("/deposit/withdrawals"), { reference, amount: CNY(amount) });
  await ok(finance("PUT", of("/deposit"), { notice: CNY(0), floor: CNY(deposit.amount + 500), isFrozen: false }));
  expect(await ok(seller("GET", of()))).toMatchObject({
    restriction: { endsWith: CNY(500), mayWithdraw: false, settlementShareBasisPoints: 5000 },
  });
  expect((await out("low-1", 1)).body).toMatchObject({ code: "merchant_restricted" });
  await ok(finance("POST", of("/deposit/top-ups"), { reference: "bank-10", amount: CNY(1_000_500) }));
  expect(await ok(seller("GET", of()))).toMatchObject({ restriction: null, deposit: CNY(deposit.amount + 1_000_500) });

  for (const _again of ["once", "twice"]) expect((await out("big-1", 1_000_000)).body).toMatchObject({ code: "withdrawal_needs_another" });
  expect((await out("big-1", 1_000_001, admin)).body).toMatchObject({ code: "withdrawal_needs_another" });
  expect(await ok(finance("GET", of()))).toMatchObject({ withdrawalsWaiting: [{ reference: "big-1", amount: CNY(1_000_000) }] });
  expect(await ok(out("big-1", 1_000_000, admin))).toMatchObject({ deposit: CNY(deposit.amount + 500), withdrawalsWaiting: [] });
  // Asked for again, it was paid, and nobody is waited for.
  for (const who of [finance, admin])
    expect(await ok(out("big-1", 1_000_000, who))).toMatchObject({ deposit: CNY(deposit.amount + 500), withdrawalsWaiting: [] });
  await ok(finance("PUT", of("/deposit"), { notice: CNY(0), floor: CNY(0), isFrozen: false }));
  await balanced();
});

test("a large sum leaves a deposit in small parts no sooner: what left it within a day on one person's word counts together", async () => {
  await pass(2);
  await ok(finance("POST", of("/deposit/top-ups"), { reference: "bank-11", amount: CNY(3_000_000) }));
  const { deposit } = (await ok(finance("GET", of()))) as unknown as { deposit: { amount: number } };
  const out = (reference: string, amount: number, who = finance) =>
    who("POST", of("/deposit/withdrawals"), { reference, amount: CNY(amount) });
  await ok(out("part-1", 600_000));
  expect((await out("part-2", 400_000)).body).toMatchObject({ code: "withdrawal_needs_another" });
  expect(await ok(out("part-3", 399_999))).toMatchObject({ deposit: CNY(deposit.amount - 999_999) });
  expect(await ok(out("part-1", 600_000))).toMatchObject({ deposit: CNY(deposit.amount - 999_999) });
  expect(await ok(out("part-2", 400_000, admin))).toMatchObject({ deposit: CNY(deposit.amount - 1_399_999), withdrawalsWaiting: [] });

  await pass(2);
  const both = await Promise.all([out("part-4", 600_000), out("part-5", 600_000)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await balanced();
});

test("a fund that is used up makes payments wait and says so, and what comes back is available again", async () => {
  await ok(finance("PUT", "/v1/ledger/advance-fund", { limit: CNY(100) }), 204);
  whole.pass(10_000);
  const { caseId } = await shop.opened("A4", {
    ...{ serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] },
  });
  await expect
    .poll(async () => (await ok(finance("GET", "/v1/alarms")))["alarms"], { timeout: 20_000 })
    .toMatchObject([{ kind: "advance_fund_exhausted" }]);
  expect((await shop.caseRow(caseId)).phase).toBe("executing");
  await ok(finance("PUT", "/v1/ledger/advance-fund", { limit: CNY(50_000) }), 204);
  await pass(1);
  expect((await shop.caseRow(caseId)).phase).toBe("resolved");
  const shown = (await ok(finance("GET", "/v1/ledger/exposure"))) as unknown as { fund: { exposed: { amount: number }; held: object } };
  const { rows } = await pool.query(
    "select coalesce(sum(outstanding_minor), 0)::int as out from recourses where exposed_version = version",
  );
  expect(shown.fund.held).toEqual(CNY(0));
  const exposed = await pool.query("select sum(exposed_minor)::int as out from pot_exposures");
  expect(exposed.rows[0].out).toBeLessThanOrEqual(rows[0].out);
  await ok(finance("POST", "/v1/alarms/settle", { kind: "advance_fund_exhausted", targetId: shop.operationId }), 204);
});

test("a carrier's no is appealed against once, with a document the claim had not", async () => {
  const { caseId } = await shop.opened("L2", {
    ...{ serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", evidence: [{ kind: "photo" }] },
    lines: [{ lineNo: 1, quantity: 2, goodsReceived: false }],
  });
  await quiet(whole, pool);
  for (const _review of ["seller", "trace"]) {
    await ok(shop.command(caseId, "approve", {}, admin));
    await quiet(whole, pool);
  }
  const { recourseId } = await recourseOf(caseId);
  const about = `/v1/recourses/${recourseId}/claim`;
  const { rows } = await pool.query("select data -> 'evidence' -> 0 ->> 'fileId' as id from case_events where case_id = $1 and seq = 1", [
    caseId,
  ]);
  const evidence = [rows[0].id];
  expect((await finance("POST", `${about}/appeal`, { evidence })).body).toMatchObject({ code: "recourse_no_appeal" });
  await ok(finance("POST", `${about}/submit`, { evidence }));
  expect(await ok(finance("POST", `${about}/answer`, { answer: "rejected" }))).toMatchObject({
    ...{ trying: { source: "appeal", ruleId: "RC-09" }, claim: { status: "appeal_open" } },
  });
  expect((await finance("POST", `${about}/appeal`, { evidence })).body).toMatchObject({ code: "appeal_needs_new_evidence" });
  expect((await seller("POST", `${about}/appeal`, { evidence })).status).toBe(403);
  const scan = await uploaded(
    whole,
    { authorization: `Bearer ${shop.secret}` },
    { orderId: await shop.orderId("L2"), bytes: picture("box.jpg") },
  );
  expect((await shop.command(caseId, "evidence", { items: [scan] })).body).toMatchObject({ code: "case_ended" });
  await ok(shop.command(caseId, "evidence", { items: [scan] }, finance));
  const appeal = { evidence: [...evidence, scan.fileId] };
  expect(await ok(finance("POST", `${about}/appeal`, appeal))).toMatchObject({
    claim: { status: "appealed", appealEvidence: appeal.evidence },
  });
  expect(await ok(finance("POST", `${about}/answer`, { answer: "rejected" }))).toMatchObject({
    ...{ trying: { source: "frozen_settlement" }, claim: { status: "rejected" } },
  });
  await balanced();
});

test("an advance nobody could be charged for is shown with its case, and goes on when it is tried again", async () => {
  const stuck = async () => (await ok(finance("GET", "/v1/stuck")))["advances"] as unknown as readonly { readonly caseId: string }[];
  // Whatever keeps a recourse from being written: here the database refuses it.
  await pool.query("alter table recourses add constraint jammed check (version < 0) not valid");
  const caseId = await refunded("A6");
  await vi.waitFor(async () => expect(await stuck()).toHaveLength(1), { interval: 20, timeout: 20_000 });
  const { shortNo } = await ok(finance("GET", `/v1/cases/${caseId}`));
  expect(await stuck()).toMatchObject([{ caseId, shortNo, attempts: expect.any(Number) }]);
  await pool.query("alter table recourses drop constraint jammed");
  const retry = (who: Caller, id = caseId) => who("POST", `/v1/stuck/advances/${id}/retry`);
  expect((await retry(seller)).status).toBe(403);
  expect((await retry(finance, "case_000000000000000000000000")).body).toMatchObject({ code: "not_found" });
  expect((await retry(finance)).status).toBe(204);
  await vi.waitFor(async () => expect(await stuck()).toEqual([]), { interval: 20, timeout: 20_000 });
  expect(await recourseOf(caseId)).toMatchObject({ bearer: "seller", owed: CNY(11_800), shortNo });
  await balanced();
});

test("a posting that somebody changed around the database's guards is found, and raises an alarm", async () => {
  const caseId = await refunded("A5");
  await balanced();
  const tamper = (table: string, where: string) =>
    pool.query(
      `alter table ${table} disable trigger all; update ${table} set amounts = (select array_agg(a * 2 order by n) from unnest(amounts) with ordinality as u(a, n)) where ${where}; alter table ${table} enable trigger all`,
    );
  await tamper("postings", `case_id = '${caseId}' and posting_no = 1`);
  expect(await ok(finance("POST", "/v1/ledger/verify", {}))).toMatchObject({ faults: 3 });
  await tamper("merchant_postings", `seller_id = '${sellerId}' and posting_no = 2`);
  await ok(finance("POST", "/v1/ledger/verify", {}));
  const alarms = (await ok(finance("GET", "/v1/alarms")))["alarms"] as unknown as { kind: string; targetId: string }[];
  expect(alarms.map(({ kind, targetId }) => [kind, targetId])).toEqual(
    expect.arrayContaining([
      ["posting_tampered", caseId],
      ["book_chain_broken", sellerId],
    ]),
  );
});
