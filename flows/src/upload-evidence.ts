import { type FileKind, isExpired, TYPES_OF_KIND } from "@amends/domain/evidence/evidence-file";
import { type FileId, type OrderId, shardOf } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, HOUR_MS } from "@amends/domain/kernel/time";
import type { EvidencePorts, FileBytes, FileKey, InspectRefusal, StoredFile } from "./evidence-ports.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { newId } from "./seal-text.ts";

/** How long a file waits for a case that names it. */
const LIFE_MS = DAY_MS;
/** A filing that was under way when a file ran out has long ended when it is swept. */
const SWEEP_GRACE_MS = HOUR_MS;
/** Files of one order that no case names yet: more than any set asks for, with every one taken anew. */
export const OPEN_FILES_MAX = 40;

export type Upload = Pick<
  StoredFile,
  "fileId" | "orderId" | "kind" | "sizeBytes" | "receivedBytes" | "contentType" | "keptBytes" | "sha256" | "receivedSha256" | "expiresAt"
> & { readonly status: "receiving" | "ready" };

export type OpenUploadAsk = { readonly orderId: OrderId; readonly kind: FileKind; readonly sizeBytes: number };
export type OpenUploadOutcome =
  | { readonly kind: "opened"; readonly upload: Upload }
  | { readonly kind: "not_found" | "person_erased" | "too_many" }
  | { readonly kind: "too_large"; readonly maxBytes: number };

/** A place for the bytes that are about to come. */
export const openUpload = async (ports: EvidencePorts, principal: Principal, ask: OpenUploadAsk): Promise<OpenUploadOutcome> => {
  const maxBytes = ports.limits[ask.kind];
  if (ask.sizeBytes > maxBytes) return { kind: "too_large", maxBytes };
  const at = ports.clock.now();
  const expiresAt = addMs(at, LIFE_MS);
  const fileId = newId("file", at, shardOf(ask.orderId), ports.chance);
  const upload = { ...ask, fileId, uploadedBy: actorOf(principal), at, expiresAt, sweepAt: addMs(expiresAt, SWEEP_GRACE_MS) };
  const opened = await ports.files.open(scopeOf(principal), upload, OPEN_FILES_MAX);
  if (opened !== "opened") return { kind: opened };
  const nothingYet = { receivedBytes: 0, contentType: null, keptBytes: null, sha256: null, receivedSha256: null } as const;
  return { kind: "opened", upload: { ...ask, ...nothingYet, fileId, expiresAt, status: "receiving" } };
};

export type AddPartOutcome =
  | { readonly kind: "added"; readonly upload: Upload }
  | { readonly kind: "not_found" | "person_erased" }
  /** The part does not begin where the last one ended: `receivedBytes` says where to go on. */
  | { readonly kind: "offset_differs"; readonly receivedBytes: number }
  | { readonly kind: "longer_than_said"; readonly leftBytes: number }
  | { readonly kind: "type_not_accepted"; readonly upload: Upload }
  | { readonly kind: "content_refused"; readonly reason: InspectRefusal; readonly upload: Upload };

export type PartAsk = { readonly fileId: FileId; readonly offsetBytes: number; readonly bytes: Uint8Array };

/**
 * The next part of a file, as a whole or not at all: what was answered is durable. With the last one the file is looked at, freed of its position, hashed
 * and sealed. If that was cut off, an empty part at the end asks for it again.
 */
export const addPart = async (
  ports: EvidencePorts,
  principal: Principal,
  { fileId, offsetBytes, bytes }: PartAsk,
): Promise<AddPartOutcome> => {
  const file = await findOpen(ports, principal, fileId);
  if (file === null) return { kind: "not_found" };
  if (file.secret === null) return { kind: "person_erased" };
  const { receivedBytes, sizeBytes } = file;
  if (offsetBytes !== receivedBytes) return { kind: "offset_differs", receivedBytes };
  if (offsetBytes + bytes.length > sizeBytes) return { kind: "longer_than_said", leftBytes: sizeBytes - offsetBytes };
  if (file.status === "ready") return { kind: "added", upload: uploadOf(file) };
  const key = { personId: file.personId, secret: file.secret };
  if (bytes.length > 0 && (await keepPart(ports, key, { fileId, offsetBytes, bytes })) === "stale") {
    const now = await findOpen(ports, principal, fileId);
    return now === null ? { kind: "not_found" } : { kind: "offset_differs", receivedBytes: now.receivedBytes };
  }
  if (offsetBytes + bytes.length === sizeBytes) return ports.inTurn(() => finish(ports, principal, key, fileId));
  return { kind: "added", upload: { ...uploadOf(file), receivedBytes: offsetBytes + bytes.length } };
};

/** The bytes first, then the word that they are there; whoever was overtaken takes theirs back. */
const keepPart = async (ports: EvidencePorts, key: FileKey, { fileId, offsetBytes, bytes }: PartAsk): Promise<"added" | "stale"> => {
  const name = partName(fileId, offsetBytes, ports.chance(4));
  await ports.contents.write(name, await ports.cipher.seal(key, name, bytes));
  const added = await ports.files.addPart(fileId, { name, offsetBytes, sizeBytes: bytes.length });
  if (added === "stale") await ports.contents.remove([name]);
  return added;
};

const partName = (fileId: FileId, offsetBytes: number, chance: Uint8Array): string =>
  `${fileId}/${offsetBytes}-${[...chance].map(byte => byte.toString(16).padStart(2, "0")).join("")}`;

const offsetOf = (name: string): number => Number(name.slice(name.indexOf("/") + 1, name.indexOf("-")));

export const contentName = (fileId: FileId): string => `${fileId}/content`;

const finish = async (ports: EvidencePorts, principal: Principal, key: FileKey, fileId: FileId): Promise<AddPartOutcome> => {
  const file = await findOpen(ports, principal, fileId);
  if (file === null) return { kind: "not_found" };
  if (file.status !== "receiving") return { kind: "added", upload: uploadOf(file) };
  const received = await assembled(ports, key, file);
  const receivedSha256 = await ports.sha256(received);
  const inspected = ports.inspect(received);
  if (inspected.kind === "refused" || !TYPES_OF_KIND[file.kind].includes(inspected.contentType)) {
    const at = ports.clock.now();
    await ports.files.letGo(fileId, at, at);
    const upload = uploadOf(file);
    return inspected.kind === "refused"
      ? { kind: "content_refused", reason: inspected.reason, upload }
      : { kind: "type_not_accepted", upload: { ...upload, contentType: inspected.contentType } };
  }
  const { contentType, bytes, hasMetadata } = inspected;
  const content = { contentType, keptBytes: bytes.length, sha256: await ports.sha256(bytes), receivedSha256 };
  await ports.contents.write(contentName(fileId), await ports.cipher.seal(key, contentName(fileId), bytes));
  if ((await ports.files.finish(fileId, { ...content, hasMetadata })) === "stale") return overtaken(ports, principal, fileId);
  await ports.contents.remove(file.parts);
  return { kind: "added", upload: { ...uploadOf(file), ...content, receivedBytes: file.sizeBytes, status: "ready" } };
};

/** Another server finished the same bytes, or the person was erased meanwhile: then nothing may stay of what was just written. */
const overtaken = async (ports: EvidencePorts, principal: Principal, fileId: FileId): Promise<AddPartOutcome> => {
  const now = await findOpen(ports, principal, fileId);
  if (now !== null) return { kind: "added", upload: uploadOf(now) };
  await ports.contents.removeAll(fileId);
  return { kind: "not_found" };
};

const assembled = async ({ contents, cipher }: EvidencePorts, key: FileKey, { parts, sizeBytes }: StoredFile): Promise<FileBytes> => {
  const whole = new Uint8Array(sizeBytes);
  for (const [index, name] of parts.entries()) {
    const offset = offsetOf(name);
    const next = parts[index + 1];
    const plainBytes = (next === undefined ? sizeBytes : offsetOf(next)) - offset;
    const sealed = await contents.read(name, 0, sealedBytesOf(cipher, plainBytes));
    if (sealed === null) throw new Error(`broken invariant: the store of files holds ${name}, which was received`);
    whole.set(await cipher.open(key, name, plainBytes, 0, sealed), offset);
  }
  return whole;
};

export const sealedBytesOf = ({ segmentBytes, overheadBytes }: EvidencePorts["cipher"], plainBytes: number): number =>
  plainBytes + Math.ceil(plainBytes / segmentBytes) * overheadBytes;

/** How far an upload has come; null where there is none of theirs. */
export const showUpload = async (ports: EvidencePorts, principal: Principal, fileId: FileId): Promise<Upload | null> => {
  const file = await findOpen(ports, principal, fileId);
  return file === null ? null : uploadOf(file);
};

/** Taken back before any case names it: the buyer takes another picture. */
export const dropUpload = async (
  ports: EvidencePorts,
  principal: Principal,
  fileId: FileId,
): Promise<"let_go" | "in_case" | "not_found"> => {
  if ((await findOpen(ports, principal, fileId)) === null) return "not_found";
  const at = ports.clock.now();
  return ports.files.letGo(fileId, at, addMs(at, SWEEP_GRACE_MS));
};

const findOpen = async ({ files, clock }: EvidencePorts, principal: Principal, fileId: FileId): Promise<StoredFile | null> => {
  const file = await files.find(scopeOf(principal), fileId);
  return file === null || file.status === "erased" || isExpired(file, clock.now()) ? null : file;
};

const uploadOf = (file: StoredFile): Upload => {
  const { fileId, orderId, kind, status, sizeBytes, receivedBytes, contentType, keptBytes, sha256, receivedSha256, expiresAt } = file;
  const shown = { fileId, orderId, kind, sizeBytes, receivedBytes, contentType, keptBytes, sha256, receivedSha256, expiresAt };
  return { ...shown, status: status === "ready" ? "ready" : "receiving" };
};
