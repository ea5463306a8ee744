import { canShow } from "../evidence/file-shows.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseDraft } from "./draft.ts";
import type { FileAssessment } from "./file-assessment.ts";

/** A person looked at a file and says what it shows, or why it counts for nothing. Said anew, the later word holds; both sides read it. */
export const assessFile = (draft: CaseDraft, { fileId, finding, known, text }: FileAssessment): CommandRejected | null => {
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
