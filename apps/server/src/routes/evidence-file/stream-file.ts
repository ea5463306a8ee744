import { Readable } from "node:stream";
import { refuse } from "@amends/contract/errors";
import type { ContentType } from "@amends/domain/evidence/evidence-file";
import type { FileId } from "@amends/domain/kernel/ids";
import type { FileOutcome, OpenedFile } from "@amends/flows/show-case-file";
import { byteRangeOf } from "../../byte-range.ts";
import { answer } from "../../route.ts";

/** The file whole, or the part of it that was asked for. */
export const streamFile = (file: FileOutcome, fileId: FileId, range: string | undefined) => {
  if (file.kind !== "file") return refuse(file.kind, { id: fileId });
  const { sizeBytes } = file;
  const asked = byteRangeOf(range, sizeBytes);
  if (asked === "not_satisfiable") return refuse("range_not_satisfiable", { fileId, sizeBytes });
  const headers = headersOf(file, fileId);
  if (asked === "whole") {
    return answer(200, Readable.from(file.read(0, sizeBytes)), { headers: { ...headers, "content-length": String(sizeBytes) } });
  }
  const { from, to } = asked;
  const part = { "content-range": `bytes ${from}-${to - 1}/${sizeBytes}`, "content-length": String(to - from) };
  return answer(206, Readable.from(file.read(from, to)), { headers: { ...headers, ...part } });
};

const EXTENSION: Readonly<Record<ContentType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "application/pdf": "pdf",
};

/** A paper is saved and never opened in our own origin; a browser that meets a picture here may run nothing in it. */
const headersOf = ({ contentType, fileKind }: OpenedFile, fileId: string) => ({
  "content-type": contentType,
  "content-disposition": `${contentType === "application/pdf" ? "attachment" : "inline"}; filename="${fileKind}-${fileId.slice(-8)}.${EXTENSION[contentType]}"`,
  "accept-ranges": "bytes",
  "cache-control": "private, no-store",
});
