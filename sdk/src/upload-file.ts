import type { addEvidencePart, openEvidenceFile, showEvidenceFile } from "@amends/contract/routes/evidence-file/upload";
import type { evidenceFile } from "@amends/contract/views/file-view";
import type { FileId, OrderId } from "@amends/domain/kernel/ids";
import type { z } from "zod";
import type { Client } from "./call.ts";
import { NoAnswerError, ProblemError } from "./problem-error.ts";

export type UploadClient = Client<{
  readonly openEvidenceFile: typeof openEvidenceFile;
  readonly addEvidencePart: typeof addEvidencePart;
  readonly showEvidenceFile: typeof showEvidenceFile;
}>;
export type EvidenceFile = z.output<typeof evidenceFile>;

export type UploadAsk = {
  readonly orderId: OrderId;
  readonly kind: EvidenceFile["kind"];
  readonly content: Blob;
  /** Goes on with an upload that was begun before. */
  readonly fileId?: FileId;
  readonly onOpened?: (fileId: FileId) => void;
  /** Bytes that are safely there. */
  readonly onProgress?: (receivedBytes: number) => void;
  readonly signal?: AbortSignal;
  /** Waits after one failure, two in a row and so on; when they are used up, the last failure is thrown. */
  readonly retryAfterMs?: readonly number[];
};

/** Small enough that a poor network gets one through, and that progress is seen. */
export const PART_BYTES = 256 * 1024;
/** Two minutes and a half in all: a lift, a tunnel. */
const RETRY_AFTER_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 60_000] as const;

/**
 * Uploads a file in parts, and after every broken connection goes on where the server stands. A refusal of what was sent (its size, its type) is thrown at
 * once; what only the network or the moment is to blame for is tried again.
 */
export const uploadFile = async (client: UploadClient, ask: UploadAsk): Promise<EvidenceFile> => {
  const waits = [...(ask.retryAfterMs ?? RETRY_AFTER_MS)];
  const left = [...waits];
  let file: EvidenceFile | null = null;
  for (;;) {
    try {
      file = file === null ? await begun(client, ask) : await nextPart(client, ask, file);
      ask.onProgress?.(file.receivedBytes);
      left.splice(0, left.length, ...waits);
      if (file.status === "ready") return file;
    } catch (error) {
      ask.signal?.throwIfAborted();
      const wait = isOfTheMoment(error) ? left.shift() : undefined;
      if (wait === undefined) throw error;
      await pause(Math.max(wait, retryAfterMsOf(error)), ask.signal);
      file = file === null ? null : await stateOf(client, ask, file);
    }
  }
};

const begun = async (client: UploadClient, { orderId, kind, content, fileId, onOpened, signal }: UploadAsk): Promise<EvidenceFile> => {
  const given = signal === undefined ? {} : { signal };
  if (fileId !== undefined) return (await client.showEvidenceFile({ params: { fileId }, ...given })).body;
  const { body } = await client.openEvidenceFile({ body: { orderId, kind, sizeBytes: content.size }, ...given });
  onOpened?.(body.fileId);
  return body;
};

const nextPart = async (
  client: UploadClient,
  { content, signal }: UploadAsk,
  { fileId, receivedBytes }: EvidenceFile,
): Promise<EvidenceFile> => {
  const data = content.slice(receivedBytes, receivedBytes + PART_BYTES);
  const body = { contentType: "application/octet-stream", data };
  const { body: file } = await client.addEvidencePart({
    params: { fileId },
    query: { offset: receivedBytes },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  return file;
};

/** Where the server stands; while it cannot be asked, where it stood. */
const stateOf = async (client: UploadClient, { signal }: UploadAsk, known: EvidenceFile): Promise<EvidenceFile> => {
  try {
    return (await client.showEvidenceFile({ params: { fileId: known.fileId }, ...(signal === undefined ? {} : { signal }) })).body;
  } catch (error) {
    signal?.throwIfAborted();
    if (isOfTheMoment(error)) return known;
    throw error;
  }
};

const isOfTheMoment = (error: unknown): boolean =>
  error instanceof NoAnswerError || (error instanceof ProblemError && (OF_THE_MOMENT.has(error.code) || error.status >= 500));
const OF_THE_MOMENT: ReadonlySet<string> = new Set(["file_offset_differs", "too_many_requests"]);

const retryAfterMsOf = (error: unknown): number => (error instanceof ProblemError ? (error.retryAfterSeconds ?? 0) * 1000 : 0);

const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      if (signal?.aborted === true) reject(signal.reason);
      else resolve();
    }
    signal?.addEventListener("abort", done);
  });
