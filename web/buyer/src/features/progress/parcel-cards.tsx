import { Moment } from "@amends/ui/components/moment";
import { Sheet } from "@amends/ui/components/sheet";
import { ErrorLine } from "@amends/ui/components/states";
import { type ReactNode, useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";
import { type NamedParcel, ParcelForm } from "./parcel-form.tsx";
import { mayCorrectParcel } from "./return-way.ts";
import type { SheetProps } from "./sheet-props.ts";

/** The parcels of a case, each by its carrier and number, to be looked up there. */
export const ParcelCards = ({ shown }: { readonly shown: CaseDetail }) => {
  const { progress } = useBuyerWords();
  const { returnParcel, replacementParcel, courier } = shown;
  return (
    <>
      <ParcelCard name={progress.returnParcel} parcel={returnParcel}>
        {courier?.isMissed === false && !courier.isWithdrawing && returnParcel?.slotAt !== undefined && (
          <CourierComes at={returnParcel.slotAt} />
        )}
        {mayCorrectParcel(shown) && <CorrectParcel shown={shown} />}
      </ParcelCard>
      <ParcelCard name={progress.replacementParcel} parcel={replacementParcel} />
    </>
  );
};

type CardProps = { readonly name: string; readonly parcel: CaseDetail["returnParcel"]; readonly children?: ReactNode };

const ParcelCard = ({ name, parcel, children }: CardProps) =>
  parcel === null ? null : (
    <section className="card" aria-label={name}>
      <p className="quiet">{name}</p>
      <p>
        {parcel.carrier} <span className="number">{parcel.trackingNo}</span>
      </p>
      {children}
    </section>
  );

/** While a courier is waited for; once the parcel has been scanned none is. */
const CourierComes = ({ at }: { readonly at: number }) => {
  const { progress } = useBuyerWords();
  return (
    <p>
      {progress.courierComes} <Moment at={at} as="day" />
    </p>
  );
};

const CorrectParcel = ({ shown }: { readonly shown: CaseDetail }) => {
  const { progress } = useBuyerWords();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" className="quiet-button" onClick={() => setOpen(true)}>
        {progress.correctParcel}
      </button>
      {isOpen && (
        <Sheet label={progress.correctParcel} onClose={close}>
          <CorrectSheet shown={shown} onClose={close} />
        </Sheet>
      )}
    </>
  );
};

const CorrectSheet = ({ shown: { caseId, orderId, returnParcel }, onClose }: SheetProps) => {
  const { progress } = useBuyerWords();
  const correct = useIntent(
    ({ carrier, trackingNo }: NamedParcel, idempotencyKey) =>
      client.correctParcel({ params: { caseId }, body: { carrier, trackingNo }, idempotencyKey }),
    onClose,
  );
  return (
    <div className="stack">
      <h2>{progress.correctParcel}</h2>
      <p className="quiet">{progress.correctMeans}</p>
      {correct.error !== null && <ErrorLine error={correct.error} />}
      <ParcelForm
        orderId={orderId}
        freight={null}
        {...(returnParcel === null ? {} : { named: returnParcel })}
        isSaving={correct.isPending}
        onSave={parcel => correct.mutate(parcel)}
      />
    </div>
  );
};
