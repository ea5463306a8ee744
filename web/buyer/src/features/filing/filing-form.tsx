import type { CaseId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { Button } from "antd-mobile";
import { useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { EvidencePicker } from "../evidence/evidence-picker.tsx";
import { useConsent } from "../evidence/use-consent.ts";
import { useUploads } from "../evidence/use-uploads.ts";
import type { OrderDetail } from "../orders/api/get-order.ts";
import { optionKey } from "../orders/option-key.ts";
import { AddressFields, AmendmentKindChoice } from "./amendment-fields.tsx";
import { AmountField } from "./amount-field.tsx";
import type { Suggestion } from "./api/get-suggestions.ts";
import { BadShareField } from "./bad-share-field.tsx";
import { FilingFacts } from "./filing-facts.tsx";
import { AMENDMENTS, type FilingSubject, filingOf, isPresent, SHOWN_CONDITIONS } from "./filing-of.ts";
import { type DraftPlace, draftName } from "./kept-draft.ts";
import { KilometresField } from "./kilometres-field.tsx";
import { MethodChoice } from "./method-choice.tsx";
import { ReasonPicker } from "./reason-picker.tsx";
import { Refusal } from "./refusal.tsx";
import { useDraft } from "./use-draft.ts";
import { useKeptDraft } from "./use-kept-draft.ts";
import { VariantChoice } from "./variant-choice.tsx";
import { optionKeyOf, WordsField } from "./words-field.tsx";

type Props = {
  readonly order: OrderDetail;
  readonly subject: FilingSubject;
  readonly place: DraftPlace;
  readonly onFiled: (caseId: CaseId) => void;
  /** The words fit another way of asking better, and the buyer took it. */
  readonly onOther: (option: string) => void;
};

/** Everything known is filled in; one confirmation files it. */
export const FilingForm = ({ order, subject, place, onFiled, onOther }: Props) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  const kept = useKeptDraft(place, optionKey(subject.option));
  const draft = useDraft(order, subject, kept);
  const uploads = useUploads(order.orderId, draftName(place));
  const [isChoosingReason, setChoosingReason] = useState(false);
  const { option, sellerId } = subject;
  const { terms, back, filed } = draft;
  const consent = useConsent({ asked: terms.evidence.consent ?? null, ifMedical: draft.medicalConsent }, uploads);
  const file = useIntent(
    (contestsRefusal: boolean, idempotencyKey) =>
      client.fileCase({ body: { ...filingOf({ ...filed, contestsRefusal }), evidence: [...consent.named] }, idempotencyKey }),
    ({ body: { cases } }) => {
      const [first] = cases;
      kept.forget();
      uploads.forget();
      if (first !== undefined) onFiled(first.caseId);
    },
  );
  const take = (suggestion: Suggestion): void => {
    const key = optionKeyOf(suggestion);
    kept.sayOf(key, { reason: suggestion.reason });
    if (key !== optionKey(option)) onOther(key);
  };
  if (file.error instanceof ProblemError && file.error.code === "not_eligible")
    return (
      <Refusal
        problem={file.error}
        orderId={order.orderId}
        isAsking={file.isPending}
        onContest={() => file.mutate(true)}
        onChange={() => file.reset()}
      />
    );
  return (
    <form
      className="stack with-footer"
      onSubmit={event => {
        event.preventDefault();
        file.mutate(false);
      }}
    >
      {kept.isRestored ? (
        <p className="quiet restored" role="status">
          {words.filing.restored}{" "}
          <button
            type="button"
            className="text-button"
            onClick={() => {
              kept.forget();
              for (const { key } of uploads.list) uploads.remove(key);
            }}
          >
            {words.filing.startAgain}
          </button>
        </p>
      ) : (
        !(draft.isAmending || draft.isExchanging || draft.isAgreed) && <p className="quiet">{words.filing.asked}</p>
      )}
      <FilingFacts draft={draft} isOneLine={sellerId === null} onChangeReason={() => setChoosingReason(true)} />
      <WordsField
        orderId={order.orderId}
        lineNo={subject.pieces[0]?.line.lineNo ?? 1}
        words={kept.words}
        onWrite={kept.write}
        option={optionKey(option)}
        reason={filed.reason}
        onTake={take}
      />
      {draft.isAgreed && <AmountField value={draft.typedAmount} isKnown={filed.agreed !== null} onChange={draft.setTypedAmount} />}
      {draft.isAmending && (
        <AmendmentKindChoice
          kinds={AMENDMENTS.filter(kind => sellerId === null || kind !== "items")}
          chosen={draft.amendmentKind}
          onChoose={draft.setAmendmentKind}
        />
      )}
      {draft.isAmending && draft.amendmentKind === "address" && <AddressFields value={draft.recipient} onChange={draft.setRecipient} />}
      {draft.variants !== null && <VariantChoice variants={draft.variants} chosen={filed.replacementSkuId} onChoose={draft.setSku} />}
      {draft.methods !== null && draft.owed !== null && (
        <MethodChoice
          label={draft.isRepaying ? words.filing.payInstead : words.filing.payDifference(formatAmount(draft.owed))}
          methods={draft.methods}
          owed={draft.owed}
          chosen={draft.method}
          onChoose={draft.setMethod}
        />
      )}
      {terms.asksShare && <BadShareField value={draft.share} onChange={draft.setShare} />}
      {terms.asksKilometres && <KilometresField value={draft.kilometres} onChange={draft.setKilometres} />}
      {isPresent(option) && !terms.asksShare && (
        <fieldset className="choices card">
          <legend>{words.filing.condition}</legend>
          {SHOWN_CONDITIONS.map(each => (
            <label key={each} className="choice">
              <input type="radio" name="condition" checked={filed.condition === each} onChange={() => draft.setCondition(each)} />
              <span>{words.condition[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {terms.evidence.photos + terms.evidence.videos + terms.evidence.documents > 0 && (
        <EvidencePicker uploads={uploads} asked={terms.evidence} hint={terms.evidence.explanation[language]} isOptional consent={consent} />
      )}
      <div className="actions">
        {file.error !== null && <ErrorLine error={file.error} />}
        {draft.lacking !== null && <p className="quiet">{words.filing.lacking[draft.lacking]}</p>}
        {draft.lacking === null && uploads.isUploading && <p className="quiet">{words.evidence.waiting}</p>}
        {draft.lacking === null && consent.isLacking && <p className="quiet">{words.evidence.consentMissing}</p>}
        <Button
          block
          color="primary"
          size="large"
          type="submit"
          loading={file.isPending}
          disabled={draft.lacking !== null || uploads.isUploading || consent.isLacking}
        >
          {back !== null && back.amountMinor > 0n ? words.filing.submitFor(formatAmount(back)) : words.filing.submit}
        </Button>
      </div>
      {isChoosingReason && (
        <ReasonPicker reasons={draft.reasons} chosen={filed.reason} onChoose={draft.setReason} onClose={() => setChoosingReason(false)} />
      )}
    </form>
  );
};
