import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { Button } from "antd-mobile";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { EvidencePicker } from "../evidence/evidence-picker.tsx";
import { type ConsentGiving, useConsent } from "../evidence/use-consent.ts";
import { useUploads } from "../evidence/use-uploads.ts";
import type { CaseDetail } from "./money-words.ts";

const ONE_PHOTO = { photos: 1, videos: 1, documents: 0 };

/** Asked once: what is given here lets the case go on, so it is sent together. */
export const EvidenceSheet = ({ shown, onClose }: { readonly shown: CaseDetail; readonly onClose: () => void }) => {
  const { action, evidence } = useBuyerWords();
  const { language } = useLanguage();
  const { caseId, orderId } = shown;
  const isDisposal = shown.steps.some(({ type, status }) => type === "dispose" && status === "active");
  const asked = isDisposal ? ONE_PHOTO : shown.evidenceAsked;
  const uploads = useUploads(orderId);
  const consent = useConsent(shown.consent, uploads);
  const give = useIntent(
    (items: ConsentGiving["named"], idempotencyKey) =>
      client.provideEvidence({ params: { caseId }, body: { items: [...items] }, idempotencyKey }),
    onClose,
  );
  if (asked === null) return null;
  return (
    <div className="stack">
      <h2>{isDisposal ? action.show_disposal : action.provide_evidence}</h2>
      <EvidencePicker
        uploads={uploads}
        asked={asked}
        hint={isDisposal ? action.disposalHint : (shown.evidenceAsked?.explanation[language] ?? "")}
        isOptional={false}
        consent={consent}
      />
      {give.error !== null && <ErrorLine error={give.error} />}
      <Button
        block
        color="primary"
        size="large"
        loading={give.isPending}
        disabled={uploads.isUploading || uploads.named.length === 0 || consent.isLacking}
        onClick={() => give.mutate(consent.named)}
      >
        {evidence.send}
      </Button>
    </div>
  );
};
