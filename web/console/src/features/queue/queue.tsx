import type { CaseId } from "@amends/domain/kernel/ids";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { useWorkKeys } from "../work/use-work-keys.ts";
import { casesQuery } from "./api/get-cases.ts";
import { QueueRow } from "./queue-row.tsx";
import type { QueueSearch } from "./queue-search.ts";

const ROW_PX = 64;
const FETCH_BEFORE_END = 20;

type Props = { readonly search: QueueSearch; readonly caseId: CaseId | undefined };

/** Ten thousand rows or none: only those in sight are drawn, the next page is on its way before the end is reached. */
export const Queue = ({ search, caseId }: Props) => {
  const { queue } = useConsoleWords();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery(casesQuery(search));
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 8 });
  const chosen = rows.findIndex(row => row.caseId === caseId);
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - FETCH_BEFORE_END) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);

  const move = (step: number): void => {
    const next = Math.min(Math.max(chosen + step, 0), rows.length - 1);
    const row = rows[next];
    if (row === undefined) return;
    virtual.scrollToIndex(next);
    void navigate({ to: "/cases/$caseId", params: { caseId: row.caseId }, search: previous => previous });
  };
  useWorkKeys({ j: () => move(1), k: () => move(-1) });

  return (
    <section className="queue" aria-label={queue.label}>
      <p className="queue-count" role="status">
        {query.isSuccess && queue.count(rows.length, query.hasNextPage)} <span className="quiet keys">{queue.keys}</span>
      </p>
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <Empty title={queue.empty}>
          <p className="quiet">{queue.emptyNext}</p>
        </Empty>
      )}
      <div ref={scroller} className="queue-scroller">
        <ol style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const queued = rows[item.index];
            return queued === undefined ? null : (
              <li key={queued.caseId} style={{ transform: `translateY(${item.start}px)`, blockSize: ROW_PX }}>
                <QueueRow queued={queued} isChosen={queued.caseId === caseId} />
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
};
