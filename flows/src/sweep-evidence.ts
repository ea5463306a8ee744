import type { EvidencePorts } from "./evidence-ports.ts";

/** A file that a case names stays; what nobody named in its time goes, and so does whatever shows a person who was erased. Two may sweep side by side. */
export const sweepEvidence = async (
  { files, contents, clock }: Pick<EvidencePorts, "files" | "contents" | "clock">,
  most: number,
): Promise<number> => {
  const due = await files.dueForSweep(clock.now(), most);
  for (const file of due) {
    if (file.isNamed && file.status !== "erased") {
      await files.keep(file.fileId);
      continue;
    }
    await contents.removeAll(file.fileId);
    await files.drop(file);
  }
  return due.length;
};
