import type { Recorded } from "./case-event.ts";
import type { CaseState, VoidFile } from "./case-state.ts";
import type { FileAssessed } from "./file-assessment.ts";

/** The last word on a file holds, and the case goes by how sure that makes us. */
export const withAssessment = (state: CaseState, event: Recorded<FileAssessed>): CaseState => {
  const { fileId, sha256, finding, confidenceBasisPoints = state.liability.confidenceBasisPoints } = event;
  const others = (state.voidFiles ?? []).filter(file => file.fileId !== fileId);
  const voidFiles: readonly VoidFile[] = finding.kind === "void" ? [...others, { fileId, sha256 }] : others;
  const { voidFiles: _before, ...rest } = state;
  return { ...rest, ...(voidFiles.length === 0 ? {} : { voidFiles }), liability: { ...state.liability, confidenceBasisPoints } };
};

/** Files that count: who has proved something has not proved it by one that was altered or has nothing to do with the case. */
export const countedFiles = <F extends { readonly sha256: string }>(
  { voidFiles = [] }: Pick<CaseState, "voidFiles">,
  files: readonly F[],
): readonly F[] => files.filter(({ sha256 }) => !voidFiles.some(file => file.sha256 === sha256));
