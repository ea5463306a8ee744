import { CONTENT_TYPES, type ContentType, type KnownFile } from "@amends/domain/evidence/evidence-file";
import type { FileId, OperationId, OrderId, PersonId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { StoredFile } from "@amends/flows/evidence-ports";

export const KNOWN_BUT_EXPIRY = "f.file_id, f.order_id, f.kind, f.status, f.sha256, f.content_type";
const KNOWN = `${KNOWN_BUT_EXPIRY}, f.expires_at`;
export const WHOLE = `${KNOWN}, f.operation_id, f.person_id, f.size_bytes, f.received_bytes, f.parts, f.kept_bytes, f.received_sha256,
    p.wrapped_key, p.wrapped_salt`;
export const WITH_KEY = "join persons p on p.shard = f.shard and p.person_id = f.person_id";

/** What the content says of itself beside its type stands behind it, as the parameters of a media type do (RFC 9110 §8.3.1). */
const METADATA = "; metadata=camera";

export const storedContentType = (contentType: ContentType, hasMetadata: boolean): string =>
  hasMetadata ? `${contentType}${METADATA}` : contentType;

const contentTypeIn = (stored: string | null): ContentType | null => CONTENT_TYPES.find(type => stored?.split(";", 1)[0] === type) ?? null;

/** A video is asked for in many pieces: one look at it is one entry. */
export const SAME_LOOK_MS = 600_000;

export type KnownRow = {
  readonly file_id: FileId;
  readonly order_id: OrderId;
  readonly kind: KnownFile["kind"];
  readonly status: KnownFile["status"];
  readonly sha256: string | null;
  readonly content_type: string | null;
  readonly expires_at: string | null;
};
export type FileRow = KnownRow & {
  readonly operation_id: OperationId;
  readonly person_id: PersonId;
  readonly size_bytes: string;
  readonly received_bytes: string;
  readonly parts: readonly string[];
  readonly kept_bytes: string | null;
  readonly received_sha256: string | null;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_salt: Buffer | null;
};

export const knownFile = (row: KnownRow): KnownFile => ({
  fileId: row.file_id,
  orderId: row.order_id,
  kind: row.kind,
  status: row.status,
  sha256: row.sha256,
  hasMetadata: row.content_type?.endsWith(METADATA) ?? false,
  expiresAt: row.expires_at === null ? null : (Number(row.expires_at) as Instant),
});

export const storedFile = (row: FileRow): StoredFile => ({
  ...knownFile(row),
  operationId: row.operation_id,
  personId: row.person_id,
  secret: row.wrapped_key === null || row.wrapped_salt === null ? null : { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt },
  sizeBytes: Number(row.size_bytes),
  receivedBytes: Number(row.received_bytes),
  parts: row.parts,
  contentType: contentTypeIn(row.content_type),
  keptBytes: row.kept_bytes === null ? null : Number(row.kept_bytes),
  receivedSha256: row.received_sha256,
});
