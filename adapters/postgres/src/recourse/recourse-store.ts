import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { type CaseId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { outstandingMinor, type RecourseState, recourseDueAt, recoursePhase } from "@amends/domain/recourse/recourse-state";
import type { RecourseStore, RecourseWrite } from "@amends/flows/recourse-ports";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { fromJson, type Json } from "../json-minor.ts";
import { createPotStore } from "../pots/pot-store.ts";
import { scopeValues } from "../scope-values.ts";
import { writeBook } from "./merchant-book.ts";

/** What a buyer owes is nothing of the seller's, though it lies with the seller's book. */
const IN_SCOPE = "operation_id = $1 and $2::text is null and ($3::text is null or seller_id = $3 and bearer <> 'buyer')";
const FIND = { name: "recourse_find", text: `select state from recourses where ${IN_SCOPE} and shard = $4 and recourse_id = $5` };
const OF_CASE = {
  name: "recourses_of_case",
  text: "select state from recourses where shard = $1 and case_id = $2 order by opened_at, recourse_id",
};
const OF_CASES = {
  name: "recourses_of_cases",
  text: `select r.state from unnest($1::smallint[], $2::text[]) as asked(shard, case_id)
join recourses r on r.shard = asked.shard and r.case_id = asked.case_id order by r.opened_at, r.recourse_id`,
};
const DUE = { name: "recourses_due", text: "select state from recourses where due_at <= $1 order by due_at limit $2" };
const COLLECTIBLE = {
  name: "recourses_collectible",
  text: `
select state from recourses r where shard = $1 and seller_id = $2 and bearer <> 'buyer' and (phase = 'recovering' and source in ('next_settlements', 'receivable')
  or exists (select from recourse_events e where e.shard = r.shard and e.recourse_id = r.recourse_id and e.type = 'money_taken' and e.data->>'ref' = $3))
order by opened_at, recourse_id`,
};
const LIST = {
  name: "recourses_list",
  text: `
select state from recourses where ${IN_SCOPE} and ($4::text is null or phase = $4) and ($5::text is null or seller_id = $5) and ($6::text is null or case_id = $6)
  and ($7::bigint is null or (opened_at, recourse_id) < ($7, $8))
order by opened_at desc, recourse_id desc limit $9`,
};
const CASE_NUMBERS = {
  name: "recourse_case_numbers",
  text: `
select k.case_id as "caseId", k.short_no as "shortNo" from unnest($1::smallint[], $2::text[]) as asked(shard, case_id)
join cases k on k.shard = asked.shard and k.case_id = asked.case_id`,
};
const HISTORY = {
  name: "recourse_history",
  text: `
select e.seq, e.type, e.at, e.actor, e.data from recourse_events e join recourses r on r.shard = e.shard and r.recourse_id = e.recourse_id
where r.operation_id = $1 and $2::text is null and ($3::text is null or r.seller_id = $3 and r.bearer <> 'buyer') and e.shard = $4 and e.recourse_id = $5 order by e.seq`,
};
const UNEXPOSED = { name: "recourses_unexposed", text: "select state from recourses where exposed_version < version limit $1" };
const EXPOSED = {
  name: "recourse_exposed",
  text: "update recourses set exposed_version = greatest(exposed_version, $3) where shard = $1 and recourse_id = $2",
};
const INSERT = {
  name: "recourse_insert",
  text: `
insert into recourses (shard, recourse_id, version, phase, source, owed_minor, outstanding_minor, changed_at, due_at, state, operation_id, seller_id, case_id,
  bearer, currency, opened_at, posted_to)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing`,
};
const UPDATE = {
  name: "recourse_update",
  text: `
update recourses set version = $3, phase = $4, source = $5, owed_minor = $6, outstanding_minor = $7, changed_at = $8, due_at = $9, state = $10
where shard = $1 and recourse_id = $2 and version = $11`,
};
const EVENTS = {
  name: "recourse_events_insert",
  text: `
insert into recourse_events (shard, recourse_id, seq, type, at, actor, data)
select $1, $2, * from unnest($3::int[], $4::text[], $5::bigint[], $6::json[], $7::json[])`,
};
const LET_GO = {
  name: "recourse_let_go",
  text: `
select end_holds($1, h.pot_id, array_agg(h.hold_key), 'released', $3) from pot_holds h
where h.shard = $1 and h.owner_id = $2 and h.status = 'held' group by h.pot_id`,
};

export const createRecourseStore = (pool: pg.Pool): RecourseStore => ({
  find: async (scope, recourseId) =>
    (await states(pool, { ...FIND, values: [...scopeValues(scope), shardOf(recourseId), recourseId] }))[0] ?? null,
  ofCase: (shard, caseId) => states(pool, { ...OF_CASE, values: [shard, caseId] }),
  ofCases: cases => states(pool, { ...OF_CASES, values: [cases.map(({ sellerShard }) => sellerShard), cases.map(({ caseId }) => caseId)] }),
  list: (scope, { phase, sellerId, caseId }, { after, most }) =>
    states(pool, {
      ...LIST,
      values: [...scopeValues(scope), phase, sellerId, caseId, after?.openedAt ?? null, after?.recourseId ?? null, most],
    }),
  caseNumbers: async caseIds => {
    const { rows } = await pool.query<{ readonly caseId: CaseId; readonly shortNo: string }>({
      ...CASE_NUMBERS,
      values: [caseIds.map(shardOf), caseIds],
    });
    return new Map(rows.map(({ caseId, shortNo }) => [caseId, shortNo]));
  },
  history: async (scope, recourseId) => {
    const { rows } = await pool.query<EventRow>({ ...HISTORY, values: [...scopeValues(scope), shardOf(recourseId), recourseId] });
    return rows.map(eventOf);
  },
  due: (at, most) => states(pool, { ...DUE, values: [at, most] }),
  collectible: (shard, sellerId, ref) => states(pool, { ...COLLECTIBLE, values: [shard, sellerId, ref] }),
  commit: async write => {
    try {
      return await inTransaction(pool, client => written(client, write));
    } catch (error) {
      if (error instanceof Stale) return "stale";
      throw error;
    }
  },
  unexposed: most => states(pool, { ...UNEXPOSED, values: [most] }),
  exposed: async ({ recourseId, version }) => {
    await pool.query({ ...EXPOSED, values: [shardOf(recourseId), recourseId, version] });
  },
});

class Stale extends Error {}

const written = async (client: pg.ClientBase, write: RecourseWrite): Promise<"committed"> => {
  const { shard, before, state, events, takes, moves, at } = write;
  const row = [shard, state.recourseId, ...columnsOf(state, at)];
  const { rowCount } = await client.query(
    before === null
      ? {
          ...INSERT,
          values: [...row, state.operationId, state.sellerId, state.caseId, state.bearer, state.currency, state.openedAt, state.postedTo],
        }
      : { ...UPDATE, values: [...row, before.version] },
  );
  if (rowCount !== 1) throw new Stale();
  await client.query({ ...EVENTS, values: [shard, state.recourseId, ...eventColumns(events)] });
  const pots = createPotStore(client);
  for (const { pot, keys } of takes) await pots.end(pot, keys, "confirmed", at);
  for (const { pot, move } of moves) await pots.move(pot, move, at);
  await client.query({ ...LET_GO, values: [shard, state.recourseId, at] });
  if (write.legs.length > 0) {
    const { recourseId, version: eventSeq, operationId, sellerId, caseId, currency } = state;
    const posting = {
      kind: "recourse" as const,
      key: `${recourseId}:${eventSeq}`,
      caseId,
      recourseId,
      eventSeq,
      currency,
      legs: write.legs,
      at,
    };
    await writeBook(client, { shard, sellerId, operationId }, posting);
  }
  return "committed";
};

const columnsOf = (state: RecourseState, at: Instant): readonly unknown[] => [
  state.version,
  recoursePhase(state),
  state.trying?.source ?? null,
  String(state.owedMinor),
  String(outstandingMinor(state)),
  at,
  recourseDueAt(state),
  canonicalText(state),
];

const eventColumns = (events: readonly RecordedRecourse[]): readonly unknown[] => {
  const parts = events.map(({ seq, type, at, by, ...data }) => ({ seq, type, at, actor: canonicalText(by), data: canonicalText(data) }));
  return [
    parts.map(part => part.seq),
    parts.map(part => part.type),
    parts.map(part => part.at),
    parts.map(part => part.actor),
    parts.map(part => part.data),
  ];
};

type EventRow = { readonly seq: number; readonly type: string; readonly at: string; readonly actor: Json; readonly data: Json };
/** Events are only ever written from the same type; `fromJson` turns amounts back. */
const eventOf = ({ seq, type, at, actor, data }: EventRow): RecordedRecourse =>
  ({ ...fromJson<object>(data), type, seq, at: Number(at), by: actor }) as unknown as RecordedRecourse;

const states = async (db: pg.Pool, query: pg.QueryConfig): Promise<readonly RecourseState[]> => {
  const { rows } = await db.query<{ readonly state: Json }>(query);
  return rows.map(({ state }) => fromJson<RecourseState>(state));
};
