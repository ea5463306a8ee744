import { canShow } from "../evidence/file-shows.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseState, VoidFile } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { FileAssessed, FileAssessment } from "./file-assessment.ts";

/** A person looked at a file and says what it shows, or why it counts for nothing. Said anew, the later word holds; both sides read it. */
export const assessFile = (draft: CaseDraft, { fileId, finding, known, text }: FileAssessment): CommandRejected | null => {
  if (known === null) return rejected("file_not_in_case", draft.state, { fileId });
  const { kind, sha256, confidenceBasisPoints } = known;
  if (finding.kind === "shows" && !canShow(kind, finding.shows))
    return rejected("file_cannot_show", draft.state, { fileId, kind, shows: finding.shows });
  draft.record({
    type: "file_assessed",
    ...{ fileId, sha256, finding, text },
    ...(confidenceBasisPoints === null ? {} : { confidenceBasisPoints }),
  });
  return null;
};

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
