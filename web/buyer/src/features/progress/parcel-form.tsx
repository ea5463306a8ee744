import { Button, Input } from "antd-mobile";
import { useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Parcel = { readonly carrier: string; readonly trackingNo: string };
type Props = { readonly isSaving: boolean; readonly onSave: (parcel: Parcel) => void };

const LAST_CARRIER = "amends.carrier";

/** Pasted numbers come with blanks and in small letters; carriers print neither. */
const tidy = (trackingNo: string): string => trackingNo.replaceAll(/[^\x21-\x7e]/g, "").toUpperCase();

export const ParcelForm = ({ isSaving, onSave }: Props) => {
  const words = useBuyerWords();
  const [carrier, setCarrier] = useState(() => localStorage.getItem(LAST_CARRIER) ?? words.carriers[0] ?? "");
  const [trackingNo, setTrackingNo] = useState("");
  const numberId = useId();
  const save = (): void => {
    localStorage.setItem(LAST_CARRIER, carrier);
    onSave({ carrier, trackingNo });
  };
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <div className="field">
        <label htmlFor={numberId}>{words.action.trackingNo}</label>
        <Input
          id={numberId}
          value={trackingNo}
          onChange={given => setTrackingNo(tidy(given))}
          placeholder={words.action.trackingHint}
          autoFocus
          enterKeyHint="done"
        />
      </div>
      <fieldset className="choices">
        <legend>{words.action.carrier}</legend>
        {words.carriers.map(name => (
          <label key={name} className="choice">
            <input type="radio" name="carrier" value={name} checked={name === carrier} onChange={() => setCarrier(name)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <Button block color="primary" size="large" type="submit" loading={isSaving} disabled={trackingNo === ""}>
        {words.action.save}
      </Button>
    </form>
  );
};
