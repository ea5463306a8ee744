import type { CaseId, FileId } from "@amends/domain/kernel/ids";
import type { EvidenceFiles } from "./evidence-ports.ts";
import type { CaseReader } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type ClaimEvidencePorts = { readonly cases: Pick<CaseReader, "show">; readonly files: Pick<EvidenceFiles, "findNamed"> };

/**
 * What goes out with a claim must be evidence of its case that this person may see: the case names it, and it lies here whole. Gives the first that is
 * not; what is missing in the case is added to the case first, where everybody sees it.
 */
export const checkClaimEvidence = async (
  { cases, files }: ClaimEvidencePorts,
  principal: Principal,
  caseId: CaseId,
  evidence: readonly FileId[],
): Promise<FileId | null> => {
  if (evidence.length === 0) return null;
  const scope = scopeOf(principal);
  const found = await cases.show(scope, caseId);
  const known = await files.findNamed(scope, evidence);
  const isEvidence = (fileId: FileId): boolean => {
    const file = known.find(candidate => candidate.fileId === fileId);
    if (found === null || file?.status !== "ready" || file.sha256 === null) return false;
    return file.orderId === found.order.orderId && found.state.evidence.includes(file.sha256);
  };
  return evidence.find(fileId => !isEvidence(fileId)) ?? null;
};
