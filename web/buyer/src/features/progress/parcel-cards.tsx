import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";

/** The parcels of a case, each by its carrier and number, to be looked up there. */
export const ParcelCards = ({ shown: { returnParcel, replacementParcel } }: { readonly shown: CaseDetail }) => {
  const { progress } = useBuyerWords();
  return (
    <>
      <ParcelCard name={progress.returnParcel} parcel={returnParcel} />
      <ParcelCard name={progress.replacementParcel} parcel={replacementParcel} />
    </>
  );
};

const ParcelCard = ({ name, parcel }: { readonly name: string; readonly parcel: CaseDetail["returnParcel"] }) =>
  parcel === null ? null : (
    <section className="card" aria-label={name}>
      <p className="quiet">{name}</p>
      <p>
        {parcel.carrier} <span className="number">{parcel.trackingNo}</span>
      </p>
    </section>
  );
