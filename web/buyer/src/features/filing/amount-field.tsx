import { useId } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Props = { readonly value: string; readonly isKnown: boolean; readonly onChange: (value: string) => void };

/** The sum both agreed on, as it was said. */
export const AmountField = ({ value, isKnown, onChange }: Props) => {
  const { filing } = useBuyerWords();
  const id = useId();
  const isWrong = value !== "" && !isKnown;
  return (
    <div className="field card">
      <label htmlFor={id}>{filing.agreed}</label>
      <input
        id={id}
        className="plain-input"
        inputMode="decimal"
        placeholder="0.00"
        value={value}
        aria-invalid={isWrong}
        aria-describedby={`${id}help`}
        onChange={event => onChange(event.target.value)}
      />
      <p id={`${id}help`} className="quiet">
        {isWrong ? filing.agreedInvalid : filing.agreedMeans}
      </p>
    </div>
  );
};
