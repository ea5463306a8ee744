import type { EvidenceItem } from "../intake/case-facts.ts";
import type { ConsentWithdrawn } from "./case-event.ts";
import type { CaseState, ConsentedFile } from "./case-state.ts";

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
