import type { AccountId, CaseId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { MustHear, NoticeId, NoticeParams } from "@amends/domain/notice/notice";
import type { DeskOutbox, LeasedDeskSend } from "@amends/flows/notices/notice-ports";
import type { Pool } from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { type DeskSettingsColumns, deskSettingsOf, endsOf } from "./settings-row.ts";

/** What a mail needs comes with its lease: the address as it is now, whether it is still for them, and how they want to hear. */
const LEASE = {
  name: "desk_notice_lease",
  text: `
with due as materialized (
  select operation_id, notice_id, account_id from desk_notice_sends where status = 'pending' and due_at <= $1
  order by due_at, operation_id, notice_id, account_id limit $3
  for update skip locked
), leased as (
  update desk_notice_sends s set due_at = $1::bigint + $2, attempts = attempts + 1 from due d
  where s.operation_id = d.operation_id and s.notice_id = d.notice_id and s.account_id = d.account_id
  returning s.operation_id, s.notice_id, s.account_id, s.audience, s.faults, s.due_at
)
select l.operation_id, l.notice_id, l.account_id, l.faults, l.due_at, d.case_id, d.template, d.params, d.urgent, d.must_hear, d.at,
  a.email, a.role, not a.is_disabled and a.role = any(d.roles) and a.seller_id is not distinct from d.seller_id as is_theirs,
  w.ways, w.language, w.quiet_from, w.quiet_to
from leased l
join desk_notices d on d.operation_id = l.operation_id and d.notice_id = l.notice_id and d.audience = l.audience
join accounts a on a.account_id = l.account_id and a.operation_id = l.operation_id
left join desk_notice_settings w on w.operation_id = l.operation_id and w.account_id = l.account_id
order by d.at, d.notice_id, l.account_id`,
};

/** As with messages to buyers: each where the lease is still the one that was taken, and not by the index of what is pending. */
const SETTLE = {
  name: "desk_notice_settle",
  text: `
update desk_notice_sends s set status = r.status, due_at = r.due_at, faults = case when r.failed then s.faults + 1 else s.faults end, said = r.said
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::boolean[], $8::text[])
  as r(operation_id, notice_id, account_id, leased_until, status, due_at, failed, said)
where s.operation_id = r.operation_id and s.notice_id = r.notice_id and s.account_id = r.account_id and s.due_at = r.leased_until
  and s.status is not distinct from 'pending'`,
};

type Row = DeskSettingsColumns & {
  readonly operation_id: OperationId;
  readonly notice_id: NoticeId;
  readonly account_id: AccountId;
  readonly faults: number;
  readonly due_at: string;
  readonly case_id: CaseId | null;
  readonly template: string;
  readonly params: Json;
  readonly urgent: boolean;
  readonly must_hear: MustHear;
  readonly at: string;
  readonly email: string;
  readonly role: string;
  readonly is_theirs: boolean;
};

export const createDeskOutbox = (pool: Pool): DeskOutbox => ({
  lease: async (at, leaseMs, most) => {
    const { rows } = await pool.query<Row>({ ...LEASE, values: [at, leaseMs, most] });
    return rows.map(leasedSend);
  },
  settle: async settled => {
    const each = settled.map(({ send }) => send);
    const operations = each.map(({ notice }) => notice.operationId);
    const notices = each.map(({ notice }) => notice.noticeId);
    const accounts = each.map(({ accountId }) => accountId);
    await pool.query({ ...SETTLE, values: [operations, notices, accounts, ...endsOf(settled)] });
  },
});

const leasedSend = (row: Row): LeasedDeskSend => ({
  notice: {
    noticeId: row.notice_id,
    operationId: row.operation_id,
    caseId: row.case_id,
    template: row.template,
    params: fromJson<NoticeParams>(row.params),
    isUrgent: row.urgent,
    mustHear: row.must_hear,
    at: Number(row.at) as Instant,
  },
  accountId: row.account_id,
  role: row.role,
  isTheirs: row.is_theirs,
  email: row.email,
  faults: row.faults,
  leasedUntil: Number(row.due_at) as Instant,
  settings: deskSettingsOf(row),
});
