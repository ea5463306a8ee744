import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { injectFaults } from "../harness/fault-injection.ts";
import { asking } from "../harness/running-shop.ts";
import { type Askers, type EvidenceShop, openEvidenceShop } from "./evidence-shop.ts";
import { paper, picture } from "./pictures.ts";
import { uploaded } from "./upload.ts";

const ILL = { serviceType: "compensation", reason: "70.10", lines: [{ lineNo: 1, quantity: 1, condition: "opened_intact" }] };
const CONSENT = { version: "medical-1", language: "zh" };

let evidence: EvidenceShop;
let who: Askers;
beforeAll(async () => {
  evidence = await openEvidenceShop("a folder");
  who = await evidence.signIn();
});
afterAll(() => evidence?.close());

const hospitalPaper = async (no: string) => {
  const { whole, shop } = evidence;
  return uploaded(whole, who.buyer, { orderId: await shop.orderId(no), kind: "document", bytes: paper() });
};

const storedOf = async (caseId: string) => {
  const { rows } = await evidence.whole.pool.query(
    "select type, data, actor ->> 'role' as actor_role from case_events where case_id = $1 and type in ('case_filed', 'evidence_added', 'consent_withdrawn') order by seq",
    [caseId],
  );
  return rows;
};

test("a hospital's paper is not taken without a consent of its own, and the refusal says what to do in both languages", async () => {
  const { whole, shop } = evidence;
  const record = await hospitalPaper("G1");
  const buyer = asking(whole, who.buyer);
  const refused = async (item: object, language: string) => {
    const { status, body } = await shop.file("G1", { ...ILL, evidence: [item] }, buyer, { "accept-language": language });
    return { status, body };
  };
  expect(await refused(record, "zh")).toMatchObject({
    status: 422,
    body: {
      code: "evidence_consent_missing",
      params: { fileId: record.fileId, version: "medical-1" },
      advice: expect.stringContaining("勾选同意"),
    },
  });
  expect((await refused(record, "en")).body).toMatchObject({ advice: expect.stringContaining("Show the buyer that text") });
  expect(await refused({ ...record, consent: { ...CONSENT, version: "medical-0" } }, "zh")).toMatchObject({
    status: 422,
    body: { code: "evidence_consent_differs", params: { version: "medical-1", given: "medical-0" } },
  });
  const { rowCount } = await whole.pool.query("select from cases c join orders o using (shard, order_id) where o.external_order_no = 'G1'");
  expect(rowCount).toBe(0);
});

test("with it the file is shown to those who handle the case, until the buyer takes it back; then it is gone and the case goes on", async () => {
  const { whole, shop } = evidence;
  const record = await hospitalPaper("G1");
  const { caseId } = await shop.opened("G1", { ...ILL, evidence: [{ ...record, consent: CONSENT }] }, asking(whole, who.buyer));
  expect((await storedOf(caseId))[0]).toMatchObject({
    actor_role: "buyer",
    data: { evidence: [{ fileId: record.fileId, consent: CONSENT }] },
  });
  const timeline = (await asking(whole, who.agent)("GET", `/v1/cases/${caseId}`)).body["timeline"];
  expect(timeline).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ evidence: [expect.objectContaining({ consent: CONSENT })] }) }),
  );
  expect((await evidence.content(who.agent, caseId, record.fileId)).status).toBe(200);

  const withdraw = async (credentials: Askers["buyer"]) => {
    const { status, body } = await shop.command(caseId, "withdraw-consent", { fileId: record.fileId }, asking(whole, credentials));
    return `${status} ${body["code"]}`;
  };
  expect(await withdraw(who.stranger)).toBe("404 not_found");
  expect(await withdraw(evidence.elsewhere)).toBe("404 not_found");
  expect(await withdraw(who.seller)).toMatch(/^403 /);
  expect((await evidence.content(who.agent, caseId, record.fileId)).status).toBe(200);

  const { phase } = await shop.caseRow(caseId);
  expect(await withdraw(who.buyer)).toBe("200 undefined");
  expect((await shop.caseRow(caseId)).phase).toBe(phase);
  for (const reader of [who.agent, who.seller, who.buyer]) {
    const gone = await evidence.content(reader, caseId, record.fileId);
    expect(`${gone.status} ${(await gone.json()).code}`).toBe("410 consent_withdrawn");
  }
  const isKept = async () => (await evidence.kept()).some(name => name.includes(record.fileId));
  await expect.poll(isKept, { timeout: 60_000 }).toBe(false);
  expect((await storedOf(caseId)).at(-1)).toMatchObject({ type: "consent_withdrawn", actor_role: "buyer" });
  expect(await withdraw(who.buyer)).toBe("409 no_consent_given");
  expect(await faultsOfEveryCase(whole.pool, whole.composed.deps.filing.policy)).toEqual([]);
});

test("what is shown later needs it too, and what the seller shows of their own does not", async () => {
  const { whole, shop } = evidence;
  const record = await hospitalPaper("G2");
  const { caseId } = await shop.opened("G2", ILL, asking(whole, who.buyer));
  const added = async (item: object, credentials: Askers["buyer"]) => {
    const { status, body } = await shop.command(caseId, "evidence", { items: [item] }, asking(whole, credentials));
    return `${status} ${body["code"]}`;
  };
  expect(await added(record, who.buyer)).toBe("422 evidence_consent_missing");
  expect(await added({ ...record, consent: CONSENT }, who.buyer)).toBe("200 undefined");
  const slip = await uploaded(whole, who.seller, { orderId: await shop.orderId("G2"), bytes: picture("box.jpg") });
  expect(await added(slip, who.seller)).toBe("200 undefined");
  expect((await storedOf(caseId)).slice(1).map(({ data }) => data.items[0].consent)).toEqual([CONSENT, undefined]);
});

test("a case about nothing sensitive asks for none and keeps nothing about it; a medical paper shown for it is taken with its consent", async () => {
  const { whole, shop } = evidence;
  const photo = await uploaded(whole, who.buyer, { orderId: await shop.orderId("E1") });
  const broken = { serviceType: "return_refund", reason: "60.01", lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }] };
  const old = { ...CONSENT, version: "medical-0" };
  const other = await shop.file("E1", { ...broken, evidence: [{ ...photo, consent: old }] }, asking(whole, who.buyer));
  expect(`${other.status} ${other.body["code"]}`).toBe("422 evidence_consent_differs");
  const { caseId } = await shop.opened("E1", { ...broken, evidence: [photo] }, asking(whole, who.buyer));
  expect((await storedOf(caseId))[0].data.evidence[0]).not.toHaveProperty("consent");
  const { rows } = await whole.pool.query("select state::text as state from cases where case_id = $1", [caseId]);
  expect(rows[0].state).not.toContain("consents");

  const record = { ...(await hospitalPaper("E1")), consent: CONSENT };
  const added = await shop.command(caseId, "evidence", { items: [record] }, asking(whole, who.buyer));
  expect(`${added.status} ${added.body["code"]}`).toBe("200 undefined");
  const taken = await asking(whole, who.buyer)("POST", `/v1/cases/${caseId}/withdraw-consent`, { fileId: record.fileId });
  expect(taken.status, taken.text).toBe(200);
  expect((await evidence.content(who.agent, caseId, record.fileId)).status).toBe(410);
});

test("where the word that a consent was taken back cannot be kept the file stays, and of two who take it back at once one does", async () => {
  const { whole, shop } = evidence;
  const record = await hospitalPaper("G2");
  const { caseId } = await shop.opened("G2", { ...ILL, evidence: [{ ...record, consent: CONSENT }] }, asking(whole, who.buyer));
  const buyer = asking(whole, who.buyer);
  const withdraw = async () => {
    const { status, body } = await buyer("POST", `/v1/cases/${caseId}/withdraw-consent`, { fileId: record.fileId });
    return `${status} ${body["code"]}`;
  };
  const { failAt } = await injectFaults(whole.pool);
  await failAt("case_events");
  expect(await withdraw()).toMatch(/^5/);
  await failAt(null);
  expect((await evidence.content(who.agent, caseId, record.fileId)).status).toBe(200);

  expect((await Promise.all([withdraw(), withdraw()])).sort()).toEqual(["200 undefined", "409 no_consent_given"]);
  expect((await evidence.content(who.agent, caseId, record.fileId)).status).toBe(410);
  expect((await storedOf(caseId)).filter(({ type }) => type === "consent_withdrawn")).toHaveLength(1);
});
