import type { Consent, ConsentAsked, ConsentTerms } from "@amends/domain/evidence/consent";
import { useLanguage } from "@amends/ui/components/language";
import { useState } from "react";
import type { NamedEvidence, Uploads } from "./use-uploads.ts";

/** What is to be agreed to before files are shown, whether it was, and the files with it. */
export type ConsentGiving = {
  readonly asked: ConsentAsked | null;
  readonly isGiven: boolean;
  readonly give: (isGiven: boolean) => void;
  /** Nothing is asked here, but medical papers would need it: only the buyer knows whether there are any. */
  readonly mayBeMedical: boolean;
  readonly isMedical: boolean;
  readonly sayMedical: (isMedical: boolean) => void;
  readonly isNeededFor: (kind: string) => boolean;
  /** Something was uploaded that cannot be sent without it. */
  readonly isLacking: boolean;
  readonly named: readonly (NamedEvidence & { readonly consent?: Consent })[];
};

/** Never ticked beforehand and kept nowhere: it is given anew whenever the page is opened, for the text as it stands there. */
export const useConsent = (terms: ConsentTerms, { list, named }: Uploads): ConsentGiving => {
  const { language } = useLanguage();
  const [given, setGiven] = useState<Consent | null>(null);
  const [isMedical, setMedical] = useState(false);
  const asked = terms.asked ?? (isMedical ? terms.ifMedical : null);
  const consent = given !== null && given.version === asked?.version ? given : null;
  const isNeededFor = (kind: string): boolean => asked?.files.includes(kind) === true;
  return {
    asked,
    isGiven: consent !== null,
    give: isGiven => setGiven(isGiven && asked !== null ? { version: asked.version, language } : null),
    mayBeMedical: terms.asked === null && terms.ifMedical !== null,
    isMedical,
    sayMedical: is => {
      setMedical(is);
      setGiven(null);
    },
    isNeededFor,
    isLacking: consent === null && list.some(({ kind }) => isNeededFor(kind)),
    named: named.map(item => (consent !== null && isNeededFor(item.kind) ? { ...item, consent } : item)),
  };
};
