import { type AccountId, type CaseId, shardOf } from "@amends/domain/kernel/ids";
import { DESK_OWNERS, type WorkItemId, type WorkLanguage } from "@amends/domain/work/work-item";
import type { NearBuyer, ProjectedCase, WorkedCase, WorkProjection } from "@amends/flows/work/work-ports";
import type pg from "pg";
import type { CaseHead } from "../cases/case-rows.ts";
import { HEAD, STEPS, type StoredStep, stepOf } from "../cases/stored-case.ts";

/** Of this buyer's items that ended last, so many are asked for who is on duty: whoever was near them longer ago hardly knows them. */
const KNEW_MOST = 5;

/**
 * A case's document is opened where it holds something nobody else knows: why only a refund is asked, and what the host's newer word contradicts.
 * Each case in its own shard, with the tier of its buyer, what kind of goods it is about, and who has been near it or the buyer before. The kind of goods
 * stays: once an item knows it, the order, a large document, is not opened again.
 */
const READ = `
select ${HEAD} as head, ${STEPS} as steps, c.tier,
  case when k.service_type = 'refund_only' then k.state ->> 'refundOnlyKind' end as refund_only_kind,
  case when k.case_id = any($3::text[]) or exists (select from work_items i where i.operation_id = k.operation_id and i.case_id = k.case_id
    and i.kind = 'order_changed' and i.ended_at is null) then k.state -> 'attention' else '[]' end as attention,
  coalesce((select i.category from work_items i where i.operation_id = k.operation_id and i.case_id = k.case_id limit 1),
    (select bought ->> 'category' from orders o, json_array_elements(o.facts -> 'lines') bought
    where o.shard = k.shard and o.order_id = k.order_id and (bought ->> 'lineNo')::int =
      (select min(l.line_no) from case_lines l where l.shard = k.shard and l.case_id = k.case_id) limit 1), '') as category,
  (select i.owner_id from work_items i where i.operation_id = k.operation_id and i.case_id = k.case_id and i.keeps_owner and i.owner_id is not null
    order by i.owned_since desc limit 1) as keeper_id,
  coalesce((select w.language from notice_settings w where w.shard = k.shard and w.customer_id = k.customer_id), 'zh') as language,
  (select json_agg(json_build_object('accountId', a.account_id, 'teams', a.teams, 'skills', a.skills, 'languages', a.languages) order by n.place)
    from (
      select account_id, 0::bigint as place from work_advisors v
      where v.operation_id = k.operation_id and v.customer_id = k.customer_id
      union all
      select owner_id, row_number() over (order by ended_at desc) from (
        select i.owner_id, i.ended_at from work_items i where i.operation_id = k.operation_id and i.customer_id = k.customer_id
          and i.owner_id is not null and i.ended_at is not null order by i.ended_at desc limit ${KNEW_MOST}) ended
    ) n join work_agents a on a.operation_id = k.operation_id and a.account_id = n.account_id and a.is_on_duty) as near,
  (select json_object_agg(e.data ->> 'stepNo', e.actor ->> 'id') from case_events e where e.shard = k.shard and e.case_id = k.case_id
    and e.type = 'step_ended' and e.actor ->> 'id' like 'account\\_%') as ended_by,
  (select json_object_agg(i.item_id, case when i.ended_at is null then 'open' else 'ended' end) from work_items i
    where i.operation_id = k.operation_id and i.case_id = k.case_id) as kept
from unnest($1::smallint[], $2::text[]) as asked(shard, case_id)
join cases k on k.shard = asked.shard and k.case_id = asked.case_id
join customers c on c.shard = k.shard and c.customer_id = k.customer_id`;

const READ_CASES = { name: "work_read_cases", text: READ };

/** Most cases ask nothing of anybody here: whether they do is seen without opening their documents. */
const READ_ASKING = {
  name: "work_read_asking",
  text: `${READ}
where k.case_id = any($3::text[])
  or exists (select from steps t where t.shard = k.shard and t.case_id = k.case_id and t.started_at is not null and t.owner = any($4::text[]))
  or exists (select from work_items i where i.operation_id = k.operation_id and i.case_id = k.case_id)`,
};

export const createWorkProjection = (pool: pg.Pool): WorkProjection => {
  const read = async (
    statement: pg.QueryConfig,
    caseIds: readonly CaseId[],
    values: readonly unknown[],
  ): Promise<readonly ProjectedCase[]> => {
    if (caseIds.length === 0) return [];
    const { rows } = await pool.query<Row>({ ...statement, values: [caseIds.map(shardOf), caseIds, ...values] });
    return rows.map(projected);
  };
  return {
    readCases: caseIds => read(READ_CASES, caseIds, [[]]),
    readAsking: (caseIds, contradicted) => read(READ_ASKING, caseIds, [contradicted, DESK_OWNERS]),
  };
};

type Row = {
  readonly head: CaseHead;
  readonly attention: WorkedCase["attention"];
  readonly refund_only_kind: WorkedCase["refundOnlyKind"];
  readonly steps: readonly StoredStep[];
  readonly tier: string;
  readonly category: string;
  readonly keeper_id: AccountId | null;
  readonly language: WorkLanguage;
  readonly near: readonly NearBuyer[] | null;
  readonly ended_by: Readonly<Record<string, AccountId>> | null;
  readonly kept: Readonly<Record<WorkItemId, "open" | "ended">> | null;
};

const projected = (row: Row): ProjectedCase => ({
  state: { ...row.head, attention: row.attention, refundOnlyKind: row.refund_only_kind, steps: row.steps.map(stepOf) },
  tier: row.tier,
  category: row.category,
  keeperId: row.keeper_id,
  language: row.language,
  near: row.near ?? [],
  endedBy: new Map(Object.entries(row.ended_by ?? {}).map(([stepNo, accountId]) => [Number(stepNo), accountId])),
  kept: new Map(Object.entries(row.kept ?? {}).map(([itemId, standing]) => [itemId as WorkItemId, standing])),
});
