import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { FindCase } from "./find-case.tsx";
import { en, zh } from "./stray-parcel-words.ts";

/** By a number somebody reads out or that stands on the slip; an order or a buyer stands for what is open about them. */
export const MatchParcel = ({ trackingNo }: { readonly trackingNo: string }) => {
  const words = useWords({ zh, en });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.match}</Button>
      <Modal open={isOpen} title={words.matchTitle(trackingNo)} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <FindIt trackingNo={trackingNo} />
      </Modal>
    </>
  );
};

const FindIt = ({ trackingNo }: { readonly trackingNo: string }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const match = useMutation({
    mutationFn: (caseId: CaseId) => client.matchStrayParcel({ params: { trackingNo }, body: { caseId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stray-parcels"] }),
  });
  return (
    <>
      <p className="quiet stray-means">{words.matchMeans}</p>
      <FindCase verb={words.match} isPending={match.isPending} onFound={caseId => match.mutate(caseId)} />
      {match.error !== null && <ErrorLine error={match.error} />}
    </>
  );
};
