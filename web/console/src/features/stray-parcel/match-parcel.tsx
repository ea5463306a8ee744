import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { caseOf, findByNumber, type Hit } from "../search/find-by-number.ts";
import { useHitName } from "../search/use-hit-name.ts";
import { en, zh } from "./stray-parcel-words.ts";

/** By a number somebody reads out or that stands on the slip; an order or a buyer stands for what is open about them. */
export const MatchParcel = ({ trackingNo }: { readonly trackingNo: string }) => {
  const words = useWords({ zh, en });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.match}</Button>
      <Modal open={isOpen} title={words.matchTitle(trackingNo)} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <FindCase trackingNo={trackingNo} />
      </Modal>
    </>
  );
};

const FindCase = ({ trackingNo }: { readonly trackingNo: string }) => {
  const words = useWords({ zh, en });
  const { search } = useConsoleWords();
  const queries = useQueryClient();
  const nameOf = useHitName();
  const find = useMutation({ mutationFn: findByNumber });
  const match = useMutation({
    mutationFn: async (hit: Hit): Promise<CaseId | null> => {
      const caseId = await caseOf(hit);
      if (caseId !== null) await client.matchStrayParcel({ params: { trackingNo }, body: { caseId } });
      return caseId;
    },
    onSuccess: caseId => (caseId === null ? undefined : queries.invalidateQueries({ queryKey: ["stray-parcels"] })),
  });
  return (
    <>
      <p className="quiet">{words.matchMeans}</p>
      <Input.Search
        aria-label={words.find}
        placeholder={words.find}
        autoFocus
        enterButton={words.search}
        loading={find.isPending}
        onSearch={typed => {
          match.reset();
          if (typed.trim() !== "") find.mutate(typed.trim());
        }}
      />
      {find.error !== null && <ErrorLine error={find.error} />}
      {find.data?.hits.length === 0 && <p role="status">{find.data.wrongCheckDigit ? search.wrongDigit : search.nothing}</p>}
      <ul className="hits stray-deeds">
        {find.data?.hits.map(hit => (
          <li key={JSON.stringify(hit)}>
            <Button block disabled={match.isPending} onClick={() => match.mutate(hit)}>
              {words.match} → {nameOf(hit)}
            </Button>
          </li>
        ))}
      </ul>
      {match.data === null && <p role="status">{words.noCase}</p>}
      {match.error !== null && <ErrorLine error={match.error} />}
    </>
  );
};
