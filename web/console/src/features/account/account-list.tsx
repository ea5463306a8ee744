import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Scrolls } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { SellerName } from "../seller/seller-name.tsx";
import { AccountDeeds } from "./account-deeds.tsx";
import { type Account, accountsQuery } from "./api/get-accounts.ts";

export const AccountList = ({ ownId }: { readonly ownId: string | null }) => {
  const { account: words } = useConsoleWords();
  const query = useInfiniteQuery(accountsQuery);
  if (query.data === undefined)
    return query.error === null ? <Loading /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const accounts = query.data.pages.flatMap(({ items }) => items);
  if (accounts.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  return (
    <>
      <div className="scrolls">
        <Scrolls>
          <table className="list">
            <thead>
              <tr>
                {[words.name, words.email, words.role, words.status, words.since, ""].map(name => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {accounts.map(account => (
                <Row key={account.accountId} account={account} isOwn={account.accountId === ownId} />
              ))}
            </tbody>
          </table>
        </Scrolls>
      </div>
      {query.hasNextPage && (
        <button type="button" className="quiet-button" onClick={() => void query.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </>
  );
};

const Row = ({ account, isOwn }: { readonly account: Account; readonly isOwn: boolean }) => {
  const { account: words, role } = useConsoleWords();
  return (
    <tr className={account.isDisabled ? "quiet" : ""}>
      <td>
        {account.name} {isOwn && <span className="quiet">{words.own}</span>}
      </td>
      <td>{account.email}</td>
      <td>
        {role[account.role]} {account.sellerId !== undefined && <SellerName sellerId={account.sellerId} />}
      </td>
      <td>{account.isDisabled ? words.disabled : words.active}</td>
      <td>
        <Moment at={account.createdAt} />
      </td>
      <td>{!isOwn && <AccountDeeds account={account} />}</td>
    </tr>
  );
};
