import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { type WorkItem, workQuery } from "./api/work-queries.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { useIsNarrow } from "./use-is-narrow.ts";
import { useWorkKeys } from "./use-work-keys.ts";
import { WorkRow } from "./work-row.tsx";
import type { WorkSearch } from "./work-search.ts";

const ROW_PX = 48;
/** On a phone an item is three lines, see `.work-row`. */
const NARROW_ROW_PX = 96;
const FETCH_BEFORE_END = 20;

/** In the order in which items are given out. Only the rows in sight are drawn; the next page comes before the end is reached. */
export const WorkList = ({ search }: { readonly search: WorkSearch }) => {
  const { work } = useConsoleWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(workQuery(search));
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  const rowPx = useIsNarrow() ? NARROW_ROW_PX : ROW_PX;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 8 });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const claim = useMutation({
    mutationFn: (item: WorkItem) => client.claimWork({ params: { itemId: item.itemId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["work"] }),
  });

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - FETCH_BEFORE_END) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);

  const toggle = (item: WorkItem | undefined): void => {
    if (item === undefined) return;
    const next = new Set(chosen);
    if (!next.delete(item.itemId)) next.add(item.itemId);
    setChosen(next);
  };
  const move = (step: number): void => {
    const next = Math.min(Math.max(current + step, 0), Math.max(0, rows.length - 1));
    setCurrent(next);
    virtual.scrollToIndex(next);
  };
  const row = rows[current];
  useWorkKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => toggle(row),
    c: () => row !== undefined && claim.mutate(row),
    Enter: row === undefined ? undefined : () => void navigate({ to: "/cases/$caseId", params: { caseId: row.caseId }, search: {} }),
  });

  return (
    <section aria-label={work.table} className="work-list">
      <BulkBar
        selected={rows.filter(({ itemId }) => chosen.has(itemId))}
        shown={rows}
        onSelect={items => setChosen(new Set(items.map(({ itemId }) => itemId)))}
      />
      {claim.error !== null && <ErrorState error={claim.error} />}
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <Empty title={work.empty}>
          <p className="quiet">{search.view === undefined || search.view === "mine" ? work.nothingNext : work.emptyNext}</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <div className="work-table">
          <div className="work-row work-head" aria-hidden="true">
            <span />
            {Object.entries(work.column).map(([key, name]) => (
              <span key={key}>{name}</span>
            ))}
          </div>
          <div ref={scroller} className="work-scroller">
            <ol style={{ blockSize: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const item = rows[index];
                return item === undefined ? null : (
                  <li key={item.itemId} className="work-place" style={{ transform: `translateY(${start}px)`, blockSize: rowPx }}>
                    <WorkRow item={item} isCurrent={index === current} isSelected={chosen.has(item.itemId)} onSelect={() => toggle(item)} />
                  </li>
                );
              })}
            </ol>
          </div>
        </div>
      )}
    </section>
  );
};
