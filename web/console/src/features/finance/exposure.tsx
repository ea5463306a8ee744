import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Amount } from "@amends/ui/components/amount";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { fenOf } from "@amends/ui/format/yuan";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import { exposureQuery } from "./api/get-finance.ts";
import { useFinanceWords } from "./words.ts";

/** What is out of the advance fund, and how long it has been owed by whom. */
export const Exposure = () => {
  const words = useFinanceWords();
  const query = useQuery(exposureQuery);
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { currency, fund, ageing } = query.data;
  return (
    <>
      <section aria-labelledby="fund">
        <h2 id="fund">{words.fund}</h2>
        {fund === null ? (
          <p className="quiet">{words.noFund}</p>
        ) : (
          <dl className="figures">
            {(["limit", "available", "held", "exposed"] as const).map(name => (
              <div key={name}>
                <dt>{words[name]}</dt>
                <dd>
                  <Amount value={fund[name]} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <SetLimit currency={currency} />
      </section>
      <section aria-labelledby="ageing">
        <h2 id="ageing">{words.ageing}</h2>
        {ageing.length === 0 ? (
          <p className="quiet">{words.noneOwed}</p>
        ) : (
          <Scrolls>
            <table className="list">
              <thead>
                <tr>
                  {[words.seller, words.ageing, words.count].map(name => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                  <th scope="col" className="sum">
                    {words.outstanding}
                  </th>
                </tr>
              </thead>
              <tbody>
                {ageing.map(({ sellerId, sellerName, owedBy, band, count, outstanding }) => (
                  <tr key={`${sellerId} ${owedBy} ${band}`}>
                    <td>
                      <Link to="/merchants/$sellerId" params={{ sellerId }}>
                        {sellerName}
                      </Link>
                      {owedBy === "buyer" && words.itsBuyers}
                    </td>
                    <td>{words.band[band]}</td>
                    <td>{count}</td>
                    <td className="sum">
                      <Amount value={outstanding} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolls>
        )}
      </section>
    </>
  );
};

type Currency = CallAnswer<Routes["showExposure"]>["body"]["currency"];

const SetLimit = ({ currency }: { readonly currency: Currency }) => {
  const words = useFinanceWords();
  const queries = useQueryClient();
  const [yuan, setYuan] = useState("");
  const amountMinor = fenOf(yuan);
  const save = useMutation({
    mutationFn: (limitMinor: bigint) => client.setAdvanceFund({ body: { limit: { amountMinor: limitMinor, currency } } }),
    onSuccess: () => {
      setYuan("");
      return queries.invalidateQueries({ queryKey: ["finance"] });
    },
  });
  return (
    <form
      className="set-limit"
      onSubmit={event => {
        event.preventDefault();
        if (amountMinor !== null) save.mutate(amountMinor);
      }}
    >
      <Input
        aria-label={words.limitYuan}
        placeholder={words.limitYuan}
        value={yuan}
        inputMode="decimal"
        onChange={event => setYuan(event.target.value)}
      />
      <Button htmlType="submit" disabled={amountMinor === null} loading={save.isPending}>
        {words.setLimit}
      </Button>
      {save.error !== null && <ErrorLine error={save.error} />}
    </form>
  );
};
