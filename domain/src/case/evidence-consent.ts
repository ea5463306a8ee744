import type { EvidenceItem } from "../intake/case-facts.ts";
import type { FileId } from "../kernel/ids.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { ConsentWithdrawn } from "./case-event.ts";
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

/** A case without such files keeps nothing about them. */
export const withConsents = (known: readonly ConsentedFile[], items: readonly EvidenceItem[]): Pick<CaseState, "consents"> => {
  const given = items.flatMap(({ fileId, sha256, consent }) => (consent === undefined ? [] : [{ fileId, sha256 }]));
  return known.length + given.length === 0 ? {} : { consents: [...known, ...given] };
};

export const withoutConsent = (state: CaseState, { fileId, sha256 }: ConsentWithdrawn): CaseState => ({
  ...state,
  evidence: state.evidence.filter(known => known !== sha256),
  consents: (state.consents ?? []).filter(file => file.fileId !== fileId),
});
