import type { NamedFile } from "@amends/domain/evidence/evidence-file";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { EvidencePorts } from "@amends/flows/evidence-ports";
import type { Principal } from "@amends/flows/scope";
import { addPart, openUpload } from "@amends/flows/upload-evidence";
import type { Chance } from "./chance.ts";
import { drawPhoto, type PhotoSubject } from "./draw-photo.ts";

type Wanted = { readonly reason: string; readonly count: number };

/** So many pictures of what the reason says, uploaded as a buyer's page uploads them. */
export const sendPhotos = async (
  ports: EvidencePorts,
  buyer: Principal,
  orderId: OrderId,
  { reason, count }: Wanted,
  chance: Chance,
): Promise<readonly (NamedFile & { readonly kind: "photo" })[]> => {
  const sent: (NamedFile & { readonly kind: "photo" })[] = [];
  for (let number = 0; number < count; number += 1) {
    const bytes = drawPhoto(number === 0 || reason.startsWith("60.") ? subjectOf(reason) : closer(reason, number), chance);
    const opened = await openUpload(ports, buyer, { orderId, kind: "photo", sizeBytes: bytes.length });
    if (opened.kind !== "opened") return sent;
    const { fileId } = opened.upload;
    const added = await addPart(ports, buyer, { fileId, offsetBytes: 0, bytes });
    if (added.kind !== "added" || added.upload.sha256 === null) return sent;
    sent.push({ fileId, kind: "photo", sha256: added.upload.sha256 });
  }
  return sent;
};

const subjectOf = (reason: string): PhotoSubject =>
  reason.startsWith("70.") ? "fruit" : reason.startsWith("60.") ? "torn_box" : "scratched";

/** The box, then what is in it. */
const closer = (reason: string, number: number): PhotoSubject =>
  number === 1 && reason.startsWith("70.") ? "torn_box" : subjectOf(reason);
