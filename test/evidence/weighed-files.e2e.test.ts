import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { asking } from "../harness/running-shop.ts";
import { type Askers, type EvidenceShop, openEvidenceShop } from "./evidence-shop.ts";
import { film, photoWithPosition, picture } from "./pictures.ts";
import { uploaded } from "./upload.ts";

const BROKEN = { serviceType: "return_refund", reason: "60.05", lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }] };

let evidence: EvidenceShop;
let who: Askers;
beforeAll(async () => {
  evidence = await openEvidenceShop("a folder");
  who = await evidence.signIn();
});
afterAll(() => evidence?.close());

const seenBy = async (credentials: Askers["buyer"], caseId: string) => {
  const { body } = await asking(evidence.whole, credentials)("GET", `/v1/cases/${caseId}`);
  return body;
};

/** A photo as the phone saved it, and a film that the buyer says begins at the seal. */
const filed = async (no: string) => {
  const { whole, shop } = evidence;
  const orderId = await shop.orderId(no);
  const photo = await uploaded(whole, who.buyer, { orderId, bytes: photoWithPosition() });
  const passedOn = await uploaded(whole, who.buyer, { orderId, bytes: picture("fruit.jpg") });
  const video = await uploaded(whole, who.buyer, { orderId, kind: "video", bytes: film() });
  const files = [photo, passedOn, { ...video, shows: "sealed_video" }];
  const { caseId } = await shop.opened(no, { ...BROKEN, evidence: files }, asking(whole, who.buyer));
  return { caseId, photo, passedOn, video };
};

const assess = async (caseId: string, body: object, credentials = who.agent) => {
  const said = await evidence.shop.command(caseId, "assess-file", body, asking(evidence.whole, credentials));
  return said.status === 200 ? 200 : `${said.status} ${said.body["code"]}`;
};

const standing = (confidenceBasisPoints: number, ...grounds: readonly string[]) =>
  expect.objectContaining({ confidenceBasisPoints, grounds: grounds.map(rowId => expect.objectContaining({ rowId })) });

test("a case tells everybody what each file counts as, by what the door saw and the buyer ticked, and how sure that makes us", async () => {
  const { caseId, photo, passedOn, video } = await filed("E1");
  for (const reader of [who.agent, who.seller, who.buyer]) {
    expect((await seenBy(reader, caseId))["weighing"]).toMatchObject({
      isAboutEvidence: true,
      buyer: standing(7500, "CF-0", "CF-V", "CF-P"),
      seller: null,
      files: [
        { fileId: photo.fileId, of: "buyer", rank: 7, words: { rowId: "ER-7m" } },
        { fileId: passedOn.fileId, rank: 7, words: { rowId: "ER-7" } },
        { fileId: video.fileId, rank: 4, words: { rowId: "ER-4", zh: expect.stringContaining("面单") } },
      ],
    });
  }
});

test("what a person finds altered counts for nothing, both sides read why, and it can be taken back; the decision stays what it was", async () => {
  const { caseId, photo, video } = await filed("E2");
  const altered = { fileId: video.fileId, finding: { kind: "void", because: "altered" }, why: "画面有剪接" };
  expect(await assess(caseId, altered, who.seller)).toContain("403");
  expect(await assess(caseId, altered)).toBe(200);
  for (const reader of [who.agent, who.seller, who.buyer]) {
    const { weighing, timeline } = await seenBy(reader, caseId);
    expect(weighing).toMatchObject({ buyer: standing(6000, "CF-0", "CF-P") });
    expect(weighing).toMatchObject({
      files: expect.arrayContaining([expect.objectContaining({ fileId: video.fileId, rank: null, because: "altered" })]),
    });
    const { fileId, finding, why } = altered;
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: "file_assessed", data: expect.objectContaining({ fileId, finding }), text: why }),
    );
  }
  const decision = await asking(evidence.whole, who.agent)("GET", `/v1/cases/${caseId}/decision`);
  expect(decision.body["replay"]).toMatchObject({ isSame: true });

  expect(await assess(caseId, { fileId: video.fileId, finding: { kind: "as_given" }, why: "原片已核对" })).toBe(200);
  expect((await seenBy(who.agent, caseId))["weighing"]).toMatchObject({ buyer: standing(7500, "CF-0", "CF-V", "CF-P") });
  expect(await assess(caseId, { fileId: photo.fileId, finding: { kind: "shows", shows: "sealed_video" }, why: "x" })).toBe(
    "422 file_cannot_show",
  );
  expect(await assess(caseId, { ...altered, fileId: "file_000000000000000000000000" })).toBe("404 not_found");
});

test("what the seller shows is weighed against it, and the case says whose word holds and by what", async () => {
  const { caseId } = await filed("E3");
  const { whole, shop } = evidence;
  const orderId = await shop.orderId("E3");
  const paper = await uploaded(whole, who.seller, { orderId, bytes: picture("fruit.png") });
  const given = await shop.command(caseId, "evidence", { items: [paper] }, asking(whole, who.seller));
  expect(given.status, given.text).toBe(200);
  expect((await seenBy(who.agent, caseId))["weighing"]).toMatchObject({
    buyer: { rank: 4, confidenceBasisPoints: 7500 },
    seller: { rank: 7, confidenceBasisPoints: 3000 },
    settled: { holds: "buyer", by: "rank", rowId: "ER-4" },
  });
  await assess(caseId, { fileId: paper.fileId, finding: { kind: "shows", shows: "lab_report" }, why: "CMA 报告，编号已核对" });
  expect((await seenBy(who.agent, caseId))["weighing"]).toMatchObject({
    buyer: standing(5500, "CF-0", "CF-V", "CF-P", "CF-C"),
    settled: { holds: "seller", by: "rank", rowId: "ER-2" },
  });
});

test("and every case of it is stored as its history tells", async () => {
  const { pool, composed } = evidence.whole;
  expect(await faultsOfEveryCase(pool, composed.deps.filing.policy)).toEqual([]);
});
