import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty } from "@amends/ui/components/states";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { client } from "../client.ts";
import { noticesQuery } from "../features/notices/api/get-notices.ts";
import { en, zh } from "../features/notices/notice-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

/** What the buyer was told, the newest first; opening one reads it. */
export const NoticesPage = () => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const query = useInfiniteQuery(noticesQuery);
  const again = () => queries.invalidateQueries({ queryKey: ["notices"] });
  const read = useMutation({
    mutationFn: (noticeId: `notice_${string}`) => client.readNotice({ params: { noticeId } }),
    onSuccess: again,
  });
  const readAll = useMutation({ mutationFn: () => client.readAllNotices(), onSuccess: again });
  return (
    <>
      <BackLink to="/" />
      <PageTitle>{words.title}</PageTitle>
      <p className="notice-tools">
        <button type="button" className="text-button" disabled={readAll.isPending} onClick={() => readAll.mutate()}>
          {words.readAll}
        </button>
        <Link to="/notices/settings" className="text-button">
          {words.settings}
        </Link>
      </p>
      <PageState query={query}>
        {({ pages }) => {
          const notices = pages.flatMap(page => page.items);
          if (notices.length === 0)
            return (
              <Empty title={words.none}>
                <p className="quiet">{words.noneNext}</p>
              </Empty>
            );
          return (
            <ul className="cards notices">
              {notices.map(notice => (
                <li key={notice.noticeId} className="card" data-unread={notice.readAt === null}>
                  {notice.caseId === null ? (
                    <b>{notice.title}</b>
                  ) : (
                    <Link
                      to={ASKS.has(notice.template) ? "/cases/$caseId/rate" : "/cases/$caseId"}
                      params={{ caseId: notice.caseId }}
                      onClick={() => {
                        if (notice.readAt === null) read.mutate(notice.noticeId);
                      }}
                    >
                      {notice.title}
                    </Link>
                  )}
                  <p>{notice.body}</p>
                  <p className="quiet">
                    <Moment at={notice.at} />
                  </p>
                </li>
              ))}
              {query.hasNextPage && (
                <li>
                  <button type="button" className="quiet-button" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                    {words.more}
                  </button>
                </li>
              )}
            </ul>
          );
        }}
      </PageState>
    </>
  );
};

/** Opened to be answered and not to be read on. */
const ASKS: ReadonlySet<string> = new Set(["notice.survey", "notice.survey_reminder"]);
