import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { depositPot, withdrawalKey } from "@amends/flows/pot-ports";
import type { DepositWrite, Merchant, MerchantStore, StatementLine, WithdrawalAsked } from "@amends/flows/recourse-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { createPotStore } from "../pots/pot-store.ts";
import { openBook, writeBook } from "./merchant-book.ts";

const MERCHANT = `
select s.operation_id as "operationId", s.seller_id as "sellerId", s.shard, s.name, o.currency, coalesce(b.notice_minor, 0) as notice,
  coalesce(b.floor_minor, 0) as floor, coalesce(b.is_frozen, false) as "isFrozen", p.deposit, p.held, p.kept, r.receivable, r.outstanding
from sellers s join operations o on o.operation_id = s.operation_id
left join merchant_books b on b.shard = s.shard and b.seller_id = s.seller_id,
lateral (select coalesce(sum(balance_minor) filter (where kind = 'deposit'), 0) as deposit, coalesce(sum(held_minor) filter (where kind = 'deposit'), 0) as held,
    coalesce(sum(balance_minor - held_minor) filter (where kind = 'frozen_settlement'), 0) as kept
  from pots where shard = s.shard and seller_id = s.seller_id) as p,
lateral (select coalesce(sum(outstanding_minor) filter (where source in ('receivable', 'write_off')), 0) as receivable, coalesce(sum(outstanding_minor), 0) as outstanding
  from recourses where shard = s.shard and seller_id = s.seller_id and phase = 'recovering' and bearer <> 'buyer') as r
where s.operation_id = $1 and ($2::text is null or s.seller_id = $2) and `;
const FIND = { name: "merchant_find", text: `${MERCHANT}s.seller_id = $3` };
const FIND_EXTERNAL = { name: "merchant_find_external", text: `${MERCHANT}s.external_id = $3` };
const SET_TERMS = {
  name: "merchant_set_terms",
  text: "update merchant_books set notice_minor = $3, floor_minor = $4, is_frozen = $5, deposit_look_at = 0 where shard = $1 and seller_id = $2",
};
const SETTLED = {
  name: "settlement_find",
  text: "select withheld_minor from settlements where shard = $1 and seller_id = $2 and source_id = $3",
};
const SETTLE = {
  name: "settlement_record",
  text: `
insert into settlements (shard, seller_id, source_id, operation_id, kind, external_order_no, currency, amount_minor, withheld_minor, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
};

/** A reference that was asked for before keeps its first word; one that was paid out is asked for no more. */
const ASK_WITHDRAWAL = {
  name: "deposit_withdrawal_ask",
  text: `
with paid as (
  select from pot_moves where shard = $1 and pot_id = $8 and move_key = $9
), known as (
  select asked_by, amount_minor from deposit_withdrawals where shard = $1 and seller_id = $2 and reference = $3
), asked as (
  insert into deposit_withdrawals (shard, seller_id, reference, operation_id, amount_minor, asked_by, asked_at)
  select $1, $2, $3, $4, $5, $6, $7 where not exists (select from paid) on conflict do nothing
)
select exists (select from paid) as "isPaid", (select asked_by from known where amount_minor = $5) as "askedBy"`,
};
const WITHDRAWN = {
  name: "deposit_withdrawal_done",
  text: "delete from deposit_withdrawals where shard = $1 and seller_id = $2 and reference = $3",
};
/** Under the pot's lock, so that two of them at the same time are counted one after the other. */
const LOCK_DEPOSIT = { name: "deposit_lock", text: "select from pots where shard = $1 and pot_id = $2 for update" };
const IS_TOO_MUCH_ALONE = {
  name: "deposit_taken_alone",
  text: `
select $4::bigint + coalesce(sum(-amount_minor) filter (where at > $6 and -amount_minor < $5::bigint), 0) >= $5::bigint
  and not coalesce(bool_or(move_key = $3), false) as "isTooMuch"
from pot_moves where shard = $1 and pot_id = $2 and kind = 'withdrawn'`,
};
const WITHDRAWALS = {
  name: "deposit_withdrawals_asked",
  text: `
select shard, operation_id as "operationId", seller_id as "sellerId", reference, amount_minor as amount, asked_by as "askedBy", asked_at as at
from deposit_withdrawals where shard = $1 and seller_id = $2 order by asked_at, reference`,
};

/**
 * What moved on the seller's three accounts, from the cases' postings and its own book; what is good for the seller is above nothing. The event that names the
 * rule is looked up by its whole key (`offset 0`): planned for any number of lines, a join could as well read all events there are.
 */
const LINES = `
with entries as materialized (
  select at, book_id, posting_no, shard from ledger_entries where operation_id = $1 and parties @> array[$2]
), legs as (
  select e.at, e.book_id, e.posting_no, p.case_id, p.currency, case p.kind when 'borne_by_platform' then p.kind else 'case' end as reason,
    case p.kind when 'borne_by_platform' then p.event_seq end as ruled_by, leg.account, leg.amount
  from entries e join postings p on p.shard = e.shard and p.case_id = e.book_id and p.posting_no = e.posting_no,
    unnest(p.accounts, p.parties, p.amounts) as leg(account, party, amount) where leg.party = $2
  union all
  select e.at, e.book_id, e.posting_no, m.case_id, m.currency, m.kind, null, leg.account, leg.amount
  from entries e join merchant_postings m on m.shard = e.shard and m.seller_id = e.book_id and m.posting_no = e.posting_no,
    unnest(m.accounts, m.parties, m.amounts) as leg(account, party, amount) where leg.party = $2
), lines as (
  select at, book_id || ':' || posting_no || ':' || account as line_key, case_id, currency, reason, ruled_by, -amount as amount,
    case account when 'seller_settlement' then 'settlement' when 'merchant_deposit' then 'deposit' when 'merchant_receivable' then 'receivable' end as account
  from legs where account in ('seller_settlement', 'merchant_deposit', 'merchant_receivable')
)
select l.*, k.short_no, o.status, o.raised_at, o.due_at, v.data->>'ruleId' as rule_id, v.data->'explanation' as explanation from lines l
left join cases k on k.shard = shard_of(l.case_id) and k.case_id = l.case_id
left join lateral (select data from case_events where shard = k.shard and case_id = k.case_id and seq = l.ruled_by offset 0) v on true
left join statement_objections o on o.shard = $3 and o.seller_id = $2 and o.line_key = l.line_key
`;
const STATEMENT = {
  name: "merchant_statement",
  text: `${LINES}where $4::bigint is null or (l.at, l.line_key) < ($4, $5) order by l.at desc, l.line_key desc limit $6`,
};
const LINE = { name: "merchant_statement_line", text: `${LINES}where l.line_key = $4` };
const OBJECT = {
  name: "objection_raise",
  text: `
insert into statement_objections (shard, seller_id, line_key, operation_id, case_id, raised_at, due_at, status)
values ($1, $2, $3, $4, $5, $6, $7, 'open') on conflict do nothing`,
};
const ANSWER = {
  name: "objection_answer",
  text: `
update statement_objections set status = $5, answered_at = $6, answered_by = $7
where operation_id = $1 and shard = (select s.shard from sellers s where s.operation_id = $1 and s.seller_id = $3) and ($2::text is null or seller_id = $2)
  and seller_id = $3 and line_key = $4 and status = 'open'`,
};

export const createMerchantStore = (pool: pg.Pool): MerchantStore => {
  const findOne = async (statement: typeof FIND, scope: Scope, key: string): Promise<Merchant | null> => {
    const { rows } = await pool.query<MerchantRow>({ ...statement, values: [...sellerScope(scope), key] });
    return rows[0] === undefined ? null : merchantOf(rows[0]);
  };
  const find: MerchantStore["find"] = (scope, sellerId) => findOne(FIND, scope, sellerId);
  return {
    find,
    findByExternalId: (scope, externalId) => findOne(FIND_EXTERNAL, scope, externalId),
    setTerms: async (place, { noticeMinor, floorMinor, isFrozen }) => {
      await openBook(pool, place);
      await pool.query({ ...SET_TERMS, values: [place.shard, place.sellerId, String(noticeMinor), String(floorMinor), isFrozen] });
    },
    moveDeposit: write => inTransaction(pool, client => depositMoved(client, write)),
    askWithdrawal: async ({ shard, sellerId, reference, operationId, amountMinor, askedBy, at }) => {
      const { potId } = depositPot(shard, sellerId);
      const values = [shard, sellerId, reference, operationId, String(amountMinor), askedBy, at, potId, withdrawalKey(reference)];
      const { rows } = await pool.query<{ readonly isPaid: boolean; readonly askedBy: string | null }>({ ...ASK_WITHDRAWAL, values });
      return rows[0] ?? { isPaid: false, askedBy: null };
    },
    withdrawalsAsked: async ({ shard, sellerId }) => {
      const { rows } = await pool.query<WithdrawalRow>({ ...WITHDRAWALS, values: [shard, sellerId] });
      return rows.map(({ amount, at, ...row }) => ({ ...row, amountMinor: BigInt(amount), at: Number(at) as Instant }));
    },
    recordSettlement: async row => {
      const { shard, sellerId, sourceId, operationId, kind, externalOrderNo, currency, amountMinor, withheldMinor, at } = row;
      const values = [
        shard,
        sellerId,
        sourceId,
        operationId,
        kind,
        externalOrderNo,
        currency,
        String(amountMinor),
        String(withheldMinor),
        at,
      ];
      await pool.query({ ...SETTLE, values });
    },
    findSettlement: async (shard, sellerId, sourceId) => {
      const { rows } = await pool.query<{ readonly withheld_minor: string }>({ ...SETTLED, values: [shard, sellerId, sourceId] });
      return rows[0] === undefined ? null : { withheldMinor: BigInt(rows[0].withheld_minor) };
    },
    statement: async (scope, sellerId, { after, most }) => {
      const merchant = await find(scope, sellerId);
      if (merchant === null) return [];
      const values = [merchant.operationId, sellerId, merchant.shard, after?.at ?? null, after?.lineKey ?? null, most];
      const { rows } = await pool.query<LineRow>({ ...STATEMENT, values });
      return rows.map(lineOf);
    },
    findLine: async (scope, sellerId, lineKey) => {
      const merchant = await find(scope, sellerId);
      if (merchant === null) return null;
      const { rows } = await pool.query<LineRow>({ ...LINE, values: [merchant.operationId, sellerId, merchant.shard, lineKey] });
      return rows[0] === undefined ? null : lineOf(rows[0]);
    },
    object: async ({ shard, sellerId, lineKey, operationId, caseId, raisedAt, dueAt }) => {
      const { rowCount } = await pool.query({ ...OBJECT, values: [shard, sellerId, lineKey, operationId, caseId, raisedAt, dueAt] });
      return rowCount === 1 ? "raised" : "known";
    },
    answerObjection: async (scope, sellerId, lineKey, answer, by, at) => {
      const { rowCount } = await pool.query({ ...ANSWER, values: [...sellerScope(scope), sellerId, lineKey, answer, at, by] });
      return rowCount === 1;
    },
  };
};

const depositMoved = async (client: pg.ClientBase, write: DepositWrite): Promise<"moved" | "known" | "short" | "alone"> => {
  const { shard, sellerId, operationId, currency, key, amountMinor, legs, at, withdrawal } = write;
  const pots = createPotStore(client);
  const pot = depositPot(shard, sellerId);
  await pots.open(pot, { operationId, sellerId, kind: "deposit", currency, limitMinor: null });
  if (await isTooMuchAlone(client, write)) return "alone";
  const how = await pots.move(pot, { key, kind: amountMinor > 0n ? "topped_up" : "withdrawn", amountMinor }, at);
  if (how === "missing") throw new Error(`broken invariant: ${sellerId} has a deposit`);
  // Nobody waits for what has been paid out.
  if (how !== "short" && withdrawal !== null) await client.query({ ...WITHDRAWN, values: [shard, sellerId, withdrawal] });
  if (how !== "moved") return how;
  await writeBook(
    client,
    { shard, sellerId, operationId },
    { kind: "deposit", key: `deposit:${key}`, at, caseId: null, recourseId: null, eventSeq: null, currency, legs },
  );
  return "moved";
};

const isTooMuchAlone = async (
  client: pg.ClientBase,
  { shard, sellerId, key, amountMinor, alone }: Pick<DepositWrite, "shard" | "sellerId" | "key" | "amountMinor" | "alone">,
): Promise<boolean> => {
  if (alone === null) return false;
  const { potId } = depositPot(shard, sellerId);
  await client.query({ ...LOCK_DEPOSIT, values: [shard, potId] });
  const values = [shard, potId, key, String(-amountMinor), String(alone.belowMinor), alone.since];
  const { rows } = await client.query<{ readonly isTooMuch: boolean }>({ ...IS_TOO_MUCH_ALONE, values });
  return rows[0]?.isTooMuch === true;
};

const sellerScope = (scope: Scope): readonly (string | null)[] => [
  scope.operationId,
  scope.kind === "seller" ? scope.sellerId : scope.kind === "customer" ? "" : null,
];

type WithdrawalRow = Omit<WithdrawalAsked, "amountMinor" | "at"> & { readonly amount: string; readonly at: string };

type MerchantRow = Pick<Merchant, "operationId" | "sellerId" | "shard" | "name" | "isFrozen" | "currency"> & {
  readonly [Sum in "notice" | "floor" | "deposit" | "held" | "kept" | "receivable" | "outstanding"]: string;
};
const merchantOf = ({ notice, floor, deposit, held, kept, receivable, outstanding, ...row }: MerchantRow): Merchant => ({
  ...row,
  noticeMinor: BigInt(notice),
  floorMinor: BigInt(floor),
  depositMinor: BigInt(deposit),
  depositHeldMinor: BigInt(held),
  keptMinor: BigInt(kept),
  receivableMinor: BigInt(receivable),
  outstandingMinor: BigInt(outstanding),
});

type LineRow = {
  readonly at: string;
  readonly line_key: string;
  readonly case_id: StatementLine["caseId"];
  readonly currency: Currency;
  readonly reason: StatementLine["reason"];
  readonly amount: string;
  readonly account: StatementLine["account"];
  readonly short_no: string | null;
  readonly status: "open" | "upheld" | "rejected" | null;
  readonly raised_at: string | null;
  readonly due_at: string | null;
  readonly rule_id: string | null;
  readonly explanation: NonNullable<StatementLine["rule"]>["explanation"] | null;
};
const lineOf = (row: LineRow): StatementLine => ({
  at: Number(row.at) as Instant,
  lineKey: row.line_key,
  account: row.account,
  amountMinor: BigInt(row.amount),
  currency: row.currency,
  caseId: row.case_id,
  shortNo: row.short_no,
  reason: row.reason,
  rule: row.rule_id === null || row.explanation === null ? null : { ruleId: row.rule_id, explanation: row.explanation },
  objection:
    row.status === null ? null : { status: row.status, raisedAt: Number(row.raised_at) as Instant, dueAt: Number(row.due_at) as Instant },
});
