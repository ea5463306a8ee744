import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { merchantQuery } from "../features/statement/api/get-statement.ts";
import { MerchantAccount } from "../features/statement/merchant-account.tsx";
import { StatementLines } from "../features/statement/statement-lines.tsx";
import { useStatementWords } from "../features/statement/words.ts";

const route = getRouteApi("/desk/merchants/$sellerId");

export const StatementPage = () => {
  const { sellerId } = route.useParams();
  const words = useStatementWords();
  const { data, isPending, error, refetch } = useQuery(merchantQuery(sellerId));
  return (
    <main id="main" className="page money-page">
      <h1>{data === undefined ? words.unnamed : words.title(data.name)}</h1>
      {isPending && <Loading />}
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <MerchantAccount merchant={data} />
          <StatementLines sellerId={sellerId} />
        </>
      )}
    </main>
  );
};
