import { checkNamedFiles, type FileRejected, type NamedFile } from "@amends/domain/evidence/evidence-file";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { EvidenceFiles } from "./evidence-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

/** One read more, and only where something is named. */
export const checkEvidence = async (
  files: Pick<EvidenceFiles, "findNamed">,
  principal: Principal,
  named: readonly NamedFile[],
  place: { readonly orderId: OrderId; readonly at: Instant },
): Promise<FileRejected | null> => {
  if (named.length === 0) return null;
  const found = await files.findNamed(
    scopeOf(principal),
    named.map(({ fileId }) => fileId),
  );
  return checkNamedFiles(named, found, place);
};
