import { useLanguage } from "@amends/ui/components/language";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { QuantityStepper } from "./quantity-stepper.tsx";
import type { useDraft } from "./use-draft.ts";

type Props = {
  readonly draft: ReturnType<typeof useDraft>;
  /** Of several lines at once all that is left is asked for. */
  readonly isOneLine: boolean;
  readonly onChangeReason: () => void;
};

/** What is asked, why, and where the money goes: filled in, each to be changed where it can be. */
export const FilingFacts = ({ draft, isOneLine, onChangeReason }: Props) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  const { terms, filed, left } = draft;
  const named = draft.reasons.find(({ reason }) => reason === filed.reason)?.name ?? terms.explanation;
  return (
    <dl className="facts card">
      <div>
        <dt>{words.filing.reason}</dt>
        <dd>
          {named[language]}
          {draft.reasons.length > 1 && (
            <button type="button" className="text-button" onClick={onChangeReason}>
              {words.filing.changeReason}
            </button>
          )}
        </dd>
      </div>
      {isOneLine && left > 1 && (
        <div>
          <dt>
            {words.filing.quantity}
            <small className="quiet"> {words.filing.of(left)}</small>
          </dt>
          <dd>
            <QuantityStepper label={words.filing.quantity} max={left} value={filed.quantity} onChange={draft.setQuantity} />
          </dd>
        </div>
      )}
      {terms.back.length > 0 && (
        <div>
          <dt>{words.filing.backTo}</dt>
          <dd>{[...new Set(terms.back.map(({ methodKind }) => words.tender[methodKind]))].join(words.and)}</dd>
        </div>
      )}
    </dl>
  );
};
