import type { CaseId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { NoticeId, NoticeParams } from "@amends/domain/notice/notice";
import type { ListedNotice, NoticeInbox, NoticePage, Reader } from "@amends/flows/notices/notice-ports";
import type { Pool } from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { type DeskSettingsColumns, deskSettingsOf, type SettingsColumns, settingsOf } from "./settings-row.ts";

const LIST_BUYER = {
  name: "notice_list",
  text: `
select notice_id, case_id, template, params, urgent, at, read_at from notices
where shard = $1 and customer_id = $2 and operation_id = $3 and ($4::bigint is null or (at, notice_id) < ($4, $5))
order by at desc, notice_id desc limit $6`,
};
const FIRST_TOLD = {
  name: "notice_first_told",
  text: "select min(coalesce(told_at, at)) as told_at from notices where shard = $1 and customer_id = $2 and case_id = $3",
};
const UNREAD_BUYER = {
  name: "notice_unread",
  text: "select count(*)::int as unread from notices where shard = $1 and customer_id = $2 and operation_id = $3 and read_at is null",
};
const READ_BUYER = {
  name: "notice_read",
  text: `
update notices set read_at = coalesce(read_at, $5) where shard = $1 and customer_id = $2 and operation_id = $3 and notice_id = $4`,
};
const READ_ALL_BUYER = {
  name: "notice_read_all",
  text: "update notices set read_at = $4 where shard = $1 and customer_id = $2 and operation_id = $3 and read_at is null",
};

/** An account hears what its role is told; a seller's what their own shop is told. What they switched off is left out, unless it must be heard. */
const FOR_DESK = `d.operation_id = $1 and $3 = any(d.roles)
  and d.seller_id is not distinct from case when d.seller_id is null then null else $4 end
  and (d.must_hear <> 'no' or not exists (
    select from desk_notice_settings w
    where w.operation_id = d.operation_id and w.account_id = $2 and not coalesce(w.ways -> d.template ? 'inbox', true)))`;
const READS = "left join desk_notice_reads r on r.operation_id = d.operation_id and r.account_id = $2 and r.notice_id = d.notice_id";
const LIST_DESK = {
  name: "desk_notice_list",
  text: `
select d.notice_id, d.case_id, d.template, d.params, d.urgent, d.at, r.read_at from desk_notices d ${READS}
where ${FOR_DESK} and ($5::bigint is null or (d.at, d.notice_id) < ($5, $6)) order by d.at desc, d.notice_id desc limit $7`,
};
/** A bell that says more than ninety-nine says nothing more. */
const UNREAD_MOST = 100;
const UNREAD_DESK = {
  name: "desk_notice_unread",
  text: `select count(*)::int as unread from (
  select from desk_notices d ${READS} where ${FOR_DESK} and r.read_at is null limit ${UNREAD_MOST}) latest`,
};
const READ_DESK = {
  name: "desk_notice_read",
  text: `
insert into desk_notice_reads (operation_id, account_id, notice_id, read_at)
select distinct d.operation_id, $2, d.notice_id, $6::bigint from desk_notices d where ${FOR_DESK} and ($5::text is null or d.notice_id = $5)
on conflict do nothing`,
};
const IS_FOR_DESK = {
  name: "desk_notice_is_for",
  text: `select from desk_notices d where ${FOR_DESK} and d.notice_id = $5 limit 1`,
};

const SETTINGS = {
  name: "notice_settings",
  text: `
select channels, language, quiet_from, quiet_to from notice_settings w
where w.shard = $1 and w.customer_id = $2 and exists (
  select from customers c where c.shard = w.shard and c.customer_id = w.customer_id and c.operation_id = $3)`,
};
const CHANGE_SETTINGS = {
  name: "notice_change_settings",
  text: `
insert into notice_settings (shard, customer_id, channels, language, quiet_from, quiet_to, changed_at)
select c.shard, c.customer_id, $4, $5, $6, $7, $8 from customers c where c.shard = $1 and c.customer_id = $2 and c.operation_id = $3
on conflict (shard, customer_id) do update
set channels = excluded.channels, language = excluded.language, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
  changed_at = excluded.changed_at`,
};

const DESK_SETTINGS = {
  name: "desk_notice_settings",
  text: "select ways, language, quiet_from, quiet_to from desk_notice_settings where operation_id = $1 and account_id = $2",
};
const CHANGE_DESK_SETTINGS = {
  name: "desk_notice_change_settings",
  text: `
insert into desk_notice_settings (operation_id, account_id, ways, language, quiet_from, quiet_to, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (operation_id, account_id) do update
set ways = excluded.ways, language = excluded.language, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
  changed_at = excluded.changed_at`,
};

type Row = {
  readonly notice_id: NoticeId;
  readonly case_id: CaseId | null;
  readonly template: string;
  readonly params: Json;
  readonly urgent: boolean;
  readonly at: string;
  readonly read_at: string | null;
};

export const createNoticeInbox = (pool: Pool): NoticeInbox => ({
  list: async (reader, page) => {
    const { rows } = await pool.query<Row>(
      reader.kind === "buyer"
        ? { ...LIST_BUYER, values: [...keyOf(reader), ...afterOf(page)] }
        : { ...LIST_DESK, values: [...keyOf(reader), ...afterOf(page)] },
    );
    return rows.map(listed);
  },
  unread: async reader => {
    const statement = reader.kind === "buyer" ? UNREAD_BUYER : UNREAD_DESK;
    const { rows } = await pool.query<{ readonly unread: number }>({ ...statement, values: keyOf(reader) });
    return rows[0]?.unread ?? 0;
  },
  firstTold: async (customerId, caseId) => {
    const { rows } = await pool.query<{ readonly told_at: string | null }>({
      ...FIRST_TOLD,
      values: [shardOf(caseId), customerId, caseId],
    });
    const toldAt = rows[0]?.told_at ?? null;
    return toldAt === null ? null : (Number(toldAt) as Instant);
  },
  markRead: async (reader, which, at) => {
    if (reader.kind === "desk") return markReadAtDesk(pool, keyOf(reader), which, at);
    if (which === "all") await pool.query({ ...READ_ALL_BUYER, values: [...keyOf(reader), at] });
    return which === "all" || (await pool.query({ ...READ_BUYER, values: [...keyOf(reader), which, at] })).rowCount === 1;
  },
  settings: async reader => {
    const { rows } = await pool.query<SettingsColumns>({ ...SETTINGS, values: keyOf(reader) });
    return rows[0] === undefined ? null : settingsOf(rows[0]);
  },
  changeSettings: async (reader, { channels, language, quietFromMinute, quietToMinute }, at) => {
    await pool.query({ ...CHANGE_SETTINGS, values: [...keyOf(reader), channels, language, quietFromMinute, quietToMinute, at] });
  },
  deskSettings: async ({ operationId, accountId }) => {
    const { rows } = await pool.query<DeskSettingsColumns>({ ...DESK_SETTINGS, values: [operationId, accountId] });
    return rows[0] === undefined ? null : deskSettingsOf(rows[0]);
  },
  changeDeskSettings: async ({ operationId, accountId }, { ways, language, quietFromMinute, quietToMinute }, at) => {
    const values = [operationId, accountId, JSON.stringify(ways), language, quietFromMinute, quietToMinute, at];
    await pool.query({ ...CHANGE_DESK_SETTINGS, values });
  },
});

const markReadAtDesk = async (pool: Pool, key: unknown[], which: NoticeId | "all", at: Instant): Promise<boolean> => {
  if (which !== "all" && (await pool.query({ ...IS_FOR_DESK, values: [...key, which] })).rowCount === 0) return false;
  await pool.query({ ...READ_DESK, values: [...key, which === "all" ? null : which, at] });
  return true;
};

const keyOf = (reader: Reader): unknown[] =>
  reader.kind === "buyer"
    ? [shardOf(reader.customerId), reader.customerId, reader.operationId]
    : [reader.operationId, reader.accountId, reader.role, reader.sellerId];

const afterOf = ({ after, limit }: NoticePage): readonly unknown[] => [after?.at ?? null, after?.noticeId ?? null, limit];

const listed = (row: Row): ListedNotice => ({
  noticeId: row.notice_id,
  caseId: row.case_id,
  template: row.template,
  params: fromJson<NoticeParams>(row.params),
  isUrgent: row.urgent,
  at: Number(row.at) as Instant,
  readAt: row.read_at === null ? null : (Number(row.read_at) as Instant),
});
