import type { OperationId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Finding } from "@amends/domain/reconciliation/match-lines";
import type { OpenItem } from "@amends/domain/reconciliation/open-item";
import { legsOfClearing, legsOfSettlement } from "@amends/domain/reconciliation/settle-item";
import type { Item, MatchWrite, Settlement } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { post } from "./house-book.ts";
import { feesOf, matchToJson, type PostedFees } from "./outcomes.ts";

/** The row is held to the end of the transaction: matches of one day go one after the other. */
const LOCK = {
  name: "reconciliation_lock",
  text: `
insert into reconciliations (operation_id, gateway, day, statement_id, matched_at, outcomes) values ($1, $2, $3, $4, $5, '{}')
on conflict (operation_id, gateway, day) do update set matched_at = excluded.matched_at
returning outcomes, (select count(*)::int from daily_closes c where c.operation_id = $1 and c.day = $3::date) as closed`,
};
const KEEP = {
  name: "reconciliation_keep",
  text: "update reconciliations set statement_id = $4, outcomes = $5 where operation_id = $1 and gateway = $2 and day = $3",
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
  status = case when i.status = 'cleared' or (i.resolution = 'link' and excluded.outcome in ('different', 'missing')) or (i.status <> 'open' and i.resolution <> 'link' and i.stake_minor is distinct from excluded.stake_minor)
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

export const writeMatch = async (client: Client, write: MatchWrite): Promise<"saved" | "closed"> => {
  const { operationId, gateway, day, statementId, at, findings, items, outcomes } = write;
  const locked = await client.query<{ readonly closed: number; readonly outcomes: unknown }>({
    ...LOCK,
    values: [operationId, gateway, day, statementId, at],
  });
  const [before] = locked.rows;
  // What the day was closed with stays; the row goes back with the transaction.
  if (before === undefined || before.closed !== 0) return rolledBack(client);
  const fees = await postFees(client, write, feesOf(before.outcomes));
  await client.query({ ...KEEP, values: [operationId, gateway, day, statementId, matchToJson(outcomes, fees)] });
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

/** A gateway's fees are the house's: no seller is billed for them, whoever bears what was refunded. */
const postFees = async (
  client: Client,
  { operationId, gateway, day, at, feeMinor, currency }: MatchWrite,
  posted: PostedFees,
): Promise<PostedFees> => {
  const missingMinor = feeMinor - posted.amountMinor;
  if (missingMinor === 0n) return posted;
  const times = posted.times + 1;
  await post(
    client,
    operationId,
    { gateway, itemKey: `fees:${day}`, times },
    legsOfSettlement("fee", gateway, -missingMinor),
    at,
    currency,
  );
  return { amountMinor: feeMinor, times };
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
