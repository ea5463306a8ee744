import type { AccountId, CaseId } from "@amends/domain/kernel/ids";
import type { WorkItemId } from "@amends/domain/work/work-item";
import type { Attainment, Hindrance, HindranceKind, TeamStore } from "@amends/flows/work/team-ports";
import type pg from "pg";
import { atOf, atOrNull, ITEM, type ItemRow, itemOf } from "./work-rows.ts";

const ATTAINMENT = {
  name: "work_attainment",
  text: `
select team, kind, standard, nullif(account_id, '') as account_id, nullif(row_id, '') as row_id, sum(met)::int as met, sum(missed)::int as missed, sum(late_seconds)::bigint as late_seconds
from work_attainment where operation_id = $1 and day >= $2 group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
};

const BREACHING = {
  name: "work_breaching",
  text: `
select ${ITEM} from work_items i where i.operation_id = $1 and i.ended_at is null and i.merged_into is null and i.breach_at <= $2::bigint
order by i.breach_at, i.item_id limit $3`,
};

/** With who said it, and the case it is about. */
const HINDRANCE = `h.hindrance_id, h.account_id, h.kind, h.text, h.item_id, h.reported_at, h.reviewed_at, h.reviewed_by, h.answer,
  (select a.name from accounts a where a.account_id = h.account_id and a.operation_id = h.operation_id) as name,
  (select i.case_id from work_items i where i.operation_id = h.operation_id and i.item_id = h.item_id) as case_id`;
const REPORT = {
  name: "work_hindrance_report",
  text: `insert into work_hindrances (operation_id, hindrance_id, account_id, kind, text, item_id, reported_at) values ($1, $2, $3, $4, $5, $6, $7)`,
};
const HINDRANCES = {
  name: "work_hindrances",
  text: `
select ${HINDRANCE} from work_hindrances h
where h.operation_id = $1 and ($2::boolean is null or (h.reviewed_at is null) = $2) and ($3::text is null or h.account_id = $3)
order by h.reported_at desc, h.hindrance_id limit $4`,
};
const REVIEW = {
  name: "work_hindrance_review",
  text: `
update work_hindrances h set reviewed_at = $5::bigint, reviewed_by = $3, answer = $4
where h.operation_id = $1 and h.hindrance_id = $2 and h.reviewed_at is null returning ${HINDRANCE}`,
};

export const createTeamStore = (pool: pg.Pool): TeamStore => ({
  attainment: async (operationId, fromDay) => {
    const { rows } = await pool.query<AttainmentRow>({ ...ATTAINMENT, values: [operationId, fromDay] });
    return rows.map(({ account_id, row_id, late_seconds, ...row }) => ({
      ...row,
      accountId: account_id,
      rowId: row_id,
      lateSeconds: Number(late_seconds),
    }));
  },
  breaching: async (operationId, before, most) => {
    const { rows } = await pool.query<ItemRow>({ ...BREACHING, values: [operationId, before, most] });
    return rows.map(itemOf);
  },
  report: async (operationId, { hindranceId, accountId, kind, text, itemId, reportedAt }) => {
    await pool.query({ ...REPORT, values: [operationId, hindranceId, accountId, kind, text, itemId, reportedAt] });
  },
  hindrances: async (operationId, { isOpen, accountId }, most) => {
    const { rows } = await pool.query<HindranceRow>({ ...HINDRANCES, values: [operationId, isOpen, accountId, most] });
    return rows.map(hindranceOf);
  },
  review: async (operationId, hindranceId, { by, answer, at }) => {
    const { rows } = await pool.query<HindranceRow>({ ...REVIEW, values: [operationId, hindranceId, by, answer, at] });
    return rows[0] === undefined ? null : hindranceOf(rows[0]);
  },
});

type AttainmentRow = Omit<Attainment, "accountId" | "rowId" | "lateSeconds"> & {
  readonly row_id: string | null;
  readonly account_id: AccountId | null;
  readonly late_seconds: string;
};
type HindranceRow = {
  readonly hindrance_id: string;
  readonly account_id: AccountId;
  readonly kind: HindranceKind;
  readonly text: string;
  readonly item_id: WorkItemId | null;
  readonly reported_at: string;
  readonly reviewed_at: string | null;
  readonly reviewed_by: AccountId | null;
  readonly answer: string | null;
  readonly name: string | null;
  readonly case_id: CaseId | null;
};

const hindranceOf = (row: HindranceRow): Hindrance => ({
  hindranceId: row.hindrance_id,
  accountId: row.account_id,
  kind: row.kind,
  text: row.text,
  itemId: row.item_id,
  reportedAt: atOf(row.reported_at),
  reviewedAt: atOrNull(row.reviewed_at),
  reviewedBy: row.reviewed_by,
  answer: row.answer,
  name: row.name,
  caseId: row.case_id,
});
