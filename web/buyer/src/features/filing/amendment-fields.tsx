import { useId } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { AmendmentKind } from "./filing-of.ts";

export type Recipient = { readonly name: string; readonly phone: string; readonly region: string; readonly detail: string };
export const NO_RECIPIENT: Recipient = { name: "", phone: "", region: "", detail: "" };

type KindProps = {
  readonly kinds: readonly AmendmentKind[];
  readonly chosen: AmendmentKind;
  readonly onChoose: (kind: AmendmentKind) => void;
};

export const AmendmentKindChoice = ({ kinds, chosen, onChoose }: KindProps) => {
  const { filing } = useBuyerWords();
  return (
    <fieldset className="choices card">
      <legend>{filing.amend}</legend>
      {kinds.map(kind => (
        <label key={kind} className="choice">
          <input type="radio" name="amendment" checked={kind === chosen} onChange={() => onChoose(kind)} />
          <span>{filing.amendKinds[kind]}</span>
        </label>
      ))}
    </fieldset>
  );
};

/** The field's name, and what a telephone fills it with by itself. */
const FIELDS = [
  ["name", "name"],
  ["phone", "tel"],
  ["region", "address-level1"],
  ["detail", "street-address"],
] as const;

type AddressProps = { readonly value: Recipient; readonly onChange: (value: Recipient) => void };

export const AddressFields = ({ value, onChange }: AddressProps) => {
  const { filing } = useBuyerWords();
  const id = useId();
  return (
    <fieldset className="card fields">
      <legend className="unseen">{filing.amendKinds.address}</legend>
      {FIELDS.map(([field, autoComplete]) => (
        <div key={field} className="field">
          <label htmlFor={`${id}${field}`}>{filing.address[field]}</label>
          <input
            id={`${id}${field}`}
            className="plain-input"
            autoComplete={autoComplete}
            inputMode={field === "phone" ? "tel" : "text"}
            required={field !== "phone"}
            value={value[field]}
            onChange={event => onChange({ ...value, [field]: event.target.value })}
          />
        </div>
      ))}
    </fieldset>
  );
};
