import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { FeedEntry, FeedPart, FeedReader } from "@amends/flows/feed-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { scopeValues } from "../scope-values.ts";

const ENTRY = `
  f.feed_seq as "feedSeq", c.operation_id as "operationId", c.customer_id as "customerId", c.seller_id as "sellerId", f.case_id as "caseId", f.seq,
  e.type, e.at, c.phase, e.type = 'note_added' and e.data->>'visibleTo' = 'staff' as "staffOnly"`;
const JOINED = `
  join case_events e on e.shard = f.shard and e.case_id = f.case_id and e.seq = f.seq
  join cases c on c.shard = f.shard and c.case_id = f.case_id`;
const IN_SCOPE = "c.operation_id = $1 and ($2::text is null or c.customer_id = $2) and ($3::text is null or c.seller_id = $3)";

const HEAD = { name: "feed_head", text: "select coalesce(max(feed_seq), 0) as head from feed" };

const READ_ALL = {
  name: "feed_read_all",
  text: `select ${ENTRY} from feed f ${JOINED} where f.feed_seq > $1 order by f.feed_seq limit $2`,
};

/** A stretch of the feed and no more, however little of it the scope may see: the price of a page has a bound. */
const STRETCH = 5000;
const READ_STRETCH = {
  name: "feed_read_stretch",
  text: `select ${ENTRY} from feed f ${JOINED}
where f.feed_seq > $4 and f.feed_seq <= $5 and ${IN_SCOPE} order by f.feed_seq limit $6`,
};

/** One buyer's cases are few and lie in one shard: from them to their numbers, wherever in the feed those are. */
const READ_OF_CUSTOMER = {
  name: "feed_read_of_customer",
  text: `select ${ENTRY} from cases c
join feed f on f.shard = c.shard and f.case_id = c.case_id
join case_events e on e.shard = f.shard and e.case_id = f.case_id and e.seq = f.seq
where c.shard = $7 and c.customer_id = $2 and ${IN_SCOPE} and f.feed_seq > $4 and f.feed_seq <= $5 order by f.feed_seq limit $6`,
};

const READ_OF_CASE = {
  name: "feed_read_of_case",
  text: `select ${ENTRY} from feed f ${JOINED}
where f.shard = $7 and f.case_id = $8 and ${IN_SCOPE} and f.feed_seq > $4 and f.feed_seq <= $5 order by f.feed_seq limit $6`,
};

const CASE_VERSION = {
  name: "feed_case_version",
  text: `select c.version from cases c where c.shard = $4 and c.case_id = $5 and ${IN_SCOPE}`,
};

export const createFeedReader = (pool: pg.Pool): FeedReader => ({
  head: async () => {
    const { rows } = await pool.query<{ readonly head: string }>(HEAD);
    return Number(rows[0]?.head ?? 0);
  },
  readAll: async (after, most) => {
    const { rows } = await pool.query<Row>({ ...READ_ALL, values: [after, most] });
    return rows.map(entryOf);
  },
  read: async (scope, part) => {
    const { statement, upTo } = statementFor(scope, part);
    const { rows } = await pool.query<Row>(statement);
    const entries = rows.map(entryOf);
    const readTo = entries.length === part.most ? (entries.at(-1)?.feedSeq ?? upTo) : upTo;
    return { entries: scope.kind === "operation" ? entries : entries.filter(entry => !entry.staffOnly), readTo };
  },
  caseVersion: async (scope, caseId) => {
    const { rows } = await pool.query<{ readonly version: string }>({
      ...CASE_VERSION,
      values: [...scopeValues(scope), shardOf(caseId), caseId],
    });
    return rows[0] === undefined ? null : Number(rows[0].version);
  },
});

const statementFor = (
  scope: Scope,
  { caseId, after, upTo, most }: FeedPart,
): { readonly statement: pg.QueryConfig; readonly upTo: number } => {
  const values = [...scopeValues(scope), after];
  if (caseId !== null) return { statement: { ...READ_OF_CASE, values: [...values, upTo, most, shardOf(caseId), caseId] }, upTo };
  if (scope.kind === "customer")
    return { statement: { ...READ_OF_CUSTOMER, values: [...values, upTo, most, shardOf(scope.customerId)] }, upTo };
  const stretchEnd = Math.min(upTo, after + STRETCH);
  return { statement: { ...READ_STRETCH, values: [...values, stretchEnd, most] }, upTo: stretchEnd };
};

type Row = Omit<FeedEntry, "feedSeq" | "at"> & { readonly feedSeq: string; readonly at: string };

const entryOf = (row: Row): FeedEntry => ({ ...row, feedSeq: Number(row.feedSeq), at: Number(row.at) as Instant });
