import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { OperationId, PersonId, ReceiverId, SellerId } from "@amends/domain/kernel/ids";
import type { ReturnBooks } from "@amends/flows/read-ports";
import type { Pool } from "pg";
import { bookSql, receiversSql } from "./places-sql.ts";

const FIND = `
select s.person_id, ${bookSql("return_addresses", "s.operation_id", "a.seller_id = s.seller_id")} as book, ${receiversSql("s.operation_id")} as receivers,
  (select coalesce(json_object_agg(r.receiver_id, r.person_id), '{}') from receivers r where r.operation_id = s.operation_id) as receiver_persons
from sellers s where s.operation_id = $1 and s.seller_id = $2`;

type Row = ReturnPlaces & { readonly person_id: PersonId; readonly receiver_persons: Readonly<Record<ReceiverId, PersonId>> };

export const findReturnBooks = async (pool: Pick<Pool, "query">, operationId: OperationId, sellerId: SellerId): Promise<ReturnBooks> => {
  const { rows } = await pool.query<Row>({ name: "return_books", text: FIND, values: [operationId, sellerId] });
  const [row] = rows;
  if (row === undefined) return { places: { book: [], receivers: [] }, personOf: () => null };
  const { book, receivers, person_id: seller, receiver_persons: persons } = row;
  return { places: { book, receivers }, personOf: ({ receiverId }) => (receiverId === null ? seller : (persons[receiverId] ?? null)) };
};
