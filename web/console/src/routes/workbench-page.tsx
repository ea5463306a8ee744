import type { CaseId } from "@amends/domain/kernel/ids";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ActionPanel } from "../features/case/action-panel.tsx";
import { caseQuery, useFollowedCase } from "../features/case/api/get-case.ts";
import { CaseHead } from "../features/case/case-head.tsx";
import { DecisionPanel } from "../features/case/decision-panel.tsx";
import { EvidencePanel } from "../features/case/evidence-panel.tsx";
import { Facts } from "../features/case/facts.tsx";
import { Timeline } from "../features/case/timeline.tsx";
import { WeighingPanel } from "../features/case/weighing-panel.tsx";
import { Queue } from "../features/queue/queue.tsx";
import { QueueFilters } from "../features/queue/queue-filters.tsx";
import { readQueueSearch } from "../features/queue/queue-search.ts";
import { CaseWorkPanel } from "../features/work/case-work.tsx";
import { useConsoleWords } from "../words/words-in.ts";

/** Queue · what happened · facts, decision and what can be done about it. */
export const WorkbenchPage = () => {
  const { caseId } = useParams({ strict: false });
  const search = readQueueSearch(useSearch({ strict: false }));
  const words = useConsoleWords();
  return (
    <div className="workbench" data-chosen={caseId !== undefined}>
      <div className="queue-pane">
        <QueueFilters search={search} />
        <Queue search={search} caseId={caseId} />
      </div>
      {caseId === undefined ? (
        <main id="main" className="case-pane">
          <h1 className="unseen">{words.rail.cases}</h1>
          <Empty title={words.case.choose}>
            <p className="quiet">{words.case.chooseNext}</p>
          </Empty>
        </main>
      ) : (
        <>
          <Link to="/cases" search={search} className="to-queue">
            ‹ {words.rail.cases}
          </Link>
          <OneCase key={caseId} caseId={caseId} />
        </>
      )}
    </div>
  );
};

const OneCase = ({ caseId }: { readonly caseId: CaseId }) => {
  const words = useConsoleWords();
  const query = useQuery(caseQuery(caseId));
  const isLive = useFollowedCase(caseId);
  if (query.data === undefined)
    return (
      <main id="main" className="case-pane">
        <h1 className="unseen">{words.search.case}</h1>
        {query.error === null ? <Loading rows={6} /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      </main>
    );
  return (
    <>
      <main id="main" className="case-pane">
        <CaseHead shown={query.data} isLive={isLive} />
        <Timeline shown={query.data} />
      </main>
      <aside className="facts-pane" aria-label={words.case.facts}>
        <DecisionPanel shown={query.data} />
        <WeighingPanel shown={query.data} />
        <EvidencePanel shown={query.data} />
        <ActionPanel shown={query.data} />
        <CaseWorkPanel caseId={query.data.caseId} customerId={query.data.customerId} />
        <Facts shown={query.data} />
      </aside>
    </>
  );
};
