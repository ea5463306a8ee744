import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { closesQuery } from "./api/get-reconciliation.ts";
import { useReconciliationWords } from "./words.ts";

/** The days that were signed, each with its file and the way to go over it again; and the books as files. */
export const CloseList = () => {
  const words = useReconciliationWords();
  const query = useQuery(closesQuery);
  return (
    <>
      <section aria-labelledby="closes">
        <h2 id="closes">{words.closes}</h2>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data?.closes.length === 0 && <p className="quiet">{words.noCloses}</p>}
        <ul>
          {query.data?.closes.map(close => (
            <Close key={close.day} close={close} />
          ))}
        </ul>
        {query.data !== undefined && (
          <p className="quiet">
            {words.key} <code>{query.data.key.keyId}</code>
          </p>
        )}
      </section>
      <section aria-labelledby="exports">
        <h2 id="exports">{words.exports}</h2>
        <p className="row">
          <a href="/v1/ledger/exports/journal" download>
            {words.journal}
          </a>
          <a href="/v1/ledger/exports/trial-balance" download>
            {words.trial}
          </a>
          <a href="/v1/ledger/exports/beancount" download>
            {words.beancount}
          </a>
        </p>
      </section>
    </>
  );
};

const Close = ({ close: { day, closedAt } }: { readonly close: CallAnswer<Routes["listCloses"]>["body"]["closes"][number] }) => {
  const words = useReconciliationWords();
  const verify = useMutation({ mutationFn: async () => (await client.verifyClose({ params: { day } })).body });
  return (
    <li className="row">
      <strong>{day}</strong> <Moment at={closedAt} />
      <a href={`/v1/reconciliation/closes/${day}/signed`} download>
        {words.signed}
      </a>
      <Button size="small" onClick={() => verify.mutate()} loading={verify.isPending}>
        {words.verify}
      </Button>
      {verify.data !== undefined && (
        <span role="status">
          {verify.data.isValid ? words.valid : `${words.invalid}${verify.data.faults.map(fault => words.faults[fault]).join(", ")}`}
        </span>
      )}
      {verify.error !== null && <ErrorLine error={verify.error} />}
    </li>
  );
};
