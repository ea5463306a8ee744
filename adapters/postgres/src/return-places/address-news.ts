import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { CaseId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { AddressNewsStore } from "@amends/flows/address-news-ports";
import type { ClientBase, Pool } from "pg";
import { bookSql, receiversSql } from "./places-sql.ts";

/** Written before the new book, in its transaction: what it says is what stood there. A seller that has never been told of has no case. */
const OF_SELLERS = `
insert into address_news (operation_id, seller_id, was, since)
select s.operation_id, s.seller_id, json_build_object('book', ${bookSql("return_addresses", "s.operation_id", "a.seller_id = s.seller_id")}), $3
from sellers s
join jsonb_to_recordset($2::jsonb) as i (seller_id text, texts text[]) on i.seller_id = s.seller_id
where s.operation_id = $1 and i.texts <> (select coalesce(array_agg(a.address_no || ' ' || a.is_default || ' ' || a.contact_text_id order by a.address_no), '{}')
  from return_addresses a where a.operation_id = s.operation_id and a.seller_id = s.seller_id)`;

const OF_RECEIVERS = `
insert into address_news (operation_id, seller_id, was, since)
select $1, null, json_build_object('receivers', ${receiversSql("$1")}), $2`;

/** Whose book is not what it was; what else is said of a seller concerns no parcel. */
export const tellOfSellers = async (
  client: ClientBase,
  operationId: OperationId,
  sellers: readonly { readonly seller_id: SellerId; readonly texts: readonly string[] }[],
  at: Instant,
): Promise<void> => {
  await client.query({ name: "address_news_of_sellers", text: OF_SELLERS, values: [operationId, JSON.stringify(sellers), at] });
};

export const tellOfReceivers = async (client: ClientBase, operationId: OperationId, at: Instant): Promise<void> => {
  await client.query({ name: "address_news_of_receivers", text: OF_RECEIVERS, values: [operationId, at] });
};

/**
 * Counted from when it is first found, by the clock that cases go by: until it was committed, whoever began to send saw the old book, however early it was
 * written and whatever the clock of who wrote it showed.
 */
const LEASE = {
  name: "address_news_lease",
  text: `
with due as materialized (
  select operation_id, news_no from address_news where leased_until <= $1::bigint order by operation_id, news_no limit 1 for update skip locked
)
update address_news n set leased_until = $1::bigint + $2::bigint,
  since = case when n.leased_until = 0 and n.after_shard = -1 then $1::bigint else n.since end
from due
where n.operation_id = due.operation_id and n.news_no = due.news_no
returning n.operation_id, n.news_no, n.seller_id, n.was, n.since, n.after_shard, n.after_case_id`,
};

/**
 * Over the open cases, which are few beside those that have ended; the steps say which of them wait for goods to be sent. The open ones are found and put in
 * order by themselves, and each one's steps looked up by their key, whatever is known of the tables when it is planned: as one, the order and the limit could
 * lead through all cases there are, and the steps be read whole.
 */
const casesAfter = (name: string, whose: string) => ({
  name,
  text: `
with open as materialized (
  select shard, case_id from cases where operation_id = $1 and ended_at is null${whose}
)
select c.case_id from (select shard, case_id from open where (shard, case_id) > ($2::smallint, $3) order by shard, case_id offset 0) c
where coalesce((select true from steps s where s.shard = c.shard and s.case_id = c.case_id and s.status = 'active'
  and s.type in ('drop_off', 'recover', 'give_address') limit 1), false)
order by c.shard, c.case_id limit $4`,
});
const OF_ANY_SELLER = casesAfter("address_news_cases", "");
/** A text of its own, so that it goes by the seller's index. */
const OF_ONE_SELLER = casesAfter("address_news_cases_of_seller", " and seller_id = $5");

const SAVE = {
  name: "address_news_save",
  text: "update address_news set after_shard = $3, after_case_id = $4, leased_until = 0 where operation_id = $1 and news_no = $2",
};
const DONE = { name: "address_news_done", text: "delete from address_news where operation_id = $1 and news_no = $2" };

export const createAddressNewsStore = (pool: Pool): AddressNewsStore => ({
  lease: async (at, leaseMs) => {
    const { rows } = await pool.query<Row>({ ...LEASE, values: [at, leaseMs] });
    const row = rows[0];
    if (row === undefined) return null;
    const news = {
      operationId: row.operation_id,
      newsNo: row.news_no,
      sellerId: row.seller_id,
      was: row.was,
      since: instant(Number(row.since)),
    };
    return { news, place: { shard: row.after_shard, caseId: row.after_case_id } };
  },
  casesAfter: async ({ operationId, sellerId }, { shard, caseId }, most) => {
    const values = [operationId, shard, caseId, most];
    const query = sellerId === null ? { ...OF_ANY_SELLER, values } : { ...OF_ONE_SELLER, values: [...values, sellerId] };
    const { rows } = await pool.query<{ readonly case_id: CaseId }>(query);
    return rows.map(row => row.case_id);
  },
  save: async ({ operationId, newsNo }, { shard, caseId }) => {
    await pool.query({ ...SAVE, values: [operationId, newsNo, shard, caseId] });
  },
  done: async ({ operationId, newsNo }) => {
    await pool.query({ ...DONE, values: [operationId, newsNo] });
  },
});

type Row = {
  readonly operation_id: OperationId;
  readonly news_no: string;
  readonly seller_id: SellerId | null;
  readonly was: Partial<ReturnPlaces>;
  readonly since: string;
  readonly after_shard: Shard | -1;
  readonly after_case_id: string;
};
