import { recordAcceptance as route } from "@amends/contract/routes/acceptance/acceptances";
import { addEvidencePart, openEvidenceFile, showEvidenceFile } from "@amends/contract/routes/evidence-file/upload";
import type { FileId, OrderId } from "@amends/domain/kernel/ids";
import { expect, test } from "vitest";
import { createClientFor } from "./client-for.ts";
import { recordAcceptance } from "./record-acceptance.ts";

const orderId: OrderId = "order_01jd7v8k2m0f9q3r5s7t9v1x";
const fileId: FileId = "file_01jd7v8k2m0f9q3r5s7t9v1x";
const photo = new Blob([new Uint8Array(100)]);
const sha256 = "a".repeat(64);
const body = { kind: "confirmed", lineNo: 1 } as const;

/** A server that takes photos, or has no room for their bytes, and what was recorded there. */
const server = (takesPhotos: boolean) => {
  const recorded: unknown[] = [];
  const file = {
    ...{ fileId, orderId, kind: "photo", sizeBytes: photo.size, contentType: null, keptBytes: null },
    ...{ receivedSha256: null, expiresAt: null },
  };
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    if (String(url).endsWith("/acceptances")) {
      recorded.push(JSON.parse(String(init.body)));
      return Response.json({ entryNo: 1, at: "2026-05-01T02:00:00.000Z" }, { status: 201 });
    }
    if (init.method === "POST") return Response.json({ ...file, status: "receiving", receivedBytes: 0, sha256: null }, { status: 201 });
    if (!takesPhotos) return Response.json({ code: "file_damaged", title: "", detail: "", advice: "", status: 422 }, { status: 422 });
    return Response.json({ ...file, status: "ready", receivedBytes: photo.size, sha256 });
  };
  const routes = { openEvidenceFile, addEvidencePart, showEvidenceFile, recordAcceptance: route };
  return { recorded, client: createClientFor(routes, { baseUrl: "https://shop.example", fetch, retryAfterMs: [0] }) };
};

test("a hand-over is recorded with every photo that was taken of it", async () => {
  const { client, recorded } = server(true);
  await recordAcceptance(client, { orderId, body, photos: [photo, photo] });
  const named = { fileId, kind: "photo", sha256 };
  expect(recorded).toMatchObject([{ ...body, files: [named, named] }]);
});

test("a hand-over whose photo is refused is not recorded without it", async () => {
  const { client, recorded } = server(false);
  await expect(recordAcceptance(client, { orderId, body, photos: [photo] })).rejects.toMatchObject({ code: "file_damaged" });
  expect(recorded).toEqual([]);
});
