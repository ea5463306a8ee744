import type { ContentType, FileKind } from "@amends/domain/evidence/evidence-file";
import type { CaseId, FileId, OrderId } from "@amends/domain/kernel/ids";
import type { AcceptanceStore } from "./acceptance-ports.ts";
import type { EvidencePorts, FileKey, StoredFile } from "./evidence-ports.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { contentName, sealedBytesOf } from "./upload-evidence.ts";

export type OpenedFile = {
  readonly kind: "file";
  readonly fileKind: FileKind;
  readonly contentType: ContentType;
  readonly sizeBytes: number;
  /** Bytes from `from` up to and without `to`, opened as they are taken. */
  readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>;
};

export type FileOutcome = OpenedFile | { readonly kind: "not_found" | "person_erased" | "consent_withdrawn" };

/** A file that a case names, for whoever may see the case; on record before a byte of it leaves. */
export const openCaseFile = async (
  ports: EvidencePorts,
  principal: Principal,
  { caseId, fileId }: { readonly caseId: CaseId; readonly fileId: FileId },
): Promise<FileOutcome> =>
  openTaken(ports, fileId, await ports.files.takeOfCase(scopeOf(principal), caseId, fileId, actorOf(principal), ports.clock.now()));

/** A file that was said with a hand-over, for whoever may see the order; on record as well. */
export const openAcceptanceFile = async (
  ports: EvidencePorts,
  acceptances: Pick<AcceptanceStore, "takeFile">,
  principal: Principal,
  { orderId, fileId }: { readonly orderId: OrderId; readonly fileId: FileId },
): Promise<FileOutcome> =>
  openTaken(ports, fileId, await acceptances.takeFile(scopeOf(principal), orderId, fileId, actorOf(principal), ports.clock.now()));

const openTaken = (ports: EvidencePorts, fileId: FileId, file: StoredFile | null): FileOutcome => {
  if (file === null) return { kind: "not_found" };
  const { personId, secret, contentType, keptBytes } = file;
  if (secret === null) return { kind: "person_erased" };
  if (file.status === "erased") return { kind: "consent_withdrawn" };
  if (contentType === null || keptBytes === null) throw new Error(`broken invariant: ${fileId} was whole when it was named`);
  const read = (from: number, to: number) => opened(ports, { personId, secret }, { fileId, sizeBytes: keptBytes }, from, to);
  return { kind: "file", fileKind: file.kind, contentType, sizeBytes: keptBytes, read };
};

/** Read ahead no further than this many segments: a video is shown while it comes, and a reader may leave. */
const SEGMENTS_AT_ONCE = 16;

async function* opened(
  { contents, cipher }: EvidencePorts,
  key: FileKey,
  { fileId, sizeBytes }: { readonly fileId: FileId; readonly sizeBytes: number },
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const { segmentBytes } = cipher;
  const name = contentName(fileId);
  const segments = Math.ceil(to / segmentBytes);
  for (let first = Math.floor(from / segmentBytes); first < segments; first += SEGMENTS_AT_ONCE) {
    const start = first * segmentBytes;
    const end = Math.min((first + SEGMENTS_AT_ONCE) * segmentBytes, segments * segmentBytes, sizeBytes);
    const sealed = await contents.read(name, sealedBytesOf(cipher, start), sealedBytesOf(cipher, end));
    if (sealed === null) throw new Error(`broken invariant: the store of files holds ${name}, which was kept`);
    const plain = await cipher.open(key, name, sizeBytes, first, sealed);
    yield plain.subarray(Math.max(0, from - start), Math.min(plain.length, to - start));
  }
}
