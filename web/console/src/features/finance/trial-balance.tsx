import { Amount } from "@amends/ui/components/amount";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import { trialBalanceQuery } from "./api/get-finance.ts";
import { useFinanceWords } from "./words.ts";

export const TrialBalance = () => {
  const words = useFinanceWords();
  const query = useQuery(trialBalanceQuery);
  return (
    <section aria-labelledby="trial">
      <h2 id="trial">{words.trial}</h2>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.accounts.length === 0 && (
        <Empty title={words.noPostings}>
          <p className="quiet">{words.noPostingsNext}</p>
        </Empty>
      )}
      {query.data !== undefined && query.data.accounts.length > 0 && (
        <>
          <p role="status">{query.data.isBalanced ? words.balanced : words.unbalanced}</p>
          <Sums sums={query.data} />
          <Verify />
        </>
      )}
    </section>
  );
};

type Sum = { readonly amountMinor: bigint; readonly currency: string };
type Sums = {
  readonly accounts: readonly {
    readonly account: keyof ReturnType<typeof useFinanceWords>["accounts"];
    readonly debit: Sum;
    readonly credit: Sum;
  }[];
  readonly totals: readonly { readonly currency: string; readonly debit: Sum; readonly credit: Sum }[];
};

const Sums = ({ sums }: { readonly sums: Sums }) => {
  const words = useFinanceWords();
  return (
    <Scrolls>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{words.account}</th>
            <th scope="col" className="sum">
              {words.debit}
            </th>
            <th scope="col" className="sum">
              {words.credit}
            </th>
          </tr>
        </thead>
        <tbody>
          {sums.accounts.map(({ account, debit, credit }) => (
            <tr key={`${account} ${debit.currency}`}>
              <td>{words.accounts[account]}</td>
              <td className="sum">
                <Amount value={debit} />
              </td>
              <td className="sum">
                <Amount value={credit} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.totals.map(({ currency, debit, credit }) => (
            <tr key={currency}>
              <th scope="row">{words.total}</th>
              <td className="sum">
                <Amount value={debit} />
              </td>
              <td className="sum">
                <Amount value={credit} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Scrolls>
  );
};

const Verify = () => {
  const words = useFinanceWords();
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: async () => (await client.verifyLedger()).body,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["finance", "alarms"] }),
  });
  return (
    <p className="row">
      {verify.data !== undefined && <span role="status">{words.verified(verify.data.cases, verify.data.books, verify.data.faults)}</span>}
      {verify.error !== null && <ErrorLine error={verify.error} />}
      <Button onClick={() => verify.mutate()} loading={verify.isPending}>
        {words.verify}
      </Button>
    </p>
  );
};
