import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { eventually } from "../harness/eventually.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let brand: Brand;
let other: Brand;

beforeAll(async () => {
  whole = await startWholeServer();
  brand = await openBrand(whole, [{ no: "A1" }, { no: "A2" }, { no: "A3" }]);
  other = await openBrand(whole, [{ no: "A1" }], "elsewhere");
});

afterAll(async () => {
  await whole?.close();
});

test("a parcel nobody expected waits for a person, and ends matched to its case", async () => {
  const recorded = await brand.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SF-LOST-1" });
  expect(recorded.status, recorded.text).toBe(201);
  const again = await brand.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SF-LOST-1" });
  expect(again.body).toEqual(recorded.body);
  expect(await waiting(brand)).toEqual(["SF-LOST-1"]);
  expect(await waiting(other)).toEqual([]);

  const caseId = await fileReturn(brand);
  const foreign = await brand.host("POST", "/v1/stray-parcels/SF-LOST-1/match", { caseId: await fileReturn(other) });
  expect(foreign.status).toBe(404);
  const matched = await brand.host("POST", "/v1/stray-parcels/SF-LOST-1/match", { caseId });
  expect(matched.body).toMatchObject({ status: "matched", caseId });
  expect(await waiting(brand)).toEqual([]);
  const shown = await brand.host("GET", `/v1/cases/${caseId}`);
  expect(shown.body).toMatchObject({ promise: { stepType: "receive" }, returnParcel: { carrier: "SF", trackingNo: "SF-LOST-1" } });
});

test("a parcel of a known case is received there and nowhere else", async () => {
  const { rows } = await whole.pool.query("select case_id from cases where operation_id = $1", [brand.operationId]);
  const [{ case_id: caseId }] = rows;
  const recorded = await brand.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SF-LOST-1" });
  expect(recorded.status).toBe(409);
  expect(recorded.body).toMatchObject({ code: "parcel_has_case", params: { caseId } });
});

test("a parcel is not matched to a case that waits for none, and goes on waiting for a person", async () => {
  await brand.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SF-SECOND" });
  const caseId = await fileReturn(brand);
  const { version } = (await brand.host("GET", `/v1/cases/${caseId}`)).body;
  const withdrawn = await brand.host("POST", `/v1/cases/${caseId}/withdraw`, {}, { "if-match": `"${version}"` });
  expect(withdrawn.status, withdrawn.text).toBe(200);
  const refused = await brand.host("POST", "/v1/stray-parcels/SF-SECOND/match", { caseId });
  expect([refused.status, refused.body]).toMatchObject([409, { code: "case_ended" }]);
  expect(await waiting(brand)).toEqual(["SF-SECOND"]);
});

test("a parcel that is nobody's goes back once, and cannot be matched afterwards", async () => {
  await brand.host("POST", "/v1/stray-parcels", { carrier: "YTO", trackingNo: "YTO-2" });
  expect((await brand.host("POST", "/v1/stray-parcels/YTO-2/send-back")).body).toMatchObject({ status: "sent_back" });
  expect((await brand.host("POST", "/v1/stray-parcels/YTO-2/send-back")).status).toBe(404);
});

test("what is too much in a parcel is recorded with its case, and goes back or to another case, never to the same", async () => {
  const caseId = await fileReturn(brand);
  const parcel = { carrier: "SF", trackingNo: "SF-THREE" };
  await brand.host("POST", "/v1/stray-parcels", parcel);
  await brand.host("POST", "/v1/stray-parcels/SF-THREE/match", { caseId });
  const { version } = (await brand.host("GET", `/v1/cases/${caseId}`)).body;
  const received = await brand.host(
    "POST",
    `/v1/cases/${caseId}/receive`,
    { lines: [{ lineNo: 1, quantity: 3 }] },
    { "if-match": `"${version}"` },
  );
  expect([received.status, received.body]).toMatchObject([422, { code: "more_than_sent" }]);

  const surplus = await brand.host("POST", "/v1/stray-parcels", { ...parcel, surplusOf: caseId });
  expect([surplus.status, surplus.body]).toMatchObject([201, { status: "waiting", surplusOf: caseId, caseId: null }]);
  const again = await brand.host("POST", "/v1/stray-parcels", { ...parcel, surplusOf: caseId });
  expect(again.body).toEqual(surplus.body);
  const toItself = await brand.host("POST", "/v1/stray-parcels/SF-THREE/match", { caseId });
  expect([toItself.status, toItself.body]).toMatchObject([409, { code: "surplus_of_case" }]);
  const back = await brand.host("POST", "/v1/stray-parcels/SF-THREE/send-back");
  expect(back.body).toMatchObject({ status: "sent_back", surplusOf: caseId });
  const settled = await brand.host("GET", "/v1/stray-parcels?status=settled&limit=1");
  expect(settled.body).toMatchObject({ items: [{ status: expect.stringMatching(/matched|sent_back/) }], nextCursor: expect.any(String) });
});

test("what was too much in one buyer's parcel and is another's goes to that case, and its row says both", async () => {
  const [first, second] = [await fileReturn(brand, "A2"), await fileReturn(brand, "A2")];
  const parcel = { carrier: "SF", trackingNo: "SF-MIXED" };
  await brand.host("POST", "/v1/stray-parcels", parcel);
  await brand.host("POST", "/v1/stray-parcels/SF-MIXED/match", { caseId: first });
  await brand.host("POST", "/v1/stray-parcels", { ...parcel, surplusOf: first });
  const both = { status: "matched", caseId: second, surplusOf: first };
  const matched = await brand.host("POST", "/v1/stray-parcels/SF-MIXED/match", { caseId: second });
  expect([matched.status, matched.body], matched.text).toMatchObject([200, both]);
  const settled = await brand.host("GET", "/v1/stray-parcels?status=settled");
  expect(settled.body["items"]).toContainEqual(expect.objectContaining({ trackingNo: "SF-MIXED", ...both }));
  expect((await brand.host("GET", `/v1/cases/${second}`)).body).toMatchObject({ promise: { stepType: "receive" }, returnParcel: parcel });
});

test("a piece that comes after its case has ended is recorded with that case, and goes to the one its buyer files for it", async () => {
  const parcel = { carrier: "SF", trackingNo: "SF-LATE" };
  const short = await fileReturn(brand, "A3", 2);
  await command(short, "hand-over", parcel);
  await command(short, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await command(short, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1, damaged: 0, missing: 1, wrong: 0 }] });
  await eventually(
    "the piece that came is paid back",
    async () => (await brand.host("GET", `/v1/cases/${short}`)).body["phase"] === "resolved",
  );

  const refused = await brand.host("POST", "/v1/stray-parcels", parcel, { "accept-language": "en" });
  expect(refused.body).toMatchObject({ code: "parcel_has_case", advice: expect.stringContaining("comes after that case has ended") });
  const late = await brand.host("POST", "/v1/stray-parcels", { ...parcel, surplusOf: short });
  expect([late.status, late.body]).toMatchObject([201, { status: "waiting", surplusOf: short }]);
  const caseId = await fileReturn(brand, "A3");
  const matched = await brand.host("POST", "/v1/stray-parcels/SF-LATE/match", { caseId });
  expect([matched.status, matched.body]).toMatchObject([200, { status: "matched", caseId, surplusOf: short }]);
});

test("goods do not come with a case that has no such parcel, be it one's own or another's", async () => {
  for (const { operationId } of [brand, other]) {
    const { rows } = await whole.pool.query("select case_id from cases where operation_id = $1 limit 1", [operationId]);
    const [{ case_id: surplusOf }] = rows;
    const refused = await brand.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SF-NEVER", surplusOf });
    expect([refused.status, refused.body]).toMatchObject([409, { code: "parcel_not_of_case", params: { caseId: surplusOf } }]);
  }
  expect(await waiting(brand)).not.toContain("SF-NEVER");
});

const waiting = async ({ host }: Brand): Promise<readonly string[]> => {
  const listed = await host("GET", "/v1/stray-parcels");
  return (listed.body["items"] as unknown as readonly { trackingNo: string }[]).map(parcel => parcel.trackingNo);
};

const command = async (caseId: string, name: string, body: object): Promise<void> => {
  const { version } = (await brand.host("GET", `/v1/cases/${caseId}`)).body;
  const done = await brand.host("POST", `/v1/cases/${caseId}/${name}`, body, { "if-match": `"${version}"` });
  expect(done.status, done.text).toBe(200);
};

const fileReturn = async ({ host, orderId }: Brand, no = "A1", quantity = 1): Promise<string> => {
  const filed = await host("POST", "/v1/cases", {
    orderId: await orderId(no),
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity, condition: "unopened" }],
  });
  expect(filed.status, filed.text).toBe(201);
  return (filed.body["cases"] as unknown as readonly { caseId: string }[])[0]?.caseId ?? "";
};
