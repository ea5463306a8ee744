import { Amount } from "@amends/ui/components/amount";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { client } from "../../client.ts";
import { candidatesQuery, type ReconciliationItem } from "./api/get-reconciliation.ts";
import { useReconciliationWords } from "./words.ts";
import "./reconciliation.css";

type Chosen = { readonly gateway: string; readonly itemKey: string; readonly linkTo: string };

/** Looks on the other side for what belongs to an item: postings for a line of a statement, lines for a posting. */
export const FindOtherHalf = ({ item, onEnd }: { readonly item: ReconciliationItem; readonly onEnd: () => void }) => {
  const words = useReconciliationWords();
  const queries = useQueryClient();
  const [q, setQ] = useState("");
  const [note, setNote] = useState("");
  const query = useQuery(candidatesQuery(item, q));
  const link = useMutation({
    mutationFn: ({ gateway, itemKey, linkTo }: Chosen) =>
      client.settleReconciliationItem({ body: { gateway, itemKey, resolution: "link", linkTo, note } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["reconciliation"] });
      onEnd();
    },
  });
  const choose = (chosen: Chosen) => (
    <Button size="small" type="primary" disabled={note.trim() === ""} loading={link.isPending} onClick={() => link.mutate(chosen)}>
      {words.linkThis}
    </Button>
  );
  const { gateway, itemKey, fact, line } = item;
  const found = query.data;
  return (
    <Modal open title={words.findTitle} footer={null} onCancel={onEnd} width={720}>
      <div className="other-half">
        <p>
          {fact !== null && <Amount value={fact.amount} />} {line !== null && <Amount value={line.amount} />}{" "}
          <span className="quiet">{item.case?.shortNo ?? line?.gatewayRef ?? line?.orderNo}</span>
        </p>
        <Input.Search allowClear aria-label={words.findHint} placeholder={words.findHint} onSearch={text => setQ(text.trim())} />
        <Input
          aria-label={words.reason}
          placeholder={words.reason}
          value={note}
          maxLength={500}
          onChange={event => setNote(event.target.value)}
        />
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {found !== undefined && found.facts.length + found.lines.length === 0 && (
          <Empty title={words.nothingFound}>
            <p className="quiet">{words.nothingFoundNext}</p>
          </Empty>
        )}
        <ul>
          {found?.facts.map(({ linkTo, amount, at, shortNo, orderNo, sellerName }) => (
            <Candidate key={linkTo} sum={<Amount value={amount} />} at={<Moment at={at} />} deed={choose({ gateway, itemKey, linkTo })}>
              {shortNo} {orderNo} {sellerName}
            </Candidate>
          ))}
          {found?.lines.map(other => (
            <Candidate
              key={`${other.gateway} ${other.itemKey}`}
              sum={other.line !== null && <Amount value={other.line.amount} />}
              at={other.line !== null && <Moment at={other.line.at} />}
              deed={choose({ gateway: other.gateway, itemKey: other.itemKey, linkTo: itemKey })}
            >
              {other.gateway} {other.line?.gatewayRef ?? other.line?.orderNo}
            </Candidate>
          ))}
        </ul>
        {link.error !== null && <ErrorLine error={link.error} />}
      </div>
    </Modal>
  );
};

type CandidateProps = { readonly sum: ReactNode; readonly at: ReactNode; readonly deed: ReactNode; readonly children: ReactNode };

const Candidate = ({ sum, at, deed, children }: CandidateProps) => (
  <li>
    <span className="sum">{sum}</span>
    <span>
      {children} <span className="quiet">{at}</span>
    </span>
    {deed}
  </li>
);
