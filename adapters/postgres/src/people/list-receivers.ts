import type { ReceiverId, SellerId } from "@amends/domain/kernel/ids";
import type { TakesInAs } from "@amends/domain/order/host-record";
import type { ReceiverReader } from "@amends/flows/receiver-reader";
import type pg from "pg";
import { scopeValues } from "../scope-values.ts";

const LIST = `
select r.receiver_id, r.name, r.external_id, r.takes_in_as, r.seller_id, s.name as seller_name, r.closed,
  (select count(*)::int from receiver_addresses a where a.operation_id = r.operation_id and a.receiver_id = r.receiver_id) as addresses
from receivers r left join sellers s on s.operation_id = r.operation_id and s.seller_id = r.seller_id
where r.operation_id = $1 and ($2::text is null or r.seller_id is null or r.seller_id = $2)
  and ($3::text is null or r.takes_in_as = $3)
  and ($4::text is null or (r.name collate "C", r.receiver_id) > ($4 collate "C", $5))
order by r.name collate "C", r.receiver_id limit $6`;

type Row = {
  readonly receiver_id: ReceiverId;
  readonly name: string;
  readonly external_id: string;
  readonly takes_in_as: TakesInAs;
  readonly seller_id: SellerId | null;
  readonly seller_name: string | null;
  readonly closed: boolean;
  readonly addresses: number;
};

export const createReceiverReader = (pool: Pick<pg.Pool, "query">): ReceiverReader => ({
  list: async (scope, { takesInAs, after, limit }) => {
    const [operationId, customerId, sellerId] = scopeValues(scope);
    if (customerId !== null) return [];
    const values = [operationId, sellerId, takesInAs, after?.name ?? null, after?.receiverId ?? null, limit];
    const { rows } = await pool.query<Row>({ name: "receiver_list", text: LIST, values });
    return rows.map(row => ({
      receiverId: row.receiver_id,
      name: row.name,
      externalId: row.external_id,
      takesInAs: row.takes_in_as,
      seller: row.seller_id === null ? null : { sellerId: row.seller_id, name: row.seller_name ?? "" },
      closed: row.closed,
      addressCount: row.addresses,
    }));
  },
});
