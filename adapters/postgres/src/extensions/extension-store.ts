import type { Extension } from "@amends/domain/case/announced-extension";
import type { CaseId, ExtensionId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { AnnouncedExtension, ExtensionStore } from "@amends/flows/extension-ports";
import type pg from "pg";

const COLUMNS = `operation_id, extension_id, zh, en, region, carrier, category, seller_id, step_types, from_at, until_at, announced_at, announced_by, withdrawn_at`;

const ANNOUNCE = {
  name: "extension_announce",
  text: `
insert into time_extensions (operation_id, extension_id, zh, en, carrier, category, seller_id, step_types, from_at, until_at, announced_at, announced_by, work_at, region)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $13)`,
};

const LIST = {
  name: "extension_list",
  text: `select ${COLUMNS} from time_extensions where operation_id = $1 order by announced_at desc, extension_id desc limit $2`,
};

const WITHDRAW = {
  name: "extension_withdraw",
  text: `
update time_extensions set withdrawn_at = $3, work_at = $3, leased_until = 0, after_shard = -1, after_case_id = ''
where operation_id = $1 and extension_id = $2 and withdrawn_at is null returning ${COLUMNS}`,
};

const LEASE = {
  name: "extension_lease",
  text: `
with due as materialized (
  select operation_id, extension_id from time_extensions where work_at <= $1::bigint and leased_until <= $1::bigint
  order by work_at limit 1 for update skip locked
)
update time_extensions e set leased_until = $1::bigint + $2::bigint from due
where e.operation_id = due.operation_id and e.extension_id = due.extension_id
returning ${COLUMNS.split(", ")
    .map(column => `e.${column}`)
    .join(", ")}, e.after_shard, e.after_case_id`,
};

/** Over the open cases, which are few beside those that have ended; the steps say which of them wait for what may be extended. */
const CASES_AFTER = {
  name: "extension_cases",
  text: `
select c.case_id from cases c
where c.operation_id = $1 and c.ended_at is null and (c.shard, c.case_id) > ($3::smallint, $4)
  and ($5::text is null or c.seller_id = $5)
  and ($7::text is null or exists (
    select from orders o where o.shard = c.shard and o.order_id = c.order_id and o.facts ->> 'region' = $7))
  and exists (select from steps s where s.shard = c.shard and s.case_id = c.case_id and s.status = 'active' and s.type = any($2::text[]))
order by c.shard, c.case_id limit $6`,
};

/** Withdrawn meanwhile, the pass that was under way counts for nothing: the one that takes back has begun at the beginning. */
const SAVE = {
  name: "extension_save",
  text: `
update time_extensions set after_shard = $3, after_case_id = $4, work_at = case when $5 then work_at else $6::bigint end, leased_until = 0
where operation_id = $1 and extension_id = $2 and withdrawn_at is not distinct from $7::bigint`,
};

export const createExtensionStore = (pool: pg.Pool): ExtensionStore => ({
  announce: async ({
    operationId,
    extensionId,
    zh,
    en,
    region,
    carrier,
    category,
    sellerId,
    stepTypes,
    fromAt,
    untilAt,
    announcedAt,
    announcedBy,
  }) => {
    const who = JSON.stringify(announcedBy);
    const values = [operationId, extensionId, zh, en, carrier, category, sellerId, stepTypes, fromAt, untilAt, announcedAt, who, region];
    await pool.query({ ...ANNOUNCE, values });
  },
  list: async ({ operationId }, limit) => {
    const { rows } = await pool.query<Row>({ ...LIST, values: [operationId, limit] });
    return rows.map(extensionOf);
  },
  withdraw: async ({ operationId }, extensionId, at) => {
    const { rows } = await pool.query<Row>({ ...WITHDRAW, values: [operationId, extensionId, at] });
    return rows[0] === undefined ? null : extensionOf(rows[0]);
  },
  lease: async (at, leaseMs) => {
    const { rows } = await pool.query<LeasedRow>({ ...LEASE, values: [at, leaseMs] });
    const row = rows[0];
    return row === undefined ? null : { extension: extensionOf(row), place: { shard: row.after_shard, caseId: row.after_case_id } };
  },
  casesAfter: async ({ operationId, stepTypes, sellerId, region }, { shard, caseId }, most) => {
    const values = [operationId, stepTypes, shard, caseId, sellerId, most, region];
    const { rows } = await pool.query<{ readonly case_id: CaseId }>({ ...CASES_AFTER, values });
    return rows.map(row => row.case_id);
  },
  save: async ({ operationId, extensionId, withdrawnAt }, { shard, caseId }, again) => {
    const next = typeof again === "string" ? null : again;
    await pool.query({ ...SAVE, values: [operationId, extensionId, shard, caseId, again === "at_once", next, withdrawnAt] });
  },
});

type Row = {
  readonly operation_id: OperationId;
  readonly extension_id: ExtensionId;
  readonly zh: string;
  readonly en: string;
  readonly region: string | null;
  readonly carrier: string | null;
  readonly category: string | null;
  readonly seller_id: SellerId | null;
  readonly step_types: Extension["stepTypes"];
  readonly from_at: string;
  readonly until_at: string;
  readonly announced_at: string;
  readonly announced_by: Actor;
  readonly withdrawn_at: string | null;
};
type LeasedRow = Row & { readonly after_shard: Shard | -1; readonly after_case_id: string };

const extensionOf = (row: Row): AnnouncedExtension => ({
  operationId: row.operation_id,
  extensionId: row.extension_id,
  zh: row.zh,
  en: row.en,
  region: row.region,
  carrier: row.carrier,
  category: row.category,
  sellerId: row.seller_id,
  stepTypes: row.step_types,
  fromAt: Number(row.from_at) as Instant,
  untilAt: Number(row.until_at) as Instant,
  announcedAt: Number(row.announced_at) as Instant,
  announcedBy: row.announced_by,
  withdrawnAt: row.withdrawn_at === null ? null : (Number(row.withdrawn_at) as Instant),
});
