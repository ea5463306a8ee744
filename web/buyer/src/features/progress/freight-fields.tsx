import type { CaseSums } from "@amends/ui/components/sums-table";
import { formatAmount } from "@amends/ui/format/amount";
import { useId } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { EvidencePicker } from "../evidence/evidence-picker.tsx";
import type { Uploads } from "../evidence/use-uploads.ts";

export type ReturnFreight = CaseSums["returnFreight"];

type Props = {
  readonly freight: ReturnFreight;
  readonly value: string;
  readonly paidMinor: bigint | null;
  readonly uploads: Uploads;
  readonly onChange: (value: string) => void;
};

/** What the buyer paid at the counter. Asked for only where it comes back; the receipt only above the sum that is believed without one. */
export const FreightFields = ({ freight, value, paidMinor, uploads, onChange }: Props) => {
  const { returnFreight } = useBuyerWords();
  const id = useId();
  const isWrong = value !== "" && paidMinor === null;
  const isAboveMost = paidMinor !== null && paidMinor > freight.most.amountMinor;
  const help = isAboveMost ? returnFreight.aboveMost(formatAmount(freight.most)) : returnFreight.means(formatAmount(freight.most));
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{returnFreight.paid}</label>
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
          {isWrong ? returnFreight.invalid : help}
        </p>
      </div>
      {needsReceipt(freight, paidMinor) && (
        <EvidencePicker uploads={uploads} asked={{ photos: 1, videos: 0, documents: 0 }} hint={returnFreight.receipt} isOptional={false} />
      )}
    </>
  );
};

export const needsReceipt = ({ receiptAbove }: ReturnFreight, paidMinor: bigint | null): boolean =>
  paidMinor !== null && paidMinor > receiptAbove.amountMinor;
