import { formatAmount } from "@amends/ui/format/amount";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { BadShareField } from "./bad-share-field.tsx";
import { isPresent, SHOWN_CONDITIONS } from "./filing-of.ts";
import { KilometresField } from "./kilometres-field.tsx";
import { MethodChoice } from "./method-choice.tsx";
import type { useDraft } from "./use-draft.ts";
import { VariantChoice } from "./variant-choice.tsx";

type Props = {
  readonly draft: ReturnType<typeof useDraft>;
  /** It was chosen for something else in the filing, and one way of paying holds for all of it. */
  readonly isMethodKnown: boolean;
};

/** What is asked about the pieces themselves, as far as the rules want to know it. */
export const ItemFields = ({ draft, isMethodKnown }: Props) => {
  const { filing, condition } = useBuyerWords();
  const { terms, filed, owed } = draft;
  return (
    <>
      {draft.variants !== null && <VariantChoice variants={draft.variants} chosen={filed.replacementSkuId} onChoose={draft.setSku} />}
      {draft.methods !== null && owed !== null && !isMethodKnown && (
        <MethodChoice
          label={draft.isRepaying ? filing.payInstead : filing.payDifference(formatAmount(owed))}
          methods={draft.methods}
          owed={owed}
          chosen={draft.method}
          onChoose={draft.setMethod}
        />
      )}
      {terms.asksShare && <BadShareField value={draft.share} onChange={draft.setShare} />}
      {terms.asksKilometres && <KilometresField value={draft.kilometres} onChange={draft.setKilometres} />}
      {isPresent(filed.option) && !terms.asksShare && (
        <fieldset className="choices card">
          <legend>{filing.condition}</legend>
          {SHOWN_CONDITIONS.map(each => (
            <label key={each} className="choice">
              <input type="radio" name="condition" checked={filed.condition === each} onChange={() => draft.setCondition(each)} />
              <span>{condition[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
};
