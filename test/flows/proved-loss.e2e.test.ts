import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uploaded } from "../evidence/upload.ts";
import { ADMIN, adminPool, openShop, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let agent: Caller;
let supervisor: Caller;

const cny = (amount: number) => ({ amount, currency: "CNY" });
const bought = (no: string, category: string) => ({ no, lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5000, category }] });
const ONE = { lineNo: 1, quantity: 1 };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    kind: "marketplace",
    orders: [bought("F1", "food.snack"), bought("F2", "food.snack"), bought("W1", "fresh.fruit.apple")],
  });
  const admin = await signedIn(whole, shop, ADMIN.email);
  const person = async (role: string): Promise<Caller> => {
    const email = `${role}@shop.example`;
    const made = await admin("POST", "/v1/accounts", { role, email, name: "小周", password: ADMIN.password });
    expect(made.status, made.text).toBe(201);
    return signedIn(whole, shop, email);
  };
  agent = await person("agent");
  supervisor = await person("supervisor");
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const photoOf = async (no: string) => uploaded(whole, { authorization: `Bearer ${shop.secret}` }, { orderId: await shop.orderId(no) });
const suggested = async (caseId: string) => (await agent("GET", `/v1/cases/${caseId}/suggested-sums`)).body;

describe("statutory damages", () => {
  const filed = async (no: string) => {
    const photo = await photoOf(no);
    const { caseId } = await shop.opened(no, { serviceType: "compensation", reason: "70.09", lines: [ONE], evidence: [photo] });
    return { caseId, photo };
  };

  test("are given on proof alone: food for 50 yuan and a proved loss of 900 come to 2,700, by two persons", async () => {
    const { caseId, photo } = await filed("F1");
    expect(await suggested(caseId)).toMatchObject({
      sums: [
        { head: "fsl_148", standing: "statutory", sum: cny(100_000) },
        { head: "crpl_55", standing: "statutory", sum: cny(50_000) },
      ],
      proof: null,
    });
    const give = (by: Caller) => shop.command(caseId, "grant-suggested", { heads: ["fsl_148"] }, by);
    expect((await give(agent)).body["code"]).toBe("proof_missing");
    expect((await shop.command(caseId, "proof", { loss: cny(90_000), evidence: [] }, agent)).body["code"]).toBe("proof_needs_evidence");
    expect((await shop.command(caseId, "proof", { evidence: [photo] }, agent)).body["code"]).toBe("nothing_proved");
    expect((await shop.command(caseId, "proof", { loss: cny(90_000), evidence: [photo] }, agent)).status).toBe(200);
    expect(await suggested(caseId)).toMatchObject({
      sums: [{ head: "fsl_148", sum: cny(270_000) }, { head: "crpl_55" }],
      proof: { loss: cny(90_000), files: 1 },
    });

    const both = await shop.command(caseId, "grant-suggested", { heads: ["fsl_148", "crpl_55"] }, agent);
    expect([both.status, both.body["code"]]).toEqual([409, "sum_instead_of_another"]);
    const proposed = await give(agent);
    expect([proposed.status, proposed.body["phase"]], proposed.text).toEqual([200, "waiting_for_seller"]);
    expect(await suggested(caseId)).toMatchObject({ proposal: { heads: ["fsl_148"], total: cny(270_000) } });
    expect((await give(agent)).body["code"]).toBe("grant_needs_another");
    expect((await give(supervisor)).status).toBe(200);
    await quiet(whole, pool);
    const { phase, state } = await shop.caseRow(caseId);
    expect([phase, state.money.refunds.reduce((sum, { refundedMinor }) => sum + Number(refundedMinor), 0)]).toEqual(["resolved", 270_000]);
    expect((await suggested(caseId))["sums"]).toEqual([]);
  });

  test("of a proposal are off as soon as something else is proved", async () => {
    const { caseId, photo } = await filed("F2");
    const prove = (amount: number) => shop.command(caseId, "proof", { loss: cny(amount), evidence: [photo] }, agent);
    await prove(90_000);
    await shop.command(caseId, "grant-suggested", { heads: ["fsl_148"] }, agent);
    expect((await prove(80_000)).status).toBe(200);
    expect(await suggested(caseId)).toMatchObject({ proposal: null, sums: [{ sum: cny(240_000) }, { sum: cny(50_000) }] });
    expect((await shop.command(caseId, "grant-suggested", { heads: ["fake_times_n"] }, agent)).body["code"]).toBe("nothing_suggested");
  });
});

test("a weight found on the scale takes the place of the share the buyer named, and the sum follows the tier", async () => {
  const photos = await Promise.all([photoOf("W1"), photoOf("W1"), photoOf("W1")]);
  const lines = [{ ...ONE, damageBasisPoints: 4000 }];
  const filing = {
    serviceType: "refund_only",
    refundOnlyKind: "unreturnable",
    reason: "70.01",
    lines,
    evidence: photos,
    contestsRefusal: true,
  };
  const { caseId } = await shop.opened("W1", filing);
  const promised = async () => (await agent("GET", `/v1/cases/${caseId}`)).body["refund"];
  expect(await promised()).toEqual(cny(2500));
  const weighed = { shares: [{ kind: "weighed", lineNo: 1, soldGrams: 5000, foundGrams: 3750 }], evidence: [photos[0]] };
  const proved = await shop.command(caseId, "proof", weighed, agent);
  expect(proved.status, proved.text).toBe(200);
  expect(await promised()).toEqual(cny(1500));
  expect(await suggested(caseId)).toMatchObject({
    proof: { shares: [{ basisPoints: 2500, weights: { soldGrams: 5000, foundGrams: 3750 } }] },
  });
});

test("a car that two repairs did not cure is asked what it ran, shown what that costs, and exchanged or paid back less 0.5 % of its price for each thousand kilometres", async () => {
  await shop.import([bought("K1", "vehicle.car")], addMs(whole.now(), -100 * DAY_MS));
  const orderId = await shop.orderId("K1");
  const step = async (caseId: string, name: string, body: object) => {
    const said = await shop.command(caseId, name, body);
    expect(said.status, `${name}: ${said.text}`).toBe(200);
    await quiet(whole, pool);
  };
  const films = await Promise.all([photoOf("K1"), photoOf("K1"), photoOf("K1")]);
  const faulty = (serviceType: string, more: object = {}) =>
    shop.opened("K1", { serviceType, reason: "40.02", lines: [{ ...ONE, ...more }], evidence: films, statement: "修了又坏" });
  for (const round of [1, 2]) {
    const { caseId } = await faulty("repair");
    await quiet(whole, pool);
    await step(caseId, "approve", {});
    await step(caseId, "hand-over", { carrier: "SF", trackingNo: `SF70000${round}` });
    await step(caseId, "receive", { lines: [ONE] });
    await step(caseId, "repair", { result: "repaired" });
    await step(caseId, "send-back", { carrier: "SF", trackingNo: `SF71000${round}` });
    await step(caseId, "tracking", { trackingNo: `SF71000${round}`, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
    expect((await shop.caseRow(caseId)).phase).toBe("resolved");
  }
  const termsFor = async (more: string) => {
    const { body } = await shop.host("GET", `/v1/orders/${orderId}/filing-reasons?lineNo=1&serviceType=return_refund${more}`);
    const reasons = body["reasons"] as unknown as readonly { readonly reason: string }[];
    return reasons.find(({ reason }) => reason === "40.02");
  };
  expect(await termsFor("")).toMatchObject({ asksKilometres: true, back: [{ amount: cny(5000) }] });
  expect(await termsFor("&usedKilometres=12000")).toMatchObject({ asksKilometres: true, back: [{ amount: cny(4700) }] });
  // Another car costs for its use what a refund of this one would keep back.
  const another = await faulty("exchange", { usedKilometres: 12_000 });
  expect((await agent("GET", `/v1/cases/${another.caseId}`)).body).toMatchObject({
    collect: { amount: cny(300) },
    explanation: expect.arrayContaining([expect.objectContaining({ rowId: "CAR-7" })]),
  });
  await step(another.caseId, "withdraw", {});
  const { caseId } = await faulty("return_refund", { usedKilometres: 12_000 });
  await step(caseId, "approve", {});
  await step(caseId, "hand-over", { carrier: "SF", trackingNo: "SF700009" });
  await step(caseId, "receive", { lines: [ONE] });
  await step(caseId, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] });
  expect((await agent("GET", `/v1/cases/${caseId}`)).body).toMatchObject({ phase: "resolved", refunded: cny(4700) });
});
