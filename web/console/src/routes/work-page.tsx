import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Popover } from "antd";
import { meQuery } from "../features/session/api/get-me.ts";
import { ReportHindrance } from "../features/team/hindrances.tsx";
import { useFollowedWork } from "../features/work/api/use-followed-work.ts";
import { ClassCounts } from "../features/work/class-counts.tsx";
import { DutyBar } from "../features/work/duty-bar.tsx";
import { WorkFilters } from "../features/work/work-filters.tsx";
import { WorkList } from "../features/work/work-list.tsx";
import { readWorkSearch, WORK_VIEWS, withFilter } from "../features/work/work-search.ts";
import { useConsoleWords } from "../words/words-in.ts";

/** What waits, by level; what I hold; and the next one by a single key. */
export const WorkPage = () => {
  const { work, team } = useConsoleWords();
  useFollowedWork();
  const search = readWorkSearch(useSearch({ strict: false }));
  const me = useQuery(meQuery).data;
  const isSupervisor = me?.role === "supervisor" || me?.role === "admin";
  const view = search.view ?? "mine";
  return (
    <main id="main" className="page work-page">
      <h1>{work.title}</h1>
      <DutyBar accountId={me?.id}>
        <Popover trigger="click" content={<ReportHindrance />}>
          <Button type="text">{team.hinder}</Button>
        </Popover>
      </DutyBar>
      <ClassCounts search={search} />
      <nav className="tabs" aria-label={work.views}>
        {WORK_VIEWS.filter(each => each !== "open" || isSupervisor).map(each => (
          <Link key={each} to="/work" search={withFilter(search, { view: each })} aria-current={each === view ? "page" : undefined}>
            {work.view[each]}
          </Link>
        ))}
        <span className="quiet keys">{work.keys}</span>
      </nav>
      <WorkFilters search={search} />
      <WorkList key={JSON.stringify(search)} search={search} />
    </main>
  );
};
