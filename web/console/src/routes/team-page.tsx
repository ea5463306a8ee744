import { useWords } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { meQuery } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";
import { SatisfactionFigures } from "../features/survey/satisfaction-figures.tsx";
import { teamQuery } from "../features/team/api/get-team.ts";
import { HindranceReview, OwnHindrances, ReportHindrance } from "../features/team/hindrances.tsx";
import { RosterPanel } from "../features/team/roster.tsx";
import { en, zh } from "../features/team/roster-words.ts";
import { StaffingPanel } from "../features/team/staffing.tsx";
import { AttainmentTables, Breaching, People, Thanks } from "../features/team/team-tables.tsx";
import { useFollowedWork } from "../features/work/api/use-followed-work.ts";
import { useConsoleWords } from "../words/words-in.ts";

const PERIODS = [1, 7, 30] as const;

export const TeamPage = () => {
  const { team } = useConsoleWords();
  const words = useWords({ zh, en });
  const isLive = useFollowedWork();
  const [days, setDays] = useState<number>(7);
  const query = useQuery(teamQuery(days));
  const now = useNow();
  const me = useQuery(meQuery).data;
  const role = me?.role;
  return (
    <main id="main" className="page team-page">
      <header className="row">
        <h1>
          {team.title}{" "}
          <span className="quiet" role="status">
            {isLive ? words.live : words.notLive}
          </span>
        </h1>
        <Select
          aria-label={team.period}
          value={days}
          onChange={setDays}
          options={PERIODS.map(value => ({ value, label: team.days(value) }))}
        />
      </header>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <>
          <Breaching breaching={query.data.breaching} />
          <People agents={query.data.agents} />
          <AttainmentTables shown={query.data} />
          <StaffingPanel />
          {mayCall("showRoster", role) && <RosterPanel agents={query.data.agents} />}
          <Thanks recognised={query.data.recognised} recognisedBy={query.data.recognisedBy} />
        </>
      )}
      {mayCall("showSatisfaction", role) && <SatisfactionFigures now={now} />}
      <ReportHindrance />
      <OwnHindrances accountId={me?.id} />
      {mayCall("reviewHindrance", role) && <HindranceReview />}
    </main>
  );
};
