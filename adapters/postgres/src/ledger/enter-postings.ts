import { type CaseId, shardOf } from "@amends/domain/kernel/ids";
import type { FeedStretch } from "@amends/flows/feed/followed-feed";
import type pg from "pg";
import { SUMMED } from "./sum-postings.ts";

/** By case, not by event: a case's events in a stretch are a span of its own numbers. */
const ENTER = {
  name: "ledger_enter",
  text: `
with fresh as materialized (
  select k.operation_id, p.at, p.currency, p.case_id as book_id, p.posting_no, p.shard, p.accounts, p.parties, p.amounts
  from unnest($1::smallint[], $2::text[], $3::int[], $4::int[]) as span(shard, case_id, from_seq, to_seq)
  join postings p on p.shard = span.shard and p.case_id = span.case_id and p.event_seq between span.from_seq and span.to_seq
  join cases k on k.shard = p.shard and k.case_id = p.case_id
), ${SUMMED}
select from fresh`,
};

/** In the transaction that moves the reader's place: a posting is summed once. */
export const enterPostings = async (db: pg.ClientBase, { events }: FeedStretch): Promise<void> => {
  const spans = [...spansOf(events)];
  await db.query({
    ...ENTER,
    values: [
      spans.map(([caseId]) => shardOf(caseId)),
      spans.map(([caseId]) => caseId),
      spans.map(([, { from }]) => from),
      spans.map(([, { to }]) => to),
    ],
  });
};

const spansOf = (events: FeedStretch["events"]): ReadonlyMap<CaseId, { readonly from: number; readonly to: number }> => {
  const spans = new Map<CaseId, { readonly from: number; readonly to: number }>();
  for (const { caseId, event } of events) spans.set(caseId, { from: spans.get(caseId)?.from ?? event.seq, to: event.seq });
  return spans;
};
