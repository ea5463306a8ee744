import { type OperationId, shardOf } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Finding } from "@amends/domain/reconciliation/match-lines";
import type { OpenItem } from "@amends/domain/reconciliation/open-item";
import { legsOfClearing } from "@amends/domain/reconciliation/settle-item";
import type { Leg } from "@amends/domain/settlement/postings";
import type { Item, MatchWrite, ReconciliationStore, Settlement } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { writeBook } from "../recourse/merchant-book.ts";
import { FROM_ITEMS, type ItemRow, itemOf } from "./item-row.ts";
import { outcomesOf, outcomesToJson } from "./outcomes.ts";
import { createStatementStore, wholeOperation } from "./statement-store.ts";

/** The row is held to the end of the transaction: matches of one day go one after the other. */
const LOCK = {
  name: "reconciliation_lock",
  text: `
insert into reconciliations (operation_id, gateway, day, statement_id, matched_at, outcomes) values ($1, $2, $3, $4, $5, $6)
on conflict (operation_id, gateway, day) do update set statement_id = excluded.statement_id, matched_at = excluded.matched_at, outcomes = excluded.outcomes
returning (select count(*)::int from daily_closes c where c.operation_id = $1 and c.day = $3::date) as closed`,
};
const DROP_MATCHES = { name: "matches_drop", text: "delete from gateway_matches where operation_id = $1 and gateway = $2 and day = $3" };
const ADD_MATCHES = {
  name: "matches_add",
  text: `
insert into gateway_matches (operation_id, fact_key, gateway, day, statement_id, row_no, outcome)
select $1, f.fact_key, $2, $3, $4, f.row_no, f.outcome from unnest($5::text[], $6::int[], $7::text[]) as f(fact_key, row_no, outcome)
on conflict do nothing`,
};
const PUT_ITEMS = {
  name: "items_put",
  text: `
insert into reconciliation_items as i (operation_id, gateway, day, statement_id, item_key, outcome, status, fact_key, case_id, row_no, differences, suggested,
  stake_minor, currency)
select $1, $2, $3, case when f.row_no is null then null else $4 end, f.item_key, f.outcome, 'open', f.fact_key, f.case_id, f.row_no,
  coalesce(string_to_array(nullif(f.differences, ''), ','), '{}'), f.suggested, f.stake, f.currency
from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::bigint[], $13::text[])
  as f(item_key, outcome, fact_key, case_id, row_no, differences, suggested, stake, currency)
on conflict (operation_id, gateway, item_key) do update set outcome = excluded.outcome, statement_id = excluded.statement_id, row_no = excluded.row_no,
  differences = excluded.differences, suggested = excluded.suggested, stake_minor = excluded.stake_minor, fact_key = excluded.fact_key, case_id = excluded.case_id,
  status = case when i.status = 'cleared' or (i.status <> 'open' and i.resolution <> 'link' and i.stake_minor is distinct from excluded.stake_minor)
    then 'open' else i.status end
returning i.item_key, i.status, i.resolution, i.stake_minor, i.posted_minor, i.posted_times`,
};
/** What this match has answered: items of the day that are no more, and those of earlier days whose fact has found its line. */
const CLEAR = {
  name: "items_clear",
  text: `
with gone as (
  select item_key, resolution, posted_minor, posted_times from reconciliation_items
  where operation_id = $1 and gateway = $2 and status <> 'cleared' and not (item_key = any($4)) and (resolution is distinct from 'link' or status <> 'settled')
    and (day = $3 or fact_key = any($5)) for update
)
update reconciliation_items i set status = 'cleared', posted_minor = 0, posted_times = i.posted_times + case when i.posted_minor <> 0 then 1 else 0 end
from gone where i.operation_id = $1 and i.gateway = $2 and i.item_key = gone.item_key
returning i.item_key, gone.resolution, gone.posted_minor as was, gone.posted_times as times`,
};
const UNPOST = {
  name: "item_unpost",
  text: "update reconciliation_items set posted_minor = 0, posted_times = posted_times + 1 where operation_id = $1 and gateway = $2 and item_key = $3",
};
const LINKS = {
  name: "items_links",
  text: "select item_key, linked_fact from reconciliation_items where operation_id = $1 and gateway = $2 and day = $3 and status = 'settled' and resolution = 'link'",
};
const ITEM = { name: "item_find", text: `${FROM_ITEMS} where i.operation_id = $1 and i.gateway = $2 and i.item_key = $3` };
const ITEMS = {
  name: "items_list",
  text: `${FROM_ITEMS}
where i.operation_id = $1 and ($2::date is null or i.day = $2) and ($3::text is null or i.gateway = $3) and ($4::text is null or i.outcome = $4)
  and i.status = any($5) and ($6::date is null or (i.day, i.gateway, i.item_key) > ($6, $7, $8)) order by i.day, i.gateway, i.item_key limit $9`,
};
const UP_TO = {
  name: "items_up_to",
  text: `${FROM_ITEMS} where i.operation_id = $1 and i.day <= $2 and (i.status in ('open', 'proposed') or (i.status = 'settled' and i.day = $2))
order by i.day, i.gateway, i.item_key`,
};
const EXPLAIN = {
  name: "item_explain",
  text: "update reconciliation_items set owner_id = $4, note = $5 where operation_id = $1 and gateway = $2 and item_key = $3 and status in ('open', 'proposed')",
};
const SETTLE = {
  name: "item_settle",
  text: `
update reconciliation_items set status = $5, resolution = $6, linked_fact = $7, settled_by = $8, confirmed_by = $9, settled_at = $10,
  posted_minor = $11, posted_times = posted_times + case when $11::bigint <> 0 then 1 else 0 end
where operation_id = $1 and gateway = $2 and item_key = $3 and status = $4 and stake_minor is not distinct from $12
returning posted_times`,
};
const SETTLE_FACT = {
  name: "item_settle_fact",
  text: `update reconciliation_items set status = 'settled', resolution = 'link', settled_by = $4, confirmed_by = $5, settled_at = $6
where operation_id = $1 and gateway = $2 and fact_key = $3 and status in ('open', 'proposed')`,
};
const SAID = {
  name: "item_gateway_said",
  text: "update reconciliation_items set gateway_said = $4, asked_at = $5 where operation_id = $1 and gateway = $2 and item_key = $3",
};
const MATCHED_ON = {
  name: "reconciliations_of_day",
  text: "select gateway, outcomes from reconciliations where operation_id = $1 and day = $2 order by gateway",
};

export const createReconciliationStore = (pool: pg.Pool): ReconciliationStore => {
  const statements = createStatementStore(pool);
  return {
    save: write => inTransaction(pool, client => saved(client, write)),
    linksOf: async ({ operationId, gateway, day }) => {
      const { rows } = await pool.query<{ readonly item_key: string; readonly linked_fact: string }>({
        ...LINKS,
        values: [operationId, gateway, day],
      });
      return new Map(rows.map(({ item_key, linked_fact }) => [item_key.slice("line:".length), linked_fact]));
    },
    item: async (scope, { gateway, itemKey }) => {
      const { rows } = await pool.query<ItemRow>({ ...ITEM, values: [wholeOperation(scope), gateway, itemKey] });
      return rows[0] === undefined ? null : itemOf(rows[0]);
    },
    items: async (scope, { day, gateway, outcome, status }, { after, most }) => {
      const statuses = status === "unsettled" ? ["open", "proposed"] : ["open", "proposed", "settled", "cleared"];
      const place = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, most];
      const { rows } = await pool.query<ItemRow>({ ...ITEMS, values: [wholeOperation(scope), day, gateway, outcome, statuses, ...place] });
      return rows.map(itemOf);
    },
    explain: async (scope, { gateway, itemKey }, { ownerId, note }) => {
      const { rowCount } = await pool.query({ ...EXPLAIN, values: [wholeOperation(scope), gateway, itemKey, ownerId, note] });
      return rowCount === 1;
    },
    settle: (item, settlement) => inTransaction(pool, client => settled(client, item, settlement)),
    gatewaySaid: async (scope, { gateway, itemKey }, said, at) => {
      await pool.query({ ...SAID, values: [wholeOperation(scope), gateway, itemKey, said, at] });
    },
    openItemsUpTo: async (operationId, day) => (await pool.query<ItemRow>({ ...UP_TO, values: [operationId, day] })).rows.map(itemOf),
    matchedOn: async (operationId, day) => {
      const { rows } = await pool.query<{ readonly gateway: string; readonly outcomes: unknown }>({
        ...MATCHED_ON,
        values: [operationId, day],
      });
      const found = await Promise.all(
        rows.map(async ({ gateway, outcomes }) => {
          const statement = await statements.inForce({ operationId, gateway, day });
          return statement === null ? [] : [{ gateway, statement, outcomes: outcomesOf(outcomes) }];
        }),
      );
      return found.flat();
    },
  };
};

type Client = pg.ClientBase;
type PutRow = {
  readonly item_key: string;
  readonly status: string;
  readonly resolution: Settlement["resolution"] | null;
  readonly posted_minor: string;
  readonly posted_times: number;
};
type ClearedRow = {
  readonly item_key: string;
  readonly resolution: Settlement["resolution"] | null;
  readonly was: string;
  readonly times: number;
};

const saved = async (client: Client, write: MatchWrite): Promise<"saved" | "closed"> => {
  const { operationId, gateway, day, statementId, at, findings, items, outcomes } = write;
  const locked = await client.query<{ readonly closed: number }>({
    ...LOCK,
    values: [operationId, gateway, day, statementId, at, outcomesToJson(outcomes)],
  });
  // What the day was closed with stays; the row goes back with the transaction.
  if (locked.rows[0]?.closed !== 0) return rolledBack(client);
  await client.query({ ...DROP_MATCHES, values: [operationId, gateway, day] });
  const pairs = findings.flatMap(pairOf);
  await client.query({
    ...ADD_MATCHES,
    values: [operationId, gateway, day, statementId, pairs.map(p => p.factKey), pairs.map(p => p.row), pairs.map(p => p.outcome)],
  });
  const put = await client.query<PutRow>({ ...PUT_ITEMS, values: [operationId, gateway, day, statementId, ...columnsOf(items)] });
  const keys = items.map(item => item.itemKey);
  const matched = pairs.map(pair => pair.factKey);
  const cleared = await client.query<ClearedRow>({ ...CLEAR, values: [operationId, gateway, day, keys, matched] });
  for (const { item_key, resolution, was, times } of cleared.rows)
    await postBack(client, write, { itemKey: item_key, resolution, was: BigInt(was), times });
  // Settled on another sum than it is now: it is taken back and asked about again.
  for (const row of put.rows) {
    if (row.status !== "open" || row.posted_minor === "0") continue;
    await client.query({ ...UNPOST, values: [operationId, gateway, row.item_key] });
    await postBack(client, write, {
      itemKey: row.item_key,
      resolution: row.resolution,
      was: BigInt(row.posted_minor),
      times: row.posted_times,
    });
  }
  return "saved";
};

const rolledBack = async (client: Client): Promise<"closed"> => {
  await client.query("rollback");
  await client.query("begin");
  return "closed";
};

const pairOf = (finding: Finding) =>
  finding.outcome === "matched" || finding.outcome === "different"
    ? [{ factKey: finding.fact.factKey, row: finding.line.row, outcome: finding.outcome }]
    : [];

const columnsOf = (items: readonly OpenItem[]) => [
  items.map(item => item.itemKey),
  items.map(item => item.outcome),
  items.map(item => item.fact?.factKey ?? null),
  items.map(item => item.fact?.caseId ?? null),
  items.map(item => item.line?.row ?? null),
  items.map(item => item.differences.join(",")),
  items.map(item => item.suggested),
  items.map(item => (item.stakeMinor === null ? null : String(item.stakeMinor))),
  items.map(item => item.currency),
];

type Posted = {
  readonly itemKey: string;
  readonly resolution: Settlement["resolution"] | null;
  readonly was: Minor;
  readonly times: number;
};

const postBack = async (
  client: Client,
  { operationId, gateway, at }: MatchWrite,
  { itemKey, resolution, was, times }: Posted,
): Promise<void> => {
  if (was === 0n || resolution === null) return;
  const key = { gateway, itemKey, times: times + 1 };
  await post(client, operationId, key, legsOfClearing(resolution, gateway, was), at, await currencyOf(client, operationId, key));
};

const CURRENCY = {
  name: "item_currency",
  text: "select currency from reconciliation_items where operation_id = $1 and gateway = $2 and item_key = $3",
};
const currencyOf = async (
  client: Client,
  operationId: OperationId,
  { gateway, itemKey }: { gateway: string; itemKey: string },
): Promise<Item["currency"]> => {
  const { rows } = await client.query<{ readonly currency: Item["currency"] }>({ ...CURRENCY, values: [operationId, gateway, itemKey] });
  if (rows[0] === undefined) throw new Error(`broken invariant: ${itemKey} is an item`);
  return rows[0].currency;
};

const settled = async (client: Client, item: Item, settlement: Settlement): Promise<"done" | "stale"> => {
  const { operationId, gateway, itemKey, stakeMinor } = item;
  const { status, resolution, linkedFact, settledBy, confirmedBy, at, legs } = settlement;
  const posts = legs.length > 0 ? String(stakeMinor ?? 0n) : "0";
  const decided = [status, resolution, linkedFact, settledBy, confirmedBy, at, posts, stakeMinor === null ? null : String(stakeMinor)];
  const { rows } = await client.query<{ readonly posted_times: number }>({
    ...SETTLE,
    values: [operationId, gateway, itemKey, item.status, ...decided],
  });
  const [row] = rows;
  if (row === undefined) return "stale";
  if (legs.length > 0) await post(client, operationId, { gateway, itemKey, times: row.posted_times }, legs, at, item.currency);
  if (status === "settled" && linkedFact !== null)
    await client.query({ ...SETTLE_FACT, values: [operationId, gateway, linkedFact, settledBy, confirmedBy, at] });
  return "done";
};

/** The key is of the item and of how often it was posted before: what is undone and done again is posted again, and nothing twice. */
const post = async (
  client: Client,
  operationId: OperationId,
  { gateway, itemKey, times }: { readonly gateway: string; readonly itemKey: string; readonly times: number },
  legs: readonly Leg[],
  at: Settlement["at"],
  currency: Item["currency"],
): Promise<void> => {
  const place = { shard: shardOf(operationId), sellerId: operationId, operationId };
  const key = `${gateway}/${itemKey}:${times}`;
  await writeBook(client, place, { kind: "reconciliation", key, at, caseId: null, recourseId: null, eventSeq: null, currency, legs });
};
