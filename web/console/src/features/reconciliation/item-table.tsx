import { ITEM_OUTCOMES, type ItemOutcome } from "@amends/domain/reconciliation/open-item";
import { Amount } from "@amends/ui/components/amount";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { Scrolls } from "../../table.tsx";
import { itemsQuery, type ReconciliationItem, type Shown } from "./api/get-reconciliation.ts";
import { ItemDeeds } from "./item-deeds.tsx";
import { useReconciliationWords } from "./words.ts";

const SHOWN = ["unsettled", "all"] as const satisfies readonly Shown[];

export const ItemTable = () => {
  const words = useReconciliationWords();
  const [outcome, setOutcome] = useState<ItemOutcome | null>(null);
  const [shown, setShown] = useState<Shown>("unsettled");
  const query = useInfiniteQuery(itemsQuery(outcome, shown));
  const items = query.data?.pages.flatMap(page => page.items) ?? [];
  const options = [{ value: "", label: words.all }, ...ITEM_OUTCOMES.map(value => ({ value, label: words.outcomes[value] }))];
  return (
    <section aria-labelledby="items">
      <h2 id="items">{words.items}</h2>
      <div className="choices">
        <Select
          aria-label={words.outcome}
          value={outcome ?? ""}
          options={options}
          onChange={chosen => setOutcome(ITEM_OUTCOMES.find(known => known === chosen) ?? null)}
          style={{ width: "11rem" }}
        />
        <Select
          aria-label={words.shown}
          value={shown}
          options={SHOWN.map(value => ({ value, label: words.shownOf[value] }))}
          onChange={setShown}
          style={{ width: "11rem" }}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && (
        <Empty title={words.noItems}>
          <p className="quiet">{words.noItemsNext}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <Scrolls>
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
        </Scrolls>
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
        {status !== "open" && (
          <span className="quiet">
            {" "}
            {words.statuses[status]} {item.resolution !== null && status !== "cleared" && words.settledAs[item.resolution]}
          </span>
        )}
        <Said item={item} />
        {status !== "cleared" && <ItemDeeds item={item} />}
      </td>
    </tr>
  );
};

const Said = ({ item: { gatewaySaid } }: { readonly item: ReconciliationItem }) => {
  const words = useReconciliationWords();
  return gatewaySaid === null ? null : <span className="quiet"> {words.said[gatewaySaid.said] ?? words.refusedBy}</span>;
};
