import type { Readable } from "node:stream";
import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/evidence-file/upload";
import { PIXELS_MAX, TYPES_OF_KIND } from "@amends/domain/evidence/evidence-file";
import type { InspectRefusal } from "@amends/flows/evidence-ports";
import { addPart, dropUpload, OPEN_FILES_MAX, openUpload, showUpload, type Upload } from "@amends/flows/upload-evidence";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const evidenceFileRoutes = ({ evidence }: Pick<ServerDeps, "evidence">) => ({
  openEvidenceFile: mount(route.openEvidenceFile, async ({ principal, body }) => {
    const outcome = await openUpload(evidence, principal, body);
    switch (outcome.kind) {
      case "opened":
        return answer(201, outcome.upload, { location: `/v1/evidence-files/${outcome.upload.fileId}` });
      case "not_found":
        return refuse("not_found", { id: body.orderId });
      case "person_erased":
        return refuse("person_erased", { id: body.orderId });
      case "too_many":
        return refuse("too_many_files", { orderId: body.orderId, openMaxCount: OPEN_FILES_MAX });
      case "too_large":
        return refuse("file_too_large", { kind: body.kind, sizeBytes: body.sizeBytes, maxBytes: outcome.maxBytes });
    }
  }),

  addEvidencePart: mount(route.addEvidencePart, async ({ principal, params: { fileId }, query: { offset }, body }) => {
    const outcome = await addPart(evidence, principal, { fileId, offsetBytes: offset, bytes: await wholeOf(body) });
    switch (outcome.kind) {
      case "added":
        return answer(200, outcome.upload);
      case "not_found":
        return refuse("not_found", { id: fileId });
      case "person_erased":
        return refuse("person_erased", { id: fileId });
      case "offset_differs":
        return refuse("file_offset_differs", { fileId, offsetBytes: offset, receivedBytes: outcome.receivedBytes });
      case "longer_than_said":
        return refuse("body_too_large", { maxBytes: outcome.leftBytes });
      case "type_not_accepted":
        return typeRefusal(outcome.upload, outcome.upload.contentType ?? UNKNOWN);
      case "content_refused":
        return contentRefusal(outcome.reason, outcome.upload);
    }
  }),

  showEvidenceFile: mount(route.showEvidenceFile, async ({ principal, params: { fileId } }) => {
    const upload = await showUpload(evidence, principal, fileId);
    return upload === null ? refuse("not_found", { id: fileId }) : answer(200, upload);
  }),

  dropEvidenceFile: mount(route.dropEvidenceFile, async ({ principal, params: { fileId } }) => {
    switch (await dropUpload(evidence, principal, fileId)) {
      case "let_go":
        return answer(204);
      case "in_case":
        return refuse("file_in_case", { fileId });
      case "not_found":
        return refuse("not_found", { id: fileId });
    }
  }),
});

/** Bounded by the route. A part without bytes comes without a body. */
const wholeOf = async (body: Readable | undefined): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const UNKNOWN = "unknown";

const contentRefusal = (reason: InspectRefusal, upload: Upload) => {
  switch (reason) {
    case "unknown_type":
      return typeRefusal(upload, UNKNOWN);
    case "damaged":
      return refuse("file_damaged", { fileId: upload.fileId });
    case "too_many_pixels":
      return refuse("file_too_many_pixels", { fileId: upload.fileId, maxPixelCount: PIXELS_MAX });
    case "holds_position":
      return refuse("file_holds_position", { fileId: upload.fileId });
  }
};

const typeRefusal = ({ fileId, kind }: Upload, received: string) =>
  refuse("file_type_not_accepted", { fileId, kind, received, accepted: TYPES_OF_KIND[kind].join(", ") });
