import { useId } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { kilometresOf } from "./kilometres.ts";

type Props = { readonly value: string; readonly onChange: (value: string) => void };

/** What the odometer shows. Left open, the seller reads it when the car is back. */
export const KilometresField = ({ value, onChange }: Props) => {
  const { filing } = useBuyerWords();
  const id = useId();
  const isWrong = value !== "" && kilometresOf(value) === null;
  return (
    <div className="field card">
      <label htmlFor={id}>{filing.kilometres}</label>
      <input
        id={id}
        className="plain-input"
        inputMode="numeric"
        value={value}
        aria-invalid={isWrong}
        aria-describedby={`${id}help`}
        onChange={event => onChange(event.target.value)}
      />
      <p id={`${id}help`} className="quiet">
        {isWrong ? filing.kilometresInvalid : filing.kilometresMean}
      </p>
    </div>
  );
};
