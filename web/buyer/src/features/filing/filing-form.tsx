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
import type { OrderDetail, OrderOptions } from "../orders/api/get-order.ts";
import { optionKey } from "../orders/option-key.ts";
import { AlsoList } from "./also-list.tsx";
import { AlsoSheet } from "./also-sheet.tsx";
import { AddressFields, AmendmentKindChoice } from "./amendment-fields.tsx";
import { AmountField } from "./amount-field.tsx";
import type { Suggestion } from "./api/get-suggestions.ts";
import { FilingFacts } from "./filing-facts.tsx";
import { AMENDMENTS, type FilingSubject, filingOf } from "./filing-of.ts";
import { ItemFields } from "./item-fields.tsx";
import { type DraftPlace, draftName } from "./kept-draft.ts";
import { mostEvidence } from "./most-evidence.ts";
import { ReasonPicker } from "./reason-picker.tsx";
import { Refusal } from "./refusal.tsx";
import { useAlso } from "./use-also.ts";
import { useDraft } from "./use-draft.ts";
import { useKeptDraft } from "./use-kept-draft.ts";
import { optionKeyOf, WordsField } from "./words-field.tsx";

type Props = {
  readonly order: OrderDetail;
  readonly options: OrderOptions;
  readonly subject: FilingSubject;
  readonly place: DraftPlace;
  readonly onFiled: (caseIds: readonly CaseId[]) => void;
  /** The words fit another way of asking better, and the buyer took it. */
  readonly onOther: (option: string) => void;
};

/** Everything known is filled in; one confirmation files it. */
export const FilingForm = ({ order, options, subject: wanted, place, onFiled, onOther }: Props) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  const kept = useKeptDraft(place, optionKey(wanted.option));
  const also = useAlso({ order, options, subject: wanted, kept });
  const { subject } = also;
  const draft = useDraft(order, subject, kept);
  const uploads = useUploads(order.orderId, draftName(place));
  const [open, setOpen] = useState<"reason" | "also" | null>(null);
  const { option, sellerId } = subject;
  const { terms, back, filed } = draft;
  const asked = also.besides(filed.quantity, terms.evidence.consent !== undefined);
  const isSeveral = asked.items.length > 0;
  const shown = mostEvidence([terms, ...asked.items.flatMap(item => item.terms ?? [])]);
  const consent = useConsent({ asked: terms.evidence.consent ?? null, ifMedical: draft.medicalConsent }, uploads);
  const file = useIntent(
    (contestsRefusal: boolean, idempotencyKey) =>
      client.fileCase({ body: { ...filingOf({ ...filed, contestsRefusal }, asked.items), evidence: [...consent.named] }, idempotencyKey }),
    ({ body: { cases } }) => {
      kept.forget();
      uploads.forget();
      onFiled(cases.map(({ caseId }) => caseId));
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
        order={order}
        lineNos={[...subject.pieces.map(({ line }) => line.lineNo), ...asked.items.map(({ lineNo }) => lineNo)]}
        isOneOfSeveral={isSeveral}
        isAsking={file.isPending}
        onContest={() => file.mutate(true)}
        onChange={() => file.reset()}
      />
    );
  return (
    <>
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
        <FilingFacts draft={draft} isOneLine={sellerId === null} onChangeReason={() => setOpen("reason")} />
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
        <ItemFields draft={draft} isMethodKnown={false} />
        <AlsoList
          asked={asked}
          onAdd={() => setOpen("also")}
          onRemove={item => kept.setAlso(kept.also.filter(({ lineNo, option: named }) => lineNo !== item.lineNo || named !== item.option))}
        />
        {shown !== null && (
          <EvidencePicker uploads={uploads} asked={shown} hint={shown.explanation[language]} isOptional consent={consent} />
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
            {isSeveral && words.also.submit(asked.items.length + 1)}
            {!isSeveral && (back !== null && back.amountMinor > 0n ? words.filing.submitFor(formatAmount(back)) : words.filing.submit)}
          </Button>
        </div>
        {open === "reason" && (
          <ReasonPicker reasons={draft.reasons} chosen={filed.reason} onChoose={draft.setReason} onClose={() => setOpen(null)} />
        )}
      </form>
      {/* Beside the form and not in it: what is chosen in it belongs to other pieces. */}
      {open === "also" && (
        <AlsoSheet
          order={order}
          options={options}
          asked={asked}
          isMethodKnown={filed.differenceBy !== null || asked.items.some(({ differenceBy }) => differenceBy !== null)}
          onPut={item => {
            kept.setAlso([...kept.also, item]);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
};
