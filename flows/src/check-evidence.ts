import { checkNamedFiles, type FileRejected, type KnownFile, type NamedFile } from "@amends/domain/evidence/evidence-file";
import type { EvidenceItem } from "@amends/domain/intake/case-facts";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { EvidenceFiles } from "./evidence-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type CheckedEvidence = { readonly refused: FileRejected | null; readonly found: readonly KnownFile[] };

/** One read more, and only where something is named. */
export const checkEvidence = async (
  files: Pick<EvidenceFiles, "findNamed">,
  principal: Principal,
  named: readonly NamedFile[],
  place: { readonly orderId: OrderId; readonly at: Instant },
): Promise<CheckedEvidence> => {
  if (named.length === 0) return { refused: null, found: [] };
  const found = await files.findNamed(
    scopeOf(principal),
    named.map(({ fileId }) => fileId),
  );
  return { refused: checkNamedFiles(named, found, place), found };
};

/** What the door told of each file goes with it into the case, so that whoever decides need not open it. */
export const lookedAt = (items: readonly EvidenceItem[], found: readonly KnownFile[]): readonly EvidenceItem[] =>
  items.map(item => ({ ...item, hasMetadata: found.find(({ fileId }) => fileId === item.fileId)?.hasMetadata ?? false }));
