import { ROUTES } from "@amends/contract/routes";
import type { FileId, OrderId } from "@amends/domain/kernel/ids";
import { describe, expect, it } from "vitest";
import { createClientFor } from "./client-for.ts";
import { ProblemError } from "./problem-error.ts";
import { PART_BYTES, type UploadAsk, uploadFile } from "./upload-file.ts";

const { openEvidenceFile, addEvidencePart, showEvidenceFile } = ROUTES;
const orderId: OrderId = "order_01jd7v8k2m0f9q3r5s7t9v1x";
const fileId: FileId = "file_01jd7v8k2m0f9q3r5s7t9v1x";
const content = new Blob([new Uint8Array(PART_BYTES * 2 + 100).map((_, index) => index % 251)]);

type Trouble = "request_lost" | "answer_lost" | "busy";

/** The protocol's other side, behind a network that does to the n-th part what it is told to. */
const network = (troubles: Readonly<Record<number, Trouble>> = {}, refusal?: object) => {
  let received = 0;
  let parts = 0;
  const asked: string[] = [];
  const state = () => ({
    fileId,
    orderId,
    kind: "photo",
    status: received === content.size ? "ready" : "receiving",
    sizeBytes: content.size,
    receivedBytes: received,
    contentType: null,
    keptBytes: null,
    sha256: received === content.size ? "ab" : null,
    receivedSha256: null,
    expiresAt: null,
  });
  const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
    Response.json({ code, title: "", detail: "", advice: "", status }, { status, headers });
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push(`${init.method}`);
    if (init.method === "POST") return Response.json(state(), { status: 201 });
    if (init.method === "GET") return Response.json(state());
    parts += 1;
    const trouble = troubles[parts];
    if (trouble === "request_lost") throw new TypeError("fetch failed");
    if (trouble === "busy") return problem(429, "too_many_requests");
    const offset = Number(new URL(String(url)).searchParams.get("offset"));
    if (offset !== received) return problem(409, "file_offset_differs");
    if (refusal !== undefined) return Response.json(refusal, { status: 422 });
    received += init.body instanceof Blob ? init.body.size : 0;
    if (trouble === "answer_lost") throw new TypeError("fetch failed");
    return Response.json(state());
  };
  const client = createClientFor(
    { openEvidenceFile, addEvidencePart, showEvidenceFile },
    { baseUrl: "https://shop.example", fetch: fetch as typeof globalThis.fetch, retryAfterMs: [0] },
  );
  const upload = (more: Partial<UploadAsk> = {}) => uploadFile(client, { orderId, kind: "photo", content, retryAfterMs: [0, 0], ...more });
  return { upload, asked, received: () => received, begin: (bytes: number) => (received = bytes) };
};

describe("an upload", () => {
  it("goes in parts and says how far it has come", async () => {
    const { upload, asked } = network();
    const progress: number[] = [];
    const opened: string[] = [];
    const file = await upload({ onProgress: bytes => progress.push(bytes), onOpened: id => opened.push(id) });
    expect(file).toMatchObject({ status: "ready", sha256: "ab" });
    expect(asked).toEqual(["POST", "PATCH", "PATCH", "PATCH"]);
    expect(progress).toEqual([0, PART_BYTES, PART_BYTES * 2, content.size]);
    expect(opened).toEqual([fileId]);
  });

  it.each<readonly [string, Trouble]>([
    ["a part is lost", "request_lost"],
    ["only its answer is lost", "answer_lost"],
    ["the server is busy", "busy"],
  ])("goes on where the server stands when %s", async (_, trouble) => {
    const { upload, received } = network({ 2: trouble });
    expect(await upload()).toMatchObject({ status: "ready" });
    expect(received()).toBe(content.size);
  });

  it("goes on with what was begun earlier", async () => {
    const { upload, asked, begin } = network();
    begin(PART_BYTES);
    await upload({ fileId });
    expect(asked).toEqual(["GET", "PATCH", "PATCH"]);
  });

  it("gives up after as many failures in a row as it was told, and counts anew after each success", async () => {
    const lost = { 2: "request_lost", 3: "request_lost", 5: "request_lost", 6: "request_lost" } as const;
    expect(await network(lost).upload()).toMatchObject({ status: "ready" });
    const all = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [index + 2, "request_lost" as const]));
    const { upload, received } = network(all);
    await expect(upload()).rejects.toThrow(/no answer/);
    expect(received()).toBe(PART_BYTES);
  });

  it("is not tried again when what was sent is refused", async () => {
    const { upload, asked } = network({}, { code: "file_type_not_accepted", title: "", detail: "", advice: "", status: 422 });
    await expect(upload()).rejects.toThrow(ProblemError);
    expect(asked).toEqual(["POST", "PATCH"]);
  });

  it("ends when it is called off, also while it waits", async () => {
    const stop = new AbortController();
    const { upload } = network({ 1: "busy" });
    const running = upload({ signal: stop.signal, retryAfterMs: [60_000] });
    setTimeout(() => stop.abort(new Error("taken back")), 5);
    await expect(running).rejects.toThrow("taken back");
  });
});
