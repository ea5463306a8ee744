import type { OrderId } from "@amends/domain/kernel/ids";
import { fenOf } from "@amends/ui/format/yuan";
import { Button, Input } from "antd-mobile";
import { useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { type NamedEvidence, useUploads } from "../evidence/use-uploads.ts";
import { FreightFields, needsReceipt, type ReturnFreight } from "./freight-fields.tsx";

export type Parcel = {
  readonly carrier: string;
  readonly trackingNo: string;
  readonly returnFreight?: { readonly amount: ReturnFreight["most"]; readonly receipt: NamedEvidence[] };
};
type Props = {
  readonly orderId: OrderId;
  /** Null where the way back is the buyer's own to pay. */
  readonly freight: ReturnFreight | null;
  readonly isSaving: boolean;
  readonly onSave: (parcel: Parcel) => void;
};

const LAST_CARRIER = "amends.carrier";

/** Pasted numbers come with blanks and in small letters; carriers print neither. */
const tidy = (trackingNo: string): string => trackingNo.replaceAll(/[^\x21-\x7e]/g, "").toUpperCase();

export const ParcelForm = ({ orderId, freight, isSaving, onSave }: Props) => {
  const words = useBuyerWords();
  const [carrier, setCarrier] = useState(() => localStorage.getItem(LAST_CARRIER) ?? words.carriers[0] ?? "");
  const [trackingNo, setTrackingNo] = useState("");
  const [paid, setPaid] = useState("");
  const uploads = useUploads(orderId);
  const numberId = useId();
  const paidMinor = freight === null ? null : fenOf(paid);
  const lacksReceipt = freight !== null && needsReceipt(freight, paidMinor) && uploads.named.length === 0;
  const isUnclear = (paid !== "" && freight !== null && paidMinor === null) || lacksReceipt || uploads.isUploading;
  const save = (): void => {
    localStorage.setItem(LAST_CARRIER, carrier);
    const cost =
      freight === null || paidMinor === null
        ? {}
        : { returnFreight: { amount: { ...freight.most, amountMinor: paidMinor }, receipt: [...uploads.named] } };
    onSave({ carrier, trackingNo, ...cost });
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
      {freight !== null && <FreightFields freight={freight} value={paid} paidMinor={paidMinor} uploads={uploads} onChange={setPaid} />}
      <Button block color="primary" size="large" type="submit" loading={isSaving} disabled={trackingNo === "" || isUnclear}>
        {words.action.save}
      </Button>
    </form>
  );
};
