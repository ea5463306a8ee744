import type { ContentType, FileKind, FileLimits, KnownFile } from "@amends/domain/evidence/evidence-file";
import type { CaseId, FileId, OperationId, OrderId, PersonId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Clock } from "./clock.ts";
import type { WrappedSecret } from "./personal-data-ports.ts";
import type { Scope } from "./scope.ts";
import type { Chance } from "./seal-text.ts";

export type EvidencePorts = {
  readonly files: EvidenceFiles;
  readonly contents: FileContents;
  readonly cipher: FileCipher;
  readonly inspect: InspectContent;
  readonly sha256: HashContent;
  readonly limits: FileLimits;
  /** A whole file is held in memory while it is looked at, so they take turns. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly chance: Chance;
};

/**
 * What is known of uploaded files. Staff and the host's own system may use every file of their operation; buyers and sellers those they uploaded
 * themselves, and see those of their cases. What is not theirs is not found.
 */
export type EvidenceFiles = {
  /** Nothing is opened for an order out of scope, a person who was erased, or beyond `openMax` files of the order that no case names yet. */
  open(scope: Scope, upload: NewUpload, openMax: number): Promise<"opened" | "not_found" | "person_erased" | "too_many">;
  find(scope: Scope, fileId: FileId): Promise<StoredFile | null>;
  findNamed(scope: Scope, fileIds: readonly FileId[]): Promise<readonly KnownFile[]>;
  /** Guarded by what was received before: `stale` when another part came first. */
  addPart(
    fileId: FileId,
    part: { readonly name: string; readonly offsetBytes: number; readonly sizeBytes: number },
  ): Promise<"added" | "stale">;
  /** Everything is there and was looked at. */
  finish(fileId: FileId, content: FinishedContent): Promise<"finished" | "stale">;
  /** Nobody may name it from now on, and it goes at `sweepAt`; `in_case` where a case names it already, and nothing changes. */
  letGo(fileId: FileId, at: Instant, sweepAt: Instant): Promise<"let_go" | "in_case">;
  /** A file that a case in scope names, on record as seen by this viewer; null where there is none. A buyer's look at their own is not recorded. */
  takeOfCase(scope: Scope, caseId: CaseId, fileId: FileId, viewer: Actor, at: Instant): Promise<StoredFile | null>;
  /** Who saw the files of this case, the last first; null where the case lies outside the scope. */
  viewsOfCase(scope: Scope, caseId: CaseId, most: number): Promise<readonly FileView[] | null>;
  /** Files to look at: ran out, let go, or of a person who was erased. */
  dueForSweep(at: Instant, most: number): Promise<readonly SweptFile[]>;
  keep(fileId: FileId): Promise<void>;
  /** The content is gone; of an erased person's file that a case names the row stays, any other goes. */
  drop(file: SweptFile): Promise<void>;
};

/** `name`: of somebody with an account here; null of a host's own system. */
export type FileView = { readonly fileId: FileId; readonly at: Instant; readonly by: Actor; readonly name: string | null };

export type NewUpload = {
  readonly fileId: FileId;
  readonly orderId: OrderId;
  readonly kind: FileKind;
  readonly sizeBytes: number;
  readonly uploadedBy: Actor;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly sweepAt: Instant;
};

export type StoredFile = KnownFile & {
  readonly operationId: OperationId;
  readonly personId: PersonId;
  /** Null once the person was erased. */
  readonly secret: WrappedSecret | null;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly parts: readonly string[];
  readonly contentType: ContentType | null;
  readonly keptBytes: number | null;
  readonly receivedSha256: string | null;
};

export type FinishedContent = {
  readonly contentType: ContentType;
  readonly hasMetadata: boolean;
  readonly keptBytes: number;
  readonly sha256: string;
  readonly receivedSha256: string;
};

export type SweptFile = { readonly fileId: FileId; readonly status: KnownFile["status"]; readonly isNamed: boolean };

/**
 * Where sealed bytes lie, under names of our own making: `<file id>/<part>`. What `write` has answered is durable; writing a name again replaces it.
 * Removing what is not there is no fault.
 */
export type FileContents = {
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Bytes from `from` up to and without `to`; null where nothing has that name. */
  read(name: string, from: number, to: number): Promise<Uint8Array | null>;
  /** Everything whose name begins with `<file id>/`. */
  removeAll(fileId: FileId): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
};

/** Seals content in segments of one size, each bound to its file, place and the count of all: none can be moved, left out or swapped. */
export type FileCipher = {
  readonly segmentBytes: number;
  /** The length of a sealed segment beyond what it holds. */
  readonly overheadBytes: number;
  seal(key: FileKey, bound: string, plain: Uint8Array): Promise<Uint8Array>;
  /** Opens whole segments that begin with number `first` of content of `plainBytes`. */
  open(key: FileKey, bound: string, plainBytes: number, first: number, sealed: Uint8Array): Promise<Uint8Array>;
};
export type FileKey = { readonly personId: PersonId; readonly secret: WrappedSecret };

/** SHA-256 in hex, without holding up others for long. */
export type HashContent = (bytes: FileBytes) => Promise<string>;
/** Bytes that lie in memory of their own, as whoever hashes beside the main thread needs them. */
export type FileBytes = Uint8Array<ArrayBuffer>;

/** What the bytes are, whatever their sender said, with every position taken out; the picture itself is not touched. */
export type InspectContent = (bytes: FileBytes) => Inspected;
export type Inspected =
  | { readonly kind: "known"; readonly contentType: ContentType; readonly bytes: FileBytes; readonly hasMetadata: boolean }
  | { readonly kind: "refused"; readonly reason: InspectRefusal };
/**
 * `unknown_type`: none that is taken. `damaged`: begins as one and does not hold together. `holds_position`: cannot be freed of where it was taken.
 * `too_many_pixels`: more than `PIXELS_MAX`.
 */
export type InspectRefusal = "unknown_type" | "damaged" | "holds_position" | "too_many_pixels";

/** The store of files cannot be reached, or will not have us: nothing was kept, and the same may be asked again. */
export class FilesUnavailable extends Error {
  override readonly name = "FilesUnavailable";
}
