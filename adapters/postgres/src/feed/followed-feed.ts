import type { CaseEvent, Recorded } from "@amends/domain/case/case-event";
import type { CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import {
  type Drawn,
  type FeedStretch,
  FOLLOWERS,
  type FollowedEvent,
  type FollowedFeed,
  type FollowerPlace,
  NOTHING_WRITTEN,
  type Written,
} from "@amends/flows/feed/followed-feed";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { fromJson, type Json } from "../json-minor.ts";
import { enterPostings } from "../ledger/enter-postings.ts";
import { writeNotices } from "../notices/write-notices.ts";
import { fanOut } from "../webhooks/fan-out.ts";
import { writeItems } from "../work/write-items.ts";

/** Not in a migration: a database that has rows is one that a backup is not restored into. */
const BEGIN = {
  name: "feed_follow",
  text: "insert into feed_followers (name, read_to) select name, 0 from unnest($1::text[]) as name on conflict do nothing",
};

const PLACES = { name: "feed_places", text: "select name, read_to from feed_followers where name = any($1)" };

/**
 * What a filing and a decision hold is ten times as large as all else, and costs as much to open as all else together: nobody who follows asks for it, and
 * the severity stands in the case. Each table is looked into by its whole key (`offset 0`, `limit 1`): planned once for all stretches, a join was made by the
 * case alone and went through all its events for each of them, and could as well have read the whole table for whether a person was involved.
 */
const READ = {
  name: "feed_followed_stretch",
  text: `
select f.feed_seq, c.operation_id, c.customer_id, c.seller_id, c.case_id, c.short_no, c.service_type, c.severity, f.seq, e.type, e.at, e.actor, e.data,
  s.type as step_type, s.owner as step_owner,
  (select a.name from accounts a where e.type = 'handler_named' and a.account_id = e.data ->> 'accountId') as handler_name,
  coalesce((select true from case_events p where e.type = 'case_ended' and p.shard = f.shard and p.case_id = f.case_id
    and p.actor ->> 'role' not in ('buyer', 'system', 'integrator') limit 1), false) as person_involved
from (select feed_seq, shard, case_id, seq from feed where feed_seq > $1 order by feed_seq limit $2) f
cross join lateral (
  select type, at, actor, case when type in ('case_filed', 'case_decided') then null else data end as data
  from case_events where shard = f.shard and case_id = f.case_id and seq = f.seq offset 0) e
cross join lateral (
  select operation_id, customer_id, seller_id, case_id, short_no, service_type, severity from cases where shard = f.shard and case_id = f.case_id offset 0) c
left join lateral (
  select type, owner from steps where shard = f.shard and case_id = f.case_id and step_no = (e.data ->> 'stepNo')::integer offset 0) s on true
order by f.feed_seq`,
};

/** Written only where every one of them still stands where the stretch began. Whoever hears of events by webhook is known by the same statement. */
const MOVE = {
  name: "feed_move",
  text: `
update feed_followers set read_to = $3, faults = 0, last_fault = null, blocked_at = null where name = any($1) and read_to = $2
returning (select coalesce(array_agg(distinct operation_id), '{}') from webhook_endpoints) as hearing`,
};

const UNREAD = {
  name: "feed_unread",
  text: "select name, (select coalesce(max(feed_seq), 0) from feed) - read_to as events from feed_followers where name = any($1)",
};

const BLOCKED = {
  name: "feed_blocked",
  text: "update feed_followers set faults = faults + 1, last_fault = $2, blocked_at = coalesce(blocked_at, $3) where name = $1",
};

export const createFollowedFeed = (pool: pg.Pool): FollowedFeed => {
  let hasBegun = false;
  return {
    places: async () => {
      if (!hasBegun) await pool.query({ ...BEGIN, values: [FOLLOWERS] });
      hasBegun = true;
      const { rows } = await pool.query<{ readonly name: FollowerPlace["name"]; readonly read_to: string }>({
        ...PLACES,
        values: [FOLLOWERS],
      });
      return rows.map(({ name, read_to }) => ({ name, readTo: Number(read_to) }));
    },
    read: async (after, most) => {
      const { rows } = await pool.query<Row>({ ...READ, values: [after, most] });
      const events = rows.map(followedEvent);
      const last = events.at(-1);
      return last === undefined ? null : { from: after, to: last.feedSeq, events };
    },
    commit: async (stretch, drawn, at) => {
      try {
        return await inTransaction(pool, client => written(client, stretch, drawn, at));
      } catch (fault) {
        if (fault instanceof Overtaken) return null;
        throw fault;
      }
    },
    blocked: async (name, fault, at) => {
      await pool.query({ ...BLOCKED, values: [name, fault, at] });
    },
    unread: async () => {
      const { rows } = await pool.query<{ readonly name: FollowerPlace["name"]; readonly events: string }>({
        ...UNREAD,
        values: [FOLLOWERS],
      });
      return rows.map(({ name, events }) => ({ name, events: Number(events) }));
    },
  };
};

class Overtaken extends Error {}

const written = async (client: pg.ClientBase, stretch: FeedStretch, drawn: readonly Drawn[], at: Instant): Promise<Written> => {
  const names = drawn.map(({ follower }) => follower);
  const { rows } = await client.query<{ readonly hearing: readonly OperationId[] }>({ ...MOVE, values: [names, stretch.from, stretch.to] });
  if (rows.length !== names.length) throw new Overtaken();
  const hearing = new Set(rows[0]?.hearing);
  let sum = NOTHING_WRITTEN;
  for (const each of drawn) sum = { ...sum, ...(await write(client, stretch, each, { at, hearing })) };
  return sum;
};

type How = { readonly at: Instant; readonly hearing: ReadonlySet<OperationId> };

const write = async (client: pg.ClientBase, stretch: FeedStretch, drawn: Drawn, { at, hearing }: How): Promise<Partial<Written>> => {
  switch (drawn.follower) {
    case "balances":
      await enterPostings(client, stretch);
      return {};
    case "advances":
      return {};
    case "webhooks":
      return stretch.events.some(({ operationId }) => hearing.has(operationId)) ? { deliveries: await fanOut(client, stretch, at) } : {};
    case "work":
      await writeItems(client, drawn, at);
      return {};
    case "notices":
      return writeNotices(client, drawn.told, at);
  }
};

type Row = {
  readonly feed_seq: string;
  readonly operation_id: OperationId;
  readonly customer_id: CustomerId;
  readonly seller_id: SellerId;
  readonly case_id: CaseId;
  readonly short_no: string;
  readonly service_type: string;
  readonly severity: string;
  readonly seq: number;
  readonly type: CaseEvent["type"];
  readonly at: string;
  readonly actor: Actor;
  readonly data: Json;
  readonly step_type: string | null;
  readonly step_owner: string | null;
  readonly handler_name: string | null;
  readonly person_involved: boolean;
};

/** The cast is the border: what is stored as an event of this type was written from one. */
const followedEvent = (row: Row): FollowedEvent => ({
  feedSeq: Number(row.feed_seq),
  operationId: row.operation_id,
  customerId: row.customer_id,
  sellerId: row.seller_id,
  caseId: row.case_id,
  shortNo: row.short_no,
  serviceType: row.service_type,
  severity: row.severity,
  event: {
    ...(row.type === "case_decided" ? { severity: row.severity } : fromJson<object | null>(row.data)),
    ...{ type: row.type, seq: row.seq, at: Number(row.at) as Instant, by: row.actor },
  } as Recorded,
  step: row.step_type === null || row.step_owner === null ? null : { type: row.step_type, owner: row.step_owner },
  handlerName: row.handler_name,
  personInvolved: row.person_involved,
});
