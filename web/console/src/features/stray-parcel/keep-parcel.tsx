import { INSPECTION_GRADES, type InspectionGrade } from "@amends/domain/case/case-state";
import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { StrayParcel } from "./api/get-stray-parcels.ts";
import { FindCase } from "./find-case.tsx";
import { en, zh } from "./stray-parcel-words.ts";

type Props = Pick<StrayParcel, "trackingNo" | "surplusOf">;

/** Of the case it came with, where that is known; else it is looked for as for a match. */
export const KeepParcel = ({ trackingNo, surplusOf }: Props) => {
  const words = useWords({ zh, en });
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<CaseId | null>(surplusOf);
  const close = (): void => {
    setOpen(false);
    setFound(surplusOf);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.keep}</Button>
      <Modal open={isOpen} title={words.keepTitle(trackingNo)} footer={null} onCancel={close} destroyOnHidden>
        <p className="quiet stray-means">{words.keepMeans}</p>
        {found === null ? (
          <FindCase verb={words.keep} isPending={false} onFound={setFound} />
        ) : (
          <Counted trackingNo={trackingNo} caseId={found} />
        )}
      </Modal>
    </>
  );
};

type Counts = { readonly grade: InspectionGrade; readonly good: number; readonly damaged: number };
const NOTHING: Counts = { grade: "a", good: 0, damaged: 0 };
const COUNTS = ["good", "damaged"] as const;

/** As at any inspection, but for what cannot be: nothing is missing from goods nobody waits for. */
const Counted = ({ trackingNo, caseId }: { readonly trackingNo: string; readonly caseId: CaseId }) => {
  const words = useWords({ zh, en });
  const { action, grade } = useConsoleWords();
  const queries = useQueryClient();
  const [counted, setCounted] = useState<ReadonlyMap<number, Counts>>(new Map());
  const query = useQuery({
    queryKey: ["cases", "one", caseId],
    queryFn: async ({ signal }) => (await client.showCase({ params: { caseId }, signal })).body,
  });
  const lines = [...counted].flatMap(([lineNo, counts]) => (counts.good + counts.damaged > 0 ? [{ lineNo, ...counts }] : []));
  const keep = useMutation({
    mutationFn: () => client.acceptStrayParcel({ params: { trackingNo }, body: { caseId, lines } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stray-parcels"] }),
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const change = (lineNo: number, how: Partial<Counts>): void =>
    setCounted(new Map(counted).set(lineNo, { ...(counted.get(lineNo) ?? NOTHING), ...how }));
  return (
    <Form layout="vertical" onFinish={() => keep.mutate()}>
      <p>{words.keepFor(query.data.shortNo)}</p>
      {query.data.lines.map(({ lineNo, name, quantity }) => (
        <fieldset key={lineNo} className="inspected">
          <legend>{name}</legend>
          <Select
            aria-label={action.grade}
            value={counted.get(lineNo)?.grade ?? NOTHING.grade}
            onChange={next => change(lineNo, { grade: next })}
            options={INSPECTION_GRADES.map(value => ({ value, label: grade[value] }))}
          />
          {COUNTS.map(count => (
            <label key={count} htmlFor={`${count}-${lineNo}`}>
              {action[count]}
              <InputNumber
                id={`${count}-${lineNo}`}
                min={0}
                max={quantity}
                value={counted.get(lineNo)?.[count] ?? 0}
                onChange={next => change(lineNo, { [count]: next ?? 0 })}
              />
            </label>
          ))}
        </fieldset>
      ))}
      {keep.error !== null && <ErrorLine error={keep.error} />}
      <Button type="primary" htmlType="submit" disabled={lines.length === 0} loading={keep.isPending}>
        {words.keep}
      </Button>
    </Form>
  );
};
