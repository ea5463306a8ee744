import { Amount } from "@amends/ui/components/amount";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { Link } from "@tanstack/react-router";
import { useConsoleWords } from "../../words/words-in.ts";
import type { QueuedCase } from "./api/get-cases.ts";

type Props = { readonly queued: QueuedCase; readonly isChosen: boolean };

export const QueueRow = ({ queued, isChosen }: Props) => {
  const { serviceType, phase } = useConsoleWords();
  const goods = queued.goods.map(({ name }) => name).join(" · ");
  return (
    <Link
      to="/cases/$caseId"
      params={{ caseId: queued.caseId }}
      search={previous => previous}
      className="queue-row"
      aria-current={isChosen ? "true" : undefined}
    >
      <span className="queue-row-head">
        <span className="severity" data-severity={queued.severity}>
          {queued.severity}
        </span>
        <strong>{serviceType[queued.serviceType]}</strong>
        <span className="queue-row-goods" title={goods}>
          {goods}
        </span>
        <span className="quiet number">{queued.shortNo}</span>
        {queued.refund.amountMinor > 0n && <Amount value={queued.refund} />}
      </span>
      <span className="queue-row-foot">
        {queued.promise === null ? (
          <span>{phase[queued.phase]}</span>
        ) : (
          <PromiseLine promise={queued.promise} refund={queued.refund} reader="staff" size="chip" />
        )}
      </span>
    </Link>
  );
};
