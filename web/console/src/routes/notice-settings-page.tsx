import { useWords } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { deskSettingsQuery } from "../features/notice/api/get-notices.ts";
import { DeskSettingsForm } from "../features/notice/desk-settings.tsx";
import { en, zh } from "../features/notice/desk-settings-words.ts";

export const NoticeSettingsPage = () => {
  const words = useWords({ zh, en });
  const query = useQuery(deskSettingsQuery);
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <p>
        <Link to="/notices">{words.back}</Link>
      </p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <DeskSettingsForm kept={query.data} />}
    </main>
  );
};
