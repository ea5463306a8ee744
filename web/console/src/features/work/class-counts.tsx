import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useConsoleWords } from "../../words/words-in.ts";
import { countsQuery } from "./api/work-queries.ts";
import { type WorkSearch, withFilter } from "./work-search.ts";

/** How many wait, by level of response; each figure leads to what it counts. */
export const ClassCounts = ({ search }: { readonly search: WorkSearch }) => {
  const { work } = useConsoleWords();
  const counts = useQuery(countsQuery).data ?? [];
  return (
    <ul className="class-counts">
      {counts.map(({ class: level, waiting, isMore, breached }) => (
        <li key={level}>
          <Link
            to="/work"
            search={withFilter(search, { view: "waiting", class: search.view === "waiting" && search.class === level ? undefined : level })}
            aria-current={search.view === "waiting" && search.class === level ? "true" : undefined}
          >
            <span>{work.class(level)}</span>
            <strong className="number">{work.count(waiting, isMore)}</strong>
            {breached > 0 && <span className="late">{work.breached(work.count(breached, isMore && breached === waiting))}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
};
