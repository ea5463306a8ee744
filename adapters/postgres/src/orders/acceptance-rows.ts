import type { TextId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { AcceptanceEntry } from "@amends/domain/order/acceptance-record";
import type { Actor } from "@amends/domain/party/party";

/** All that was said about an order, in its order, as one value: for a statement that has the order as `o`. */
export const ENTRIES = `(
  select coalesce(json_agg(json_build_object('entryNo', a.entry_no, 'lineNo', a.line_no, 'kind', a.kind, 'at', a.at, 'role', a.by_role, 'id', a.by_id,
    'goods', a.goods, 'files', a.files, 'remarkTextId', a.remark_text_id) order by a.entry_no), '[]')
  from order_acceptances a where a.shard = o.shard and a.order_id = o.order_id)`;

export type EntryRow = Pick<AcceptanceEntry, "entryNo" | "lineNo" | "kind" | "goods" | "files"> & {
  readonly at: Instant;
  readonly role: Actor["role"];
  readonly id: string;
  readonly remarkTextId: TextId | null;
};

export const rowToEntry = ({ role, id, ...entry }: EntryRow): AcceptanceEntry => ({ ...entry, by: { role, id } });
