import { MAY_COMMAND } from "@amends/domain/case/who-may";
import { FILE_KINDS } from "@amends/domain/evidence/evidence-file";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent, rolesOverHttp, streamBody } from "../../route.ts";
import { evidenceFile } from "../../views/file-view.ts";
import { id, queryInteger } from "../../wire.ts";

/**
 * Uploading in parts that may break off anywhere: open a file, send parts from `receivedBytes` on, and after a broken connection ask how far it came. Each
 * part is kept whole or not at all. The last one is answered when the file was looked at, freed of its position and hashed; if no answer came, an empty part
 * at the end asks for it again. What no case names goes after a day.
 */
const UPLOADERS = rolesOverHttp(MAY_COMMAND.provide_evidence);
const params = z.strictObject({ fileId: id("file") });

/** Held in memory while it comes in; a phone sends much smaller ones. */
const PART_BYTES_MAX = 4 * 1024 * 1024;

export const openEvidenceFile = defineRoute({
  method: "POST",
  path: "/v1/evidence-files",
  summary: bilingual("开始上传一份凭证", "Begin to upload a piece of evidence"),
  access: { roles: UPLOADERS },
  body: z.strictObject({ orderId: id("order"), kind: z.enum(FILE_KINDS), sizeBytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  answers: { 201: evidenceFile },
  refusals: ["not_found", "file_too_large", "too_many_files", "person_erased"],
});

export const addEvidencePart = defineRoute({
  method: "PATCH",
  path: "/v1/evidence-files/{fileId}",
  summary: bilingual("续传一段", "Send the next part"),
  access: { roles: UPLOADERS },
  params,
  /** The byte this part begins at: as many as have been received. */
  query: z.strictObject({ offset: queryInteger(0, Number.MAX_SAFE_INTEGER) }),
  body: streamBody(["application/octet-stream"], PART_BYTES_MAX),
  answers: { 200: evidenceFile },
  refusals: [
    "not_found",
    "person_erased",
    "file_offset_differs",
    "body_too_large",
    "file_type_not_accepted",
    "file_damaged",
    "file_too_many_pixels",
    "file_holds_position",
    "files_unavailable",
  ],
});

export const showEvidenceFile = defineRoute({
  method: "GET",
  path: "/v1/evidence-files/{fileId}",
  summary: bilingual("上传到了哪里", "How far an upload has come"),
  access: { roles: UPLOADERS },
  params,
  answers: { 200: evidenceFile },
  refusals: ["not_found"],
});

export const dropEvidenceFile = defineRoute({
  method: "DELETE",
  path: "/v1/evidence-files/{fileId}",
  summary: bilingual("删去还没有提交的凭证", "Take back a file no case names yet"),
  access: { roles: UPLOADERS },
  params,
  answers: { 204: noContent },
  refusals: ["not_found", "file_in_case"],
});
