import type { FileId, OrderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** What can be uploaded. What somebody merely says is a statement and no file. */
export const FILE_KINDS = ["photo", "video", "document"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime", "application/pdf"] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** What each kind may be, told by its content: a paper is as good photographed as scanned. */
export const TYPES_OF_KIND: Readonly<Record<FileKind, readonly ContentType[]>> = {
  photo: ["image/jpeg", "image/png", "image/webp"],
  video: ["video/mp4", "video/quicktime"],
  document: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
};

/**
 * The most pixels of a picture: the largest cameras of phones take 200 million. A page that shows one makes room for all of them, four bytes each, however few
 * bytes they came in.
 */
export const PIXELS_MAX = 210_000_000;

/** The most bytes a file of each kind may have. */
export type FileLimits = Readonly<Record<FileKind, number>>;

/** An uploaded file as far as a claim on it must know it. */
export type KnownFile = {
  readonly fileId: FileId;
  readonly orderId: OrderId;
  readonly kind: FileKind;
  readonly status: "receiving" | "ready" | "erased";
  /** Of the content as it is kept, in hex; null until it is ready. */
  readonly sha256: string | null;
  /** It came in with what the camera writes beside a picture: where a photo was only passed on, that is mostly gone. */
  readonly hasMetadata: boolean;
  /** Null: a case names it already. */
  readonly expiresAt: Instant | null;
};

export type NamedFile = { readonly fileId: FileId; readonly kind: string; readonly sha256: string };

/** Why a file cannot be named in a case, in the order it is asked. */
export const FILE_REJECTIONS = ["file_unknown", "file_not_finished", "file_differs"] as const;
export type FileRejected = {
  readonly kind: "rejected";
  readonly code: (typeof FILE_REJECTIONS)[number];
  readonly params: { readonly fileId: FileId };
};

/**
 * What is named as evidence must lie here, whole, uploaded for this order and not run out, and be the very bytes that were meant. `found` holds what the
 * one who names may use; whatever is not there does not exist for them.
 */
export const checkNamedFiles = (
  named: readonly NamedFile[],
  found: readonly KnownFile[],
  { orderId, at }: { readonly orderId: OrderId; readonly at: Instant },
): FileRejected | null => {
  for (const { fileId, kind, sha256 } of named) {
    const file = found.find(candidate => candidate.fileId === fileId);
    if (file === undefined || file.orderId !== orderId || file.status === "erased" || isExpired(file, at))
      return refused("file_unknown", fileId);
    if (file.status === "receiving") return refused("file_not_finished", fileId);
    if (file.kind !== kind || file.sha256 !== sha256) return refused("file_differs", fileId);
  }
  return null;
};

export const isExpired = ({ expiresAt }: Pick<KnownFile, "expiresAt">, at: Instant): boolean => expiresAt !== null && expiresAt <= at;

const refused = (code: FileRejected["code"], fileId: FileId): FileRejected => ({ kind: "rejected", code, params: { fileId } });
