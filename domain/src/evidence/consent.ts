/** Languages a text of consent is shown in. */
export const CONSENT_LANGUAGES = ["zh", "en"] as const;

/**
 * That somebody was shown a text and agreed to it, apart from everything else they agreed to (PIPL a29). It stands with the file in the event that names
 * the file: who gave it and when is the event's own, and the pack of the case holds the text of this version.
 */
export type Consent = { readonly version: string; readonly language: (typeof CONSENT_LANGUAGES)[number] };

/** Which files need a consent of their own, and the text that is to be shown before. */
export type ConsentAsked = {
  readonly rowId: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly zh: string;
  readonly en: string;
};

/** What there is to agree to before files are shown for a case: always, or only where whoever shows them says that they are medical papers. */
export type ConsentTerms = { readonly asked: ConsentAsked | null; readonly ifMedical: ConsentAsked | null };

/** Why files are not taken, in the order it is asked: none was given, or one to a text that is not the one to be shown. */
export type ConsentRejectionCode = "evidence_consent_missing" | "evidence_consent_differs";

type GivenFile = { readonly fileId: string; readonly kind: string; readonly consent?: Consent };
type ConsentFault = { readonly code: ConsentRejectionCode; readonly params: Readonly<Record<string, string>> };

/** The first file that cannot be taken as it was given; null where all can. */
export const consentFault = (items: readonly GivenFile[], { asked, ifMedical }: ConsentTerms): ConsentFault | null => {
  for (const { fileId, kind, consent } of items) {
    const needed = asked?.files.includes(kind) === true ? asked : null;
    const text = needed ?? (ifMedical?.files.includes(kind) === true ? ifMedical : null);
    const version = text?.version ?? NO_TEXT;
    if (needed !== null && consent === undefined) return { code: "evidence_consent_missing", params: { fileId, kind, version } };
    if (consent !== undefined && consent.version !== text?.version)
      return { code: "evidence_consent_differs", params: { fileId, kind, version, given: consent.version } };
  }
  return null;
};

const NO_TEXT = "—";
