import type { FileId } from "../kernel/ids.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseState, ConsentedFile } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";

/** Whoever agreed to show a file may take that back at any time, also when the case is over; nothing else of the case changes by it. */
export const withdrawConsent = (draft: CaseDraft, fileId: FileId): CommandRejected | null => {
  const given = consentedIn(draft.state, fileId);
  if (given === null) return rejected("no_consent_given", draft.state, { fileId });
  draft.record({ type: "consent_withdrawn", fileId, sha256: given.sha256 });
  return null;
};

/** The file as it was shown with a consent that still stands; null where there is none such. */
const consentedIn = ({ consents = [] }: Pick<CaseState, "consents">, fileId: FileId): ConsentedFile | null =>
  consents.find(file => file.fileId === fileId) ?? null;
