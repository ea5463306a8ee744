import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { stuckQuery } from "../features/stuck/api/get-stuck.ts";
import { StuckAdvances } from "../features/stuck/stuck-advances.tsx";
import { StuckNotices } from "../features/stuck/stuck-notices.tsx";
import { StuckTables } from "../features/stuck/stuck-tables.tsx";
import { StuckWebhooks } from "../features/stuck/stuck-webhooks.tsx";
import { useConsoleWords } from "../words/words-in.ts";

export const StuckPage = () => {
  const { stuck } = useConsoleWords();
  const query = useQuery(stuckQuery);
  return (
    <main id="main" className="page">
      <h1>{stuck.title}</h1>
      <p className="quiet">{stuck.intro}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <>
          <StuckTables stuck={query.data} />
          <StuckAdvances advances={query.data.advances} />
          <StuckNotices notices={query.data.notices} />
          <StuckWebhooks webhooks={query.data.webhooks} />
          <p className="quiet">{stuck.lag(query.data.feedLagSeconds.toFixed(1))}</p>
        </>
      )}
    </main>
  );
};
