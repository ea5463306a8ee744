import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN, adminPool, openShop, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let agent: Caller;
let supervisor: Caller;
let finance: Caller;
let seller: Caller;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    kind: "marketplace",
    orders: [{ no: "J1" }, { no: "J2" }, { no: "J3" }, { no: "RP" }, { no: "W1" }, { no: "W2", shipped: false }],
  });
  admin = await signedIn(whole, shop, ADMIN.email);
  const sellerId = (await pool.query("select seller_id from sellers where external_id = 's1'")).rows[0].seller_id;
  const person = async (role: string, more: object = {}): Promise<Caller> => {
    const email = `${role}@shop.example`;
    const made = await admin("POST", "/v1/accounts", { role, email, name: "小周", password: ADMIN.password, ...more });
    expect(made.status, made.text).toBe(201);
    return signedIn(whole, shop, email);
  };
  agent = await person("agent");
  supervisor = await person("supervisor");
  finance = await person("finance");
  seller = await person("seller", { sellerId });
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const said = async (caseId: string, name: string, body: object, caller: Caller = shop.host): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(whole, pool);
};
const shown = async (caseId: string, caller: Caller = agent) => (await caller("GET", `/v1/cases/${caseId}`)).body;
const active = async (caseId: string): Promise<readonly string[]> =>
  ((await shown(caseId))["steps"] as unknown as { readonly type: string; readonly status: string }[])
    .filter(({ status }) => status === "active")
    .map(({ type }) => type);
const CNY = (amount: number) => ({ amount, currency: "CNY" });
const ONE = { lines: [{ lineNo: 1, quantity: 1, condition: "used" }] };
const PHOTO = { evidence: [{ kind: "photo" }] };

describe("a person finds the cause of a case:", () => {
  test("what may be found is listed with what follows from it, and the finding is explained to everybody in its own words", async () => {
    const { caseId } = await shop.opened("J1", { serviceType: "return_refund", reason: "40.02", ...ONE, ...PHOTO });
    await quiet(whole, pool);
    const listed = await agent("GET", `/v1/cases/${caseId}/causes`);
    expect(listed.body).toMatchObject({ reason: "40.02" });
    expect(listed.body["causes"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cause: "L-24", needsEvidence: true, outward: "none", freight: { outbound: "none", return: "buyer" } }),
        expect.objectContaining({ cause: "L-15", needsEvidence: false, outward: "seller" }),
      ]),
    );
    const unproven = { judgedReason: "40.02", rootCause: "L-24", why: "主板有进水痕迹" };
    expect((await shop.command(caseId, "judge-cause", unproven, agent)).body).toMatchObject({ code: "cause_needs_evidence" });
    expect((await shop.command(caseId, "judge-cause", { ...unproven, rootCause: "L-20" }, agent)).body).toMatchObject({
      code: "cause_not_for_reason",
    });
    expect((await shop.command(caseId, "judge-cause", unproven, seller)).status).toBe(403);
    const shared = { ...unproven, ...PHOTO, firstShareBasisPoints: 5_000 };
    expect((await shop.command(caseId, "judge-cause", shared, agent)).body).toMatchObject({ code: "cause_not_shared" });
    await said(caseId, "judge-cause", { ...unproven, ...PHOTO }, agent);
    expect(await shown(caseId)).toMatchObject({
      ...{ judgedReason: "40.02", rootCause: "L-24", freight: { return: "buyer" }, liability: { outward: "none" } },
      judgement: { cause: "L-24", by: { role: "agent" }, isFinal: false, objection: null },
    });
    const words = (await shown(caseId, shop.host))["explanation"] as unknown as { readonly stage: string; readonly zh: string }[];
    expect(words.find(({ stage }) => stage === "judgement")?.zh).toBe("使用不当、磨损、进水或自行改装，由您承担");
  });

  test("the seller objects, another supervisor answers, and that is the end of it", async () => {
    const { caseId } = await shop.opened("J2", { serviceType: "return_refund", reason: "60.05", ...ONE, ...PHOTO });
    await quiet(whole, pool);
    const found = { judgedReason: "60.05", rootCause: "L-09", why: "快递外箱变形" };
    await said(caseId, "judge-cause", found, supervisor);
    await said(caseId, "object-to-judgement", { why: "出库称重和照片完好" }, seller);
    const read = await shown(caseId, seller);
    expect(read).toMatchObject({ judgement: { objectUntil: null, objection: expect.anything() } });
    expect((read["timeline"] as unknown as { readonly text: string | null }[]).flatMap(({ text }) => text ?? [])).toEqual([
      "快递外箱变形",
      "出库称重和照片完好",
    ]);
    const desk = await admin("GET", "/v1/work?kind=order_changed&view=open");
    expect(desk.text).toContain(caseId);
    expect((await shop.command(caseId, "judge-cause", found, supervisor)).body).toMatchObject({ code: "other_judge_needed" });
    await said(caseId, "judge-cause", { ...found, rootCause: "L-10" }, admin);
    expect(await shown(caseId)).toMatchObject({ rootCause: "L-10", judgement: { isFinal: true }, attention: [] });
    expect((await shop.command(caseId, "object-to-judgement", { why: "不服" }, seller)).body).toMatchObject({ code: "judgement_final" });
  });

  test("after the money went back, who is pursued for it changes with the cause", async () => {
    const { caseId } = await shop.opened("J3", {
      ...{ serviceType: "refund_only", refundOnlyKind: "agreed", reason: "60.07", agreed: CNY(2000) },
      ...{ ...ONE, ...PHOTO },
    });
    await quiet(whole, pool);
    await said(caseId, "approve", {}, admin);
    const pursued = async () => {
      await quiet(whole, pool);
      const { body } = await finance("GET", `/v1/recourses?caseId=${caseId}`);
      return (body["items"] as unknown as { readonly bearer: string; readonly owed: { readonly amount: number } }[])
        .filter(({ owed }) => owed.amount > 0)
        .map(({ bearer, owed }) => `${bearer} ${owed.amount}`);
    };
    expect(await pursued()).toEqual(["seller 2000"]);
    await said(caseId, "judge-cause", { judgedReason: "60.07", rootCause: "L-09", why: "承运人承认压损" }, agent);
    expect(await pursued()).toEqual(["carrier_out 2000"]);
  });
});

describe("an earlier case speaks for a later one:", () => {
  test("goods that were repaired twice and still fail are exchanged, which a person sees because the rule was read at second hand", async () => {
    const repairedOnce = async (time: number): Promise<void> => {
      const { caseId } = await shop.opened("RP", { serviceType: "repair", reason: "40.02", ...ONE, ...PHOTO });
      await quiet(whole, pool);
      if ((await active(caseId)).includes("review")) await said(caseId, "approve", {}, admin);
      await said(caseId, "hand-over", { carrier: "SF", trackingNo: `SF70${time}` });
      await said(caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
      await said(caseId, "repair", { result: "repaired", parts: [] });
      await said(caseId, "send-back", { carrier: "SF", trackingNo: `SF71${time}` });
      await said(caseId, "tracking", { trackingNo: `SF71${time}`, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
      expect(await shown(caseId)).toMatchObject({ phase: "resolved" });
    };
    whole.pass(20 * 86_400_000);
    agent = await signedIn(whole, shop, "agent@shop.example");
    admin = await signedIn(whole, shop, ADMIN.email);
    await repairedOnce(1);
    await repairedOnce(2);
    const { caseId } = await shop.opened("RP", { serviceType: "exchange", reason: "40.08", ...ONE, evidence: [{ kind: "document" }] });
    const { explanation } = await shown(caseId);
    expect((explanation as unknown as { readonly rowId: string }[]).map(({ rowId }) => rowId)).toContain("EL-5B");
    expect(await active(caseId)).toEqual(["review"]);
  });
});

describe("a host files in its own codes:", () => {
  test.each([
    ["W1", "wechat:RETURN", "wechat:10000040", "return_refund", "60.05"],
    ["W2", "wechat:REFUND", "wechat:10000003", "refund_only", "10.01"],
  ])("%s: %s for %s is %s for %s", async (no, serviceType, reason, ours, ourReason) => {
    const filed = await shop.opened(no, { serviceType, reason, lines: [{ lineNo: 1, quantity: 1 }], ...PHOTO });
    expect(await shown(filed.caseId, shop.host)).toMatchObject({
      ...{ serviceType: ours, reason: ourReason, hostCodes: { type: serviceType, reason } },
    });
  });
});
