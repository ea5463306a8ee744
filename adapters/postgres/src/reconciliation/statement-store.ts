import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine, LineKind, LineState } from "@amends/domain/reconciliation/gateway-line";
import type { Statement, StatementKey, StatementStore, StatementUnderWay } from "@amends/flows/reconciliation/reconciliation-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { feesOf, outcomesOf } from "./outcomes.ts";

const COLUMNS = `s.operation_id as "operationId", s.statement_id as "statementId", s.gateway, s.format, s.day::text as day, s.status, s.file_hash as "fileHash",
  s.lines_hash as "linesHash", s.line_count as "lineCount", s.amount_minor, s.fee_minor, s.faults, s.fault_count as "faultCount", s.imported_at,
  s.imported_by as "importedBy", r.outcomes`;
const FROM = `
select ${COLUMNS} from gateway_statements s
left join reconciliations r on r.operation_id = s.operation_id and r.statement_id = s.statement_id and s.status = 'taken'`;

const BEGIN = {
  name: "statement_begin",
  text: `
with stale as (delete from gateway_statements where operation_id = $1 and status = 'reading' and imported_at < $8 returning statement_id),
dropped as (delete from gateway_lines l using stale s where l.operation_id = $1 and l.statement_id = s.statement_id)
insert into gateway_statements (operation_id, statement_id, gateway, format, day, status, imported_at, imported_by)
values ($1, $2, $3, $4, $5, 'reading', $6, $7)`,
};
const ADD_LINES = {
  name: "statement_add_lines",
  text: `
with counted as (
  update gateway_statements set line_count = line_count + cardinality($3::int[]) where operation_id = $1 and statement_id = $2
)
insert into gateway_lines (operation_id, statement_id, row_no, kind, gateway_ref, our_key, order_no, amount_minor, fee_minor, currency, at, state)
select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::bigint[], $12::text[])`,
};
const REPLACE = {
  name: "statement_replace",
  text: "update gateway_statements set status = 'replaced' where operation_id = $1 and gateway = $2 and day = $3 and status = 'taken'",
};
const TAKE = {
  name: "statement_take",
  text: `update gateway_statements set status = 'taken', file_hash = $3, lines_hash = $4, line_count = $5, amount_minor = $6, fee_minor = $7
where operation_id = $1 and statement_id = $2 and status = 'reading'`,
};
const DROP_LINES = { name: "statement_drop_lines", text: "delete from gateway_lines where operation_id = $1 and statement_id = $2" };
const REFUSE = {
  name: "statement_refuse",
  text: "update gateway_statements set status = 'refused', line_count = 0, faults = $3, fault_count = $4, file_hash = $5 where operation_id = $1 and statement_id = $2",
};
const FORGET = {
  name: "statement_forget",
  text: "delete from gateway_statements where operation_id = $1 and statement_id = $2 and status = 'reading'",
};
const IN_FORCE = {
  name: "statement_in_force",
  text: `${FROM} where s.operation_id = $1 and s.gateway = $2 and s.day = $3 and s.status = 'taken'`,
};
const UNDER_WAY = {
  name: "statements_under_way",
  text: `
select s.statement_id as "statementId", s.gateway, s.day::text as day, s.imported_at, s.line_count as lines,
  case s.status when 'reading' then 'reading' else 'matching' end as stage
from gateway_statements s
where s.operation_id = $1 and s.imported_at > $2 and (s.status = 'reading' or (s.status = 'taken'
  and not exists (select from reconciliations r where r.operation_id = s.operation_id and r.statement_id = s.statement_id))) order by s.imported_at desc`,
};
const FIND = { name: "statement_find", text: `${FROM} where s.operation_id = $1 and s.statement_id = $2` };
const LIST = {
  name: "statement_list",
  text: `${FROM}
where s.operation_id = $1 and ($2::date is null or s.day = $2) and ($3::text is null or s.gateway = $3) and s.status <> 'reading'
  and ($4::bigint is null or (s.imported_at, s.statement_id) < ($4, $5)) order by s.imported_at desc, s.statement_id desc limit $6`,
};
const LINES = {
  name: "statement_lines",
  text: "select * from gateway_lines where operation_id = $1 and statement_id = $2 and row_no > $3 order by row_no limit $4",
};
const WITH_OUTCOME = {
  name: "statement_lines_outcome",
  text: `
select l.*, coalesce(i.outcome, m.outcome, 'outside') as outcome, coalesce(m.fact_key, i.fact_key) as fact_key, c.short_no
from gateway_lines l
left join gateway_matches m on m.operation_id = l.operation_id and m.statement_id = l.statement_id and m.row_no = l.row_no
left join reconciliation_items i on i.operation_id = l.operation_id and i.statement_id = l.statement_id and i.row_no = l.row_no and i.status <> 'cleared'
left join cases c on c.shard = shard_of(split_part(m.fact_key, ':', 1)) and c.case_id = split_part(m.fact_key, ':', 1)
where l.operation_id = $1 and l.statement_id = $2 and l.row_no > $3 order by l.row_no limit $4`,
};
/** A day's own row is locked by whoever closes it, so no statement slips in between. */
const IS_CLOSED = { name: "statement_day_closed", text: "select from daily_closes where operation_id = $1 and day >= $2 limit 1" };

const PAGE = 2000;
/** Longer than the largest file takes: whoever began to read before that has died over it. */
const READ_MS_MAX = 3_600_000;

export const createStatementStore = (pool: pg.Pool): StatementStore => ({
  begin: async ({ operationId, statementId, gateway, format, day, importedAt, importedBy }) => {
    await pool.query({
      ...BEGIN,
      values: [operationId, statementId, gateway, format, day, importedAt, importedBy, importedAt - READ_MS_MAX],
    });
  },
  addLines: async ({ operationId, statementId }, lines) => {
    const columns = [
      lines.map(line => line.row),
      lines.map(line => line.kind),
      lines.map(line => line.gatewayRef),
      lines.map(line => line.key),
      lines.map(line => line.orderNo),
      lines.map(line => String(line.amountMinor)),
      lines.map(line => String(line.feeMinor)),
      lines.map(line => line.currency),
      lines.map(line => line.at),
      lines.map(line => line.state),
    ];
    await pool.query({ ...ADD_LINES, values: [operationId, statementId, ...columns] });
  },
  take: (day, statementId, end) =>
    inTransaction(pool, async client => {
      if ((await client.query({ ...IS_CLOSED, values: [day.operationId, day.day] })).rowCount !== 0) return "closed";
      await client.query({ ...REPLACE, values: [day.operationId, day.gateway, day.day] });
      const { fileHash, linesHash, lineCount, amountMinor, feeMinor } = end;
      const values = [day.operationId, statementId, fileHash, linesHash, lineCount, String(amountMinor), String(feeMinor)];
      await client.query({ ...TAKE, values });
      return "taken";
    }),
  refuse: ({ operationId, statementId }, faults, faultCount, fileHash) =>
    inTransaction(pool, async client => {
      await client.query({ ...DROP_LINES, values: [operationId, statementId] });
      await client.query({ ...REFUSE, values: [operationId, statementId, JSON.stringify(faults), faultCount, fileHash] });
    }),
  forget: ({ operationId, statementId }) =>
    inTransaction(pool, async client => {
      const { rowCount } = await client.query({ ...FORGET, values: [operationId, statementId] });
      if (rowCount === 1) await client.query({ ...DROP_LINES, values: [operationId, statementId] });
    }),
  inForce: async ({ operationId, gateway, day }) => {
    const { rows } = await pool.query<StatementRow>({ ...IN_FORCE, values: [operationId, gateway, day] });
    return rows[0] === undefined ? null : statementOf(rows[0]);
  },
  underWay: async (scope, at) => {
    const values = [wholeOperation(scope), at - READ_MS_MAX];
    const { rows } = await pool.query<Omit<StatementUnderWay, "importedAt"> & { readonly imported_at: string }>({ ...UNDER_WAY, values });
    return rows.map(({ imported_at, ...row }) => ({ ...row, importedAt: Number(imported_at) as Instant }));
  },
  find: async (scope, statementId) => {
    const { rows } = await pool.query<StatementRow>({ ...FIND, values: [wholeOperation(scope), statementId] });
    return rows[0] === undefined ? null : statementOf(rows[0]);
  },
  list: async (scope, { day, gateway }, { after, most }) => {
    const values = [wholeOperation(scope), day, gateway, after?.[0] ?? null, after?.[1] ?? null, most];
    const { rows } = await pool.query<StatementRow>({ ...LIST, values });
    return rows.map(statementOf);
  },
  lines: key => pages(pool, LINES, key, lineOf),
  linesWithOutcome: key =>
    pages(
      pool,
      WITH_OUTCOME,
      key,
      (row: LineRow & { readonly outcome: string; readonly fact_key: string | null; readonly short_no: string | null }) => ({
        ...lineOf(row),
        outcome: row.outcome,
        factKey: row.fact_key,
        shortNo: row.short_no,
      }),
    ),
});

/** Statements are the operation's own people's to see. */
export const wholeOperation = (scope: Scope): string => {
  if (scope.kind !== "operation") throw new Error("broken invariant: statements are read by the operation's own people");
  return scope.operationId;
};

async function* pages<Row extends LineRow, T>(
  pool: pg.Pool,
  statement: typeof LINES,
  { operationId, statementId }: StatementKey,
  of: (row: Row) => T,
): AsyncGenerator<readonly T[]> {
  let after = 0;
  for (;;) {
    const { rows } = await pool.query<Row>({ ...statement, values: [operationId, statementId, after, PAGE] });
    if (rows.length > 0) yield rows.map(of);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.row_no;
  }
}

type StatementRow = Omit<Statement, "amountMinor" | "feeMinor" | "importedAt" | "outcomes" | "postedFeeMinor" | "day"> & {
  readonly day: string;
  readonly amount_minor: string;
  readonly fee_minor: string;
  readonly imported_at: string;
  readonly outcomes: unknown;
};
const statementOf = ({ amount_minor, fee_minor, imported_at, outcomes, day, ...row }: StatementRow): Statement => ({
  ...row,
  day: day as CivilDay,
  amountMinor: BigInt(amount_minor),
  feeMinor: BigInt(fee_minor),
  importedAt: Number(imported_at) as Instant,
  outcomes: outcomes === null ? null : outcomesOf(outcomes),
  postedFeeMinor: outcomes === null ? 0n : feesOf(outcomes).amountMinor,
});

export type LineRow = {
  readonly row_no: number;
  readonly kind: LineKind;
  readonly gateway_ref: string | null;
  readonly our_key: string | null;
  readonly order_no: string | null;
  readonly amount_minor: string;
  readonly fee_minor: string;
  readonly currency: Currency;
  readonly at: string;
  readonly state: LineState;
};
export const lineOf = (row: LineRow): GatewayLine => ({
  row: row.row_no,
  kind: row.kind,
  gatewayRef: row.gateway_ref,
  key: row.our_key,
  orderNo: row.order_no,
  amountMinor: BigInt(row.amount_minor),
  feeMinor: BigInt(row.fee_minor),
  currency: row.currency,
  at: Number(row.at) as Instant,
  state: row.state,
});
