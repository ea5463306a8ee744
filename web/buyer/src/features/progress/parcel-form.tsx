import type { OrderId } from "@amends/domain/kernel/ids";
import { fenOf } from "@amends/ui/format/yuan";
import { Button, Input } from "antd-mobile";
import { useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { type NamedEvidence, useUploads } from "../evidence/use-uploads.ts";
import { FreightFields, needsReceipt, type ReturnFreight } from "./freight-fields.tsx";
import { carrierOf, isLikelyTrackingNo, tidyTrackingNo } from "./tracking-number.ts";

export type Parcel = {
  readonly carrier: string;
  readonly trackingNo: string;
  readonly returnFreight?: { readonly amount: ReturnFreight["most"]; readonly receipt: NamedEvidence[] };
};
export type NamedParcel = Pick<Parcel, "carrier" | "trackingNo">;
type Props = {
  readonly orderId: OrderId;
  /** Null where the way back is the buyer's own to pay. */
  readonly freight: ReturnFreight | null;
  /** What was named before, where that is to be corrected. */
  readonly named?: NamedParcel;
  readonly isSaving: boolean;
  readonly onSave: (parcel: Parcel) => void;
};

const LAST_CARRIER = "amends.carrier";

export const ParcelForm = ({ orderId, freight, named, isSaving, onSave }: Props) => {
  const words = useBuyerWords();
  const [carrier, setCarrier] = useState(() => named?.carrier ?? localStorage.getItem(LAST_CARRIER) ?? words.carriers[0] ?? "");
  const [trackingNo, setTrackingNo] = useState(named?.trackingNo ?? "");
  const [isDoubted, setDoubted] = useState(false);
  const [paid, setPaid] = useState("");
  const uploads = useUploads(orderId);
  const numberId = useId();
  const paidMinor = freight === null ? null : fenOf(paid);
  const lacksReceipt = freight !== null && needsReceipt(freight, paidMinor) && uploads.named.length === 0;
  const isUnclear = (paid !== "" && freight !== null && paidMinor === null) || lacksReceipt || uploads.isUploading;
  const isAsBefore = trackingNo === named?.trackingNo && carrier === named.carrier;
  const type = (typed: string): void => {
    const tidied = tidyTrackingNo(typed);
    setTrackingNo(tidied);
    setDoubted(false);
    const likely = words.carriers[carrierOf(tidied) ?? -1];
    if (likely !== undefined) setCarrier(likely);
  };
  const save = (): void => {
    // A digit too few is seen now by the buyer or in a week by nobody.
    if (!isDoubted && !isLikelyTrackingNo(trackingNo)) {
      setDoubted(true);
      return;
    }
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
        <Input id={numberId} value={trackingNo} onChange={type} placeholder={words.action.trackingHint} autoFocus enterKeyHint="done" />
        {isDoubted && (
          <p role="alert" className="doubt">
            {words.action.trackingUnlikely}
          </p>
        )}
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
      <Button block color="primary" size="large" type="submit" loading={isSaving} disabled={trackingNo === "" || isUnclear || isAsBefore}>
        {words.action.save}
      </Button>
    </form>
  );
};
