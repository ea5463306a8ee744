import { ErrorLine } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { sumsQuery } from "./api/get-sums.ts";
import type { CaseDetail } from "./money-words.ts";
import { type Parcel, ParcelForm } from "./parcel-form.tsx";

/** The parcel's number, and what it cost where that is somebody else's to pay. */
export const ParcelSheet = ({ shown, onClose }: { readonly shown: CaseDetail; readonly onClose: () => void }) => {
  const { action } = useBuyerWords();
  const { caseId } = shown;
  const { data } = useQuery(sumsQuery(caseId));
  const handOver = useIntent(
    (parcel: Parcel, idempotencyKey) => client.handOverReturn({ params: { caseId }, body: parcel, idempotencyKey }),
    onClose,
  );
  const freight = data?.returnFreight.isOwed === true ? data.returnFreight : null;
  return (
    <div className="stack">
      <h2>{action.hand_over}</h2>
      {handOver.error !== null && <ErrorLine error={handOver.error} />}
      <ParcelForm orderId={shown.orderId} freight={freight} isSaving={handOver.isPending} onSave={parcel => handOver.mutate(parcel)} />
    </div>
  );
};
