import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { asking, type Credentials, quiet, type RunningShop } from "../harness/running-shop.ts";
import type { Caller, WholeServer } from "../harness/whole-server.ts";
import { type EvidenceShop, openEvidenceShop } from "./evidence-shop.ts";
import { FRAMES, film, paper, photoWithPosition, picture } from "./pictures.ts";
import { askFile, nobodys, openFile, sendPart, sha256Of, uploaded } from "./upload.ts";

const DAY_MS = 86_400_000;
const RETURN = { serviceType: "return_refund", reason: "60.01", lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }] };

describe.each(["a folder", "a bucket"] as const)("evidence in %s", place => {
  let evidence: EvidenceShop;
  let whole: WholeServer;
  let shop: RunningShop;
  let admin: Caller;
  let agent: Credentials;
  let seller: Credentials;
  let otherSeller: Credentials;
  let buyer: Credentials;
  let stranger: Credentials;
  let elsewhere: Credentials;

  beforeAll(async () => {
    evidence = await openEvidenceShop(place);
    ({ whole, shop, elsewhere } = evidence);
    await signIn();
  });
  afterAll(() => evidence?.close());

  const signIn = async (): Promise<void> => {
    ({ admin, agent, seller, otherSeller, buyer, stranger } = await evidence.signIn());
  };
  const later = async (ms: number): Promise<void> => {
    whole.pass(ms);
    await signIn();
  };
  /** A return for what the files show, by the shop's own desk where nobody else files it. */
  const claimed = (no: string, items: readonly object[], who?: Credentials) =>
    shop.opened(no, { ...RETURN, evidence: items }, who === undefined ? undefined : asking(whole, who));
  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
  const holds = async (fileId: string): Promise<boolean> => (await evidence.kept()).some(name => name.includes(fileId));

  test("a photo comes in parts over a network that breaks, and is kept without its position", async () => {
    const photo = photoWithPosition();
    const opened = await openFile(whole, buyer, { orderId: await shop.orderId("E1"), kind: "photo", sizeBytes: photo.length });
    expect(opened.status).toBe(201);
    expect(opened.headers.get("location")).toBe(`/v1/evidence-files/${opened.body["fileId"]}`);
    const fileId = String(opened.body["fileId"]);
    expect((await sendPart(whole, buyer, fileId, 0, photo.subarray(0, 1000))).body).toMatchObject({
      status: "receiving",
      receivedBytes: 1000,
    });

    // The answer got lost, so the same part comes again, and then one that left a gap.
    for (const offset of [0, 1500]) {
      const again = await sendPart(whole, buyer, fileId, offset, photo.subarray(offset, offset + 100));
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({ code: "file_offset_differs", params: { receivedBytes: 1000 } });
    }
    expect((await askFile(whole, buyer, "GET", fileId)).body).toMatchObject({ receivedBytes: 1000, sha256: null });
    const done = await sendPart(whole, buyer, fileId, 1000, photo.subarray(1000));
    expect(done.body).toMatchObject({
      status: "ready",
      contentType: "image/jpeg",
      receivedSha256: sha256Of(photo),
      sizeBytes: photo.length,
    });
    // Nothing more is to come: asking once more changes nothing.
    expect((await sendPart(whole, buyer, fileId, photo.length, Buffer.alloc(0))).body).toEqual(done.body);

    const filed = await claimed("E1", [{ fileId, kind: "photo", sha256: done.body["sha256"] }]);
    const shown = await evidence.content(agent, filed.caseId, fileId);
    expect(shown.status).toBe(200);
    const bytes = await bytesOf(shown);
    expect(sha256Of(bytes)).toBe(done.body["sha256"]);
    expect(bytes.length).toBe(done.body["keptBytes"]);
    for (const trace of ["GPS", "30.24", "Hangzhou"]) expect(bytes.includes(trace)).toBe(false);
  });

  test("two who send the same part at once do not mix: one is kept, the other told where to go on", async () => {
    const photo = picture("close.jpg");
    const opened = await openFile(whole, buyer, { orderId: await shop.orderId("E1"), kind: "photo", sizeBytes: photo.length });
    const fileId = String(opened.body["fileId"]);
    const said = await Promise.all([700, 800, 900].map(end => sendPart(whole, buyer, fileId, 0, photo.subarray(0, end))));
    expect(said.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const { receivedBytes } = (await askFile(whole, buyer, "GET", fileId)).body as { receivedBytes: number };
    const done = await sendPart(whole, buyer, fileId, receivedBytes, photo.subarray(receivedBytes));
    expect(done.body).toMatchObject({ status: "ready", sha256: sha256Of(photo) });
  });

  test("what is shown cannot run, tells its type, and a film is given in the pieces a player asks for", async () => {
    const movie = Buffer.concat([film(), Buffer.alloc(0)]);
    const long = film({ tail: Buffer.alloc(0) });
    const order = await shop.orderId("E2");
    const video = await uploaded(whole, buyer, { orderId: order, kind: "video", bytes: Buffer.concat([long]) });
    const document = await uploaded(whole, buyer, { orderId: order, kind: "document", bytes: paper() });
    const filed = await claimed("E2", [video, document], buyer);

    const whole_ = await evidence.content(buyer, filed.caseId, video.fileId);
    expect(Object.fromEntries(whole_.headers)).toMatchObject({
      "content-type": "video/mp4",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "content-length": String(movie.length),
      "accept-ranges": "bytes",
      "cache-control": "private, no-store",
      "content-disposition": expect.stringMatching(/^inline; filename="video-[0-9a-z]{8}\.mp4"$/),
    });
    const all = await bytesOf(whole_);
    expect(all.includes(FRAMES)).toBe(true);
    const part = await evidence.content(buyer, filed.caseId, video.fileId, { range: "bytes=10-99" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 10-99/${all.length}`]);
    expect((await bytesOf(part)).equals(all.subarray(10, 100))).toBe(true);
    const beyond = await evidence.content(buyer, filed.caseId, video.fileId, { range: `bytes=${all.length}-` });
    expect(`${beyond.status} ${(await beyond.json()).code}`).toBe("416 range_not_satisfiable");
    const saved = await evidence.content(agent, filed.caseId, document.fileId);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="document-[0-9a-z]{8}\.pdf"$/);
    await saved.arrayBuffer();
  });

  test("a picture larger than a segment is opened from any byte on", async () => {
    // A PNG whose picture data are chunks of noise: nobody draws it here.
    const plain = picture("fruit.png");
    const noise = Buffer.alloc(150_000 + 12);
    noise.writeUInt32BE(150_000, 0);
    noise.write("IDAT", 4, "latin1");
    randomBytes(150_000).copy(noise, 8);
    const large = Buffer.concat([plain.subarray(0, 33), noise, plain.subarray(33)]);
    const photo = await uploaded(whole, buyer, { orderId: await shop.orderId("E3"), bytes: large });
    const filed = await claimed("E3", [photo]);
    const all = await bytesOf(await evidence.content(agent, filed.caseId, photo.fileId));
    expect(sha256Of(all)).toBe(photo.sha256);
    for (const [from, to] of [
      [65_535, 65_537],
      [1, 149_999],
      [131_072, all.length - 1],
    ] as const) {
      const part = await bytesOf(await evidence.content(agent, filed.caseId, photo.fileId, { range: `bytes=${from}-${to}` }));
      expect(part.equals(all.subarray(from, to + 1)), `${from}-${to}`).toBe(true);
    }
  });

  test("what does not fit is refused with what would: size, type, damage", async () => {
    const order = await shop.orderId("E4");
    const refused = async (kind: string, bytes: Uint8Array) => {
      const opened = await openFile(whole, buyer, { orderId: order, kind, sizeBytes: bytes.length });
      if (opened.status !== 201) return `${opened.status} ${opened.body["code"]}`;
      const said = await sendPart(whole, buyer, String(opened.body["fileId"]), 0, bytes);
      return `${said.status} ${said.body["code"]}`;
    };
    expect(await refused("photo", Buffer.from("<svg onload=alert(1)>"))).toBe("422 file_type_not_accepted");
    expect(await refused("photo", paper())).toBe("422 file_type_not_accepted");
    expect(await refused("photo", picture("fruit.jpg").subarray(0, 900))).toBe("422 file_damaged");
    const vast = picture("fruit.png");
    vast.writeUInt32BE(60_000, 16);
    vast.writeUInt32BE(60_000, 20);
    expect(await refused("photo", vast)).toBe("422 file_too_many_pixels");
    expect(await refused("document", picture("fruit.jpg"))).toBe("200 undefined");
    const large = await openFile(whole, buyer, { orderId: order, kind: "photo", sizeBytes: 200_001 });
    expect(large.body).toMatchObject({ code: "file_too_large", params: { maxBytes: 200_000, sizeBytes: 200_001 } });
    const opened = await openFile(whole, buyer, { orderId: order, kind: "photo", sizeBytes: 10 });
    const longer = await sendPart(whole, buyer, String(opened.body["fileId"]), 0, Buffer.alloc(11));
    expect(`${longer.status} ${longer.body["code"]}`).toBe("413 body_too_large");
  });

  test("a filing names only files that lie here whole, uploaded by the one who names them, for this order", async () => {
    const order = await shop.orderId("E4");
    const own = await uploaded(whole, buyer, { orderId: order });
    const half = await openFile(whole, buyer, { orderId: order, kind: "photo", sizeBytes: 100 });
    const ofOtherOrder = await uploaded(whole, buyer, { orderId: await shop.orderId("E5") });
    const ofOther = await uploaded(whole, stranger, { orderId: await shop.orderId("E7") });
    const filing = (item: object) => ({ ...RETURN, evidence: [item] });
    const answered = async (item: object, who = buyer): Promise<string> => {
      const said = await shop.file("E4", filing(item), asking(whole, who));
      return `${said.status} ${said.body["code"]}`;
    };
    expect(await answered({ ...own, fileId: nobodys() })).toBe("422 file_unknown");
    expect(await answered(ofOtherOrder)).toBe("422 file_unknown");
    expect(await answered(ofOther)).toBe("422 file_unknown");
    expect(await answered({ fileId: half.body["fileId"], kind: "photo", sha256: own.sha256 })).toBe("422 file_not_finished");
    expect(await answered({ ...own, sha256: "0".repeat(64) })).toBe("422 file_differs");
    expect(await answered({ ...own, kind: "video" })).toBe("422 file_differs");
    expect(
      (await whole.pool.query("select from cases c join orders o using (shard, order_id) where o.external_order_no = 'E4'")).rowCount,
    ).toBe(0);

    const filed = await shop.opened("E4", filing(own), asking(whole, buyer));
    const added = async (item: object) =>
      (await shop.command(filed.caseId, "evidence", { items: [item] }, asking(whole, buyer))).body["code"];
    expect(await added(ofOther)).toBe("file_unknown");
    expect(await added({ ...own, fileId: nobodys() })).toBe("file_unknown");
    const more = await uploaded(whole, buyer, { orderId: order, bytes: picture("box.jpg") });
    expect(await added(more)).toBeUndefined();
    expect((await evidence.content(seller, filed.caseId, more.fileId)).status).toBe(200);
  });

  test("who saw what is on record, but for the buyer's own look", async () => {
    const photo = await uploaded(whole, buyer, { orderId: await shop.orderId("E5") });
    const filed = await claimed("E5", [photo], buyer);
    expect((await admin("GET", `/v1/cases/${filed.caseId}/file-views`)).body).toEqual({ items: [] });
    for (const who of [buyer, seller, agent, agent]) expect((await evidence.content(who, filed.caseId, photo.fileId)).status).toBe(200);
    expect(await evidence.viewsOf(photo.fileId)).toEqual(["seller", "agent"]);
    await later(3_600_000);
    await evidence.content(agent, filed.caseId, photo.fileId);
    expect(await evidence.viewsOf(photo.fileId)).toEqual(["seller", "agent", "agent"]);
    const { rows } = await whole.pool.query(
      "select case_id, at::text, viewer_id from file_views where file_id = $1 and viewer_role = 'seller'",
      [photo.fileId],
    );
    expect(rows).toEqual([{ case_id: filed.caseId, at: expect.any(String), viewer_id: expect.stringMatching(/^seller_/) }]);

    const listed = await admin("GET", `/v1/cases/${filed.caseId}/file-views`);
    const look = { fileId: photo.fileId, viewedAt: expect.any(String) };
    const ofAgent = { ...look, role: "agent", name: "王芳" };
    expect(listed.body).toEqual({ items: [ofAgent, ofAgent, { ...look, role: "seller", name: null }] });
    expect((await asking(whole, agent)("GET", `/v1/cases/${filed.caseId}/file-views`)).status).toBe(403);
  });

  test("who is asked for evidence is asked once, with a deadline; what comes lets the case go on, and what came with the filing is not asked for", async () => {
    const claim = {
      serviceType: "guarantee_claim",
      reason: "70.01",
      lines: [{ lineNo: 1, quantity: 1, condition: "damaged", damageBasisPoints: 2000 }],
    };
    const stepsOf = async (caseId: string) => {
      const { rows } = await whole.pool.query(
        "select type, coalesce(outcome, status) as how from steps where case_id = $1 and status <> 'planned' order by step_no",
        [caseId],
      );
      return rows.map(({ type, how }) => `${type} ${how}`);
    };
    const asked = await shop.opened("G1", claim, asking(whole, buyer));
    expect(await stepsOf(asked.caseId)).toEqual(["collect_evidence active"]);
    const { rows } = await whole.pool.query("select due_at - $2::bigint as left_ms from steps where case_id = $1 and status = 'active'", [
      asked.caseId,
      whole.now(),
    ]);
    expect(Number(rows[0].left_ms)).toBe(DAY_MS);
    const fruit = { orderId: await shop.orderId("G1"), kind: "photo" };
    const items = [await uploaded(whole, buyer, fruit), await uploaded(whole, buyer, { ...fruit, bytes: picture("box.jpg") })];
    expect((await shop.command(asked.caseId, "evidence", { items }, asking(whole, buyer))).status).toBe(200);
    expect(await stepsOf(asked.caseId)).toEqual(["collect_evidence provided", "review active"]);

    const shown = ["fruit.jpg", "close.jpg", "box.jpg"] as const;
    const shownFiles = [];
    for (const name of shown) shownFiles.push(await uploaded(whole, buyer, { orderId: await shop.orderId("G2"), bytes: picture(name) }));
    const told = await shop.opened("G2", { ...claim, evidence: shownFiles }, asking(whole, buyer));
    expect(await stepsOf(told.caseId)).toEqual(["collect_evidence provided", "review active"]);
  });

  test("nobody else finds it: another buyer, another seller, another operation, another case, or a file no case names", async () => {
    const order = await shop.orderId("E6");
    const photo = await uploaded(whole, buyer, { orderId: order });
    const loose = await uploaded(whole, buyer, { orderId: order, bytes: picture("close.jpg") });
    const filed = await claimed("E6", [photo], buyer);
    const others = await shop.opened("E8", RETURN);
    const asked: readonly (readonly [string, Credentials, string, string])[] = [
      ["another buyer", stranger, filed.caseId, photo.fileId],
      ["another seller", otherSeller, filed.caseId, photo.fileId],
      ["another operation", elsewhere, filed.caseId, photo.fileId],
      ["under another case", agent, others.caseId, photo.fileId],
      ["named by no case", agent, filed.caseId, loose.fileId],
    ];
    for (const [whose, who, caseId, fileId] of asked) expect((await evidence.content(who, caseId, fileId)).status, whose).toBe(404);
    for (const who of [stranger, otherSeller, seller, elsewhere]) {
      expect((await askFile(whole, who, "GET", loose.fileId)).status).toBe(404);
      expect((await askFile(whole, who, "DELETE", loose.fileId)).status).toBe(404);
      expect((await sendPart(whole, who, loose.fileId, 0, Buffer.alloc(1))).status).toBe(404);
    }
    expect(await evidence.viewsOf(photo.fileId)).toEqual([]);
  });

  test("a picture taken back is gone, one that a case names cannot be taken back, and what nobody named in a day goes by itself", async () => {
    const order = await shop.orderId("E7");
    const [named, dropped, forgotten] = [
      await uploaded(whole, stranger, { orderId: order }),
      await uploaded(whole, stranger, { orderId: order, bytes: picture("close.jpg") }),
      await uploaded(whole, stranger, { orderId: order, bytes: picture("box.jpg") }),
    ];
    const filed = await claimed("E7", [named], stranger);
    const inCase = await askFile(whole, stranger, "DELETE", named.fileId);
    expect(`${inCase.status} ${inCase.body["code"]}`).toBe("409 file_in_case");
    expect((await askFile(whole, stranger, "DELETE", dropped.fileId)).status).toBe(204);
    expect((await askFile(whole, stranger, "GET", dropped.fileId)).status).toBe(404);
    expect(await holds(dropped.fileId)).toBe(true);
    await later(DAY_MS + 3_600_001);
    await expect.poll(() => holds(dropped.fileId), { timeout: 60_000 }).toBe(false);
    await expect.poll(() => holds(forgotten.fileId), { timeout: 60_000 }).toBe(false);
    const ids = [named, dropped, forgotten].map(({ fileId }) => fileId);
    const rows = async () => (await whole.pool.query("select file_id from evidence_files where file_id = any($1)", [ids])).rows;
    await expect.poll(rows, { timeout: 60_000 }).toEqual([{ file_id: named.fileId }]);
    expect((await evidence.content(stranger, filed.caseId, named.fileId)).status).toBe(200);
  });

  test("what is kept is nowhere in plain", async () => {
    const codedData = picture("fruit.jpg").subarray(400, 700);
    expect((await evidence.keptBytes()).length).toBeGreaterThan(3);
    for (const bytes of await evidence.keptBytes()) expect(bytes.includes(codedData)).toBe(false);
    // Parts are gone once a file is whole; what is left are whole files and uploads nobody finished.
    const parts = (await evidence.kept()).filter(name => !name.endsWith("/content"));
    const { rows } = await whole.pool.query("select unnest(parts) as part from evidence_files where status = 'receiving'");
    expect(parts.length).toBe(rows.length);
  });

  test("erasing a person takes what their files show, in every place, and their cases still verify", async () => {
    await quiet(whole, whole.pool);
    const { rows } = await whole.pool.query("select customer_id from customers where external_id = 'u1' and operation_id = $1", [
      shop.operationId,
    ]);
    const files = await whole.pool.query("select file_id from evidence_files where customer_id = $1", [rows[0].customer_id]);
    expect(files.rows.length).toBeGreaterThan(4);
    const { rows: cases } = await whole.pool.query(
      "select case_id from cases c join orders o using (shard, order_id) where o.external_order_no = 'E1'",
    );
    const named = await whole.pool.query(
      "select data -> 'evidence' -> 0 ->> 'fileId' as file_id from case_events where case_id = $1 and type = 'case_filed'",
      [cases[0].case_id],
    );
    const erased = await admin("POST", `/v1/customers/${rows[0].customer_id}/erase`, { reason: "the buyer asked for it" });
    expect(erased.body, erased.text).toEqual({ status: "erased" });

    const gone = await evidence.content(agent, cases[0].case_id, named.rows[0].file_id);
    expect(`${gone.status} ${(await gone.json()).code}`).toBe("410 person_erased");
    const more = await openFile(whole, buyer, { orderId: await shop.orderId("E1"), kind: "photo", sizeBytes: 10 });
    expect(`${more.status} ${more.body["code"]}`).toBe("410 person_erased");
    for (const { file_id: fileId } of files.rows) await expect.poll(() => holds(fileId), { timeout: 60_000 }).toBe(false);
    expect(await faultsOfEveryCase(whole.pool, whole.composed.deps.filing.policy)).toEqual([]);
  });

  if (place === "a bucket") {
    test("a store that is away is said so, and the upload goes on when it is back", async () => {
      const photo = picture("fruit.jpg");
      const opened = await openFile(whole, stranger, { orderId: await shop.orderId("E7"), kind: "photo", sizeBytes: photo.length });
      const fileId = String(opened.body["fileId"]);
      evidence.s3?.fail(3, "503", "PUT");
      const away = await sendPart(whole, stranger, fileId, 0, photo);
      expect(`${away.status} ${away.body["code"]}`).toBe("503 files_unavailable");
      expect((await askFile(whole, stranger, "GET", fileId)).body).toMatchObject({ receivedBytes: 0 });
      expect((await sendPart(whole, stranger, fileId, 0, photo)).body).toMatchObject({ status: "ready" });
    });
  }
});
