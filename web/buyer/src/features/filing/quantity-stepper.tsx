import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Props = { readonly label: string; readonly value: number; readonly max: number; readonly onChange: (value: number) => void };

/** Between one and all; nothing to type. */
export const QuantityStepper = ({ label, value, max, onChange }: Props) => {
  const { filing } = useBuyerWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is drawn already beside it
    <div className="stepper" role="group" aria-label={label}>
      <button type="button" aria-label={filing.fewer} disabled={value <= 1} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output>{value}</output>
      <button type="button" aria-label={filing.more} disabled={value >= max} onClick={() => onChange(value + 1)}>
        +
      </button>
    </div>
  );
};
