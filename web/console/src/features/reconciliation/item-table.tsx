import { ITEM_OUTCOMES, type ItemOutcome } from "@amends/domain/reconciliation/open-item";
import { Amount } from "@amends/ui/components/amount";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { itemsQuery, type ReconciliationItem } from "./api/get-reconciliation.ts";
import { useReconciliationWords } from "./words.ts";

export const ItemTable = () => {
  const words = useReconciliationWords();
  const [outcome, setOutcome] = useState<ItemOutcome | null>(null);
  const query = useInfiniteQuery(itemsQuery(outcome));
  const items = query.data?.pages.flatMap(page => page.items) ?? [];
  const options = [{ value: "", label: words.all }, ...ITEM_OUTCOMES.map(value => ({ value, label: words.outcomes[value] }))];
  return (
    <section aria-labelledby="items">
      <h2 id="items">{words.items}</h2>
      <Select
        aria-label={words.outcome}
        value={outcome ?? ""}
        options={options}
        onChange={chosen => setOutcome(ITEM_OUTCOMES.find(known => known === chosen) ?? null)}
        style={{ width: "11rem" }}
      />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && (
        <Empty title={words.noItems}>
          <p className="quiet">{words.noItemsNext}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              {[words.day, words.outcome, words.about].map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              {[words.books, words.statement, words.stake].map(name => (
                <th key={name} scope="col" className="sum">
                  {name}
                </th>
              ))}
              <th scope="col">{words.note}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <Row key={`${item.gateway} ${item.itemKey}`} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>…</Button>}
    </section>
  );
};

const Row = ({ item }: { readonly item: ReconciliationItem }) => {
  const words = useReconciliationWords();
  const { day, gateway, outcome, case: ofCase, fact, line, stake, owner, note, status } = item;
  return (
    <tr>
      <td>
        {day} {gateway}
      </td>
      <td>{words.outcomes[outcome]}</td>
      <td>
        {ofCase !== null && (
          <Link to="/cases/$caseId" params={{ caseId: ofCase.caseId }} search={{}}>
            {ofCase.shortNo}
          </Link>
        )}{" "}
        {ofCase?.sellerName} {ofCase === null && (line?.gatewayRef ?? line?.orderNo)}
      </td>
      <td className="sum">{fact !== null && <Amount value={fact.amount} />}</td>
      <td className="sum">{line !== null && <Amount value={line.amount} />}</td>
      <td className="sum">{stake !== null && <Amount value={stake} />}</td>
      <td>
        {owner?.name} {note}
        {status === "proposed" && <span className="notice">{words.proposed}</span>}
        <Said item={item} />
        <Deeds item={item} />
      </td>
    </tr>
  );
};

const Said = ({ item: { gatewaySaid } }: { readonly item: ReconciliationItem }) => {
  const words = useReconciliationWords();
  return gatewaySaid === null ? null : <span className="quiet"> {words.said[gatewaySaid.said] ?? words.refusedBy}</span>;
};

/** The second person is told from the first by the server; its refusal says so. */
const Deeds = ({ item }: { readonly item: ReconciliationItem }) => {
  const words = useReconciliationWords();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const { gateway, itemKey, outcome, status, stake, suggested } = item;
  const name = { gateway, itemKey };
  const act = useMutation({
    mutationFn: async (deed: () => Promise<unknown>) => deed(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["reconciliation"] }),
  });
  const settle = (resolution: "fee" | "suspend") => act.mutate(() => client.settleReconciliationItem({ body: { ...name, resolution } }));
  const sum = stake === null ? "" : formatAmount(stake);
  if (outcome === "carried") return null;
  return (
    <span style={{ display: "flex", flexWrap: "wrap", gap: "var(--space-2)" }}>
      {status === "proposed" && (
        <Button type="primary" size="small" onClick={() => act.mutate(() => client.confirmReconciliationItem({ body: name }))}>
          {words.confirm(sum)}
        </Button>
      )}
      {stake !== null && stake.amountMinor < 0n && (
        <Button size="small" onClick={() => settle("fee")}>
          {words.fee_(sum)}
        </Button>
      )}
      {stake !== null && stake.amountMinor !== 0n && (
        <Button size="small" onClick={() => settle("suspend")}>
          {words.suspend(sum)}
        </Button>
      )}
      {outcome === "extra" && suggested !== null && (
        <Button
          size="small"
          onClick={() =>
            act.mutate(() => client.settleReconciliationItem({ body: { ...name, resolution: "link", linkTo: `fact:${suggested}` } }))
          }
        >
          {words.link}
        </Button>
      )}
      {item.fact !== null && (
        <Button size="small" onClick={() => act.mutate(() => client.askGatewayOfItem({ body: name }))}>
          {words.ask}
        </Button>
      )}
      <Input
        size="small"
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <Button
        size="small"
        disabled={note.trim() === ""}
        onClick={() => act.mutate(() => client.explainReconciliationItem({ body: { ...name, note } }))}
      >
        {words.explain}
      </Button>
      {act.error !== null && <ErrorLine error={act.error} />}
    </span>
  );
};
