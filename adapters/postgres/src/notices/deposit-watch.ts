import type { Instant } from "@amends/domain/kernel/time";
import type { DepositWatch, WatchedDeposit } from "@amends/flows/notices/tell-deposits";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { writeNotices } from "./write-notices.ts";

const DUE = {
  name: "deposits_to_look_at",
  text: `
select b.shard, b.operation_id as "operationId", b.seller_id as "sellerId", o.currency, b.notice_minor, b.floor_minor, coalesce(p.balance_minor, 0) as balance_minor,
  coalesce(p.held_minor, 0) as held_minor, b.deposit_told as told, b.deposit_due_at, b.deposit_messages as messages, b.next_posting_no as "nextPostingNo"
from merchant_books b join operations o on o.operation_id = b.operation_id
left join pots p on p.shard = b.shard and p.pot_id = 'deposit/' || b.seller_id
where b.deposit_look_at <= $1 order by b.deposit_look_at limit $2`,
};

/** Only where the book is still what was looked at: a posting or other terms in between ask for another look. */
const SETTLE = {
  name: "deposit_looked_at",
  text: `
update merchant_books set deposit_told = $3, deposit_due_at = $4, deposit_look_at = $5, deposit_messages = deposit_messages + $6
where shard = $1 and seller_id = $2 and next_posting_no = $7 and notice_minor = $8 and floor_minor = $9 and deposit_messages = $10`,
};

type Row = Pick<WatchedDeposit, "shard" | "operationId" | "sellerId" | "currency" | "told" | "messages" | "nextPostingNo"> & {
  readonly [Sum in "notice_minor" | "floor_minor" | "balance_minor" | "held_minor"]: string;
} & { readonly deposit_due_at: string | null };

export const createDepositWatch = (pool: pg.Pool): DepositWatch => ({
  due: async (at, most) => (await pool.query<Row>({ ...DUE, values: [at, most] })).rows.map(watchedOf),
  settle: (deposit, { told, dueAt, lookAt }, notice, at) =>
    inTransaction(pool, async client => {
      const { shard, sellerId, nextPostingNo, noticeMinor, floorMinor, messages } = deposit;
      const seen = [nextPostingNo, String(noticeMinor), String(floorMinor), messages];
      const { rowCount } = await client.query({
        ...SETTLE,
        values: [shard, sellerId, told, dueAt, lookAt, notice === null ? 0 : 1, ...seen],
      });
      if (rowCount === 1 && notice !== null)
        await writeNotices(client, { notices: [], sendsLeasedUntil: null, desk: [notice], surveys: [] }, at);
    }),
});

const watchedOf = ({ notice_minor, floor_minor, balance_minor, held_minor, deposit_due_at, ...row }: Row): WatchedDeposit => ({
  ...row,
  noticeMinor: BigInt(notice_minor),
  floorMinor: BigInt(floor_minor),
  depositMinor: BigInt(balance_minor),
  depositHeldMinor: BigInt(held_minor),
  dueAt: deposit_due_at === null ? null : (Number(deposit_due_at) as Instant),
});
