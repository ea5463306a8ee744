import type { ReconciliationStore } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { FROM_ITEMS, type ItemRow, itemOf } from "./item-row.ts";
import { outcomesOf } from "./outcomes.ts";
import { createStatementStore, wholeOperation } from "./statement-store.ts";
import { writeMatch } from "./write-match.ts";
import { undoSettlement, writeSettlement } from "./write-settlement.ts";

const LINKS = {
  name: "items_links",
  text: "select item_key, linked_fact from reconciliation_items where operation_id = $1 and gateway = $2 and day = $3 and status = 'settled' and resolution = 'link'",
};
const LINE_OF_LINK = { name: "item_of_link", text: `${FROM_ITEMS} where i.operation_id = $1 and i.linked_fact = $2` };
const OPEN_LINES = {
  name: "items_open_lines",
  text: `${FROM_ITEMS} where i.operation_id = $1 and i.outcome = 'extra' and i.status in ('open', 'proposed') and i.currency = $2
  and ($3::text is null or $3 in (l.gateway_ref, l.our_key, l.order_no)) and ($4::bigint is null or abs(l.amount_minor) = $4)
order by i.day desc, i.item_key limit $5`,
};
const DAY_CLOSED = { name: "day_is_closed", text: "select from daily_closes where operation_id = $1 and day >= $2 limit 1" };
const ITEM = { name: "item_find", text: `${FROM_ITEMS} where i.operation_id = $1 and i.gateway = $2 and i.item_key = $3` };
const ITEMS = {
  name: "items_list",
  text: `${FROM_ITEMS}
where i.operation_id = $1 and ($2::date is null or i.day = $2) and ($3::text is null or i.gateway = $3) and ($4::text is null or i.outcome = $4)
  and i.status = any($5) and ($6::date is null or (i.day, i.gateway, i.item_key) > ($6, $7, $8)) order by i.day, i.gateway, i.item_key limit $9`,
};
const UP_TO = {
  name: "items_up_to",
  text: `${FROM_ITEMS} where i.operation_id = $1 and i.day <= $2 and (i.status in ('open', 'proposed') or (i.status = 'settled' and i.day = $2))
order by i.day, i.gateway, i.item_key`,
};
const EXPLAIN = {
  name: "item_explain",
  text: "update reconciliation_items set owner_id = $4, note = $5 where operation_id = $1 and gateway = $2 and item_key = $3 and status in ('open', 'proposed')",
};
const SAID = {
  name: "item_gateway_said",
  text: "update reconciliation_items set gateway_said = $4, asked_at = $5 where operation_id = $1 and gateway = $2 and item_key = $3",
};
const MATCHED_ON = {
  name: "reconciliations_of_day",
  text: "select gateway, outcomes from reconciliations where operation_id = $1 and day = $2 order by gateway",
};

export const createReconciliationStore = (pool: pg.Pool): ReconciliationStore => {
  const statements = createStatementStore(pool);
  return {
    save: write => inTransaction(pool, client => writeMatch(client, write)),
    linksOf: async ({ operationId, gateway, day }) => {
      const { rows } = await pool.query<{ readonly item_key: string; readonly linked_fact: string }>({
        ...LINKS,
        values: [operationId, gateway, day],
      });
      return new Map(rows.map(({ item_key, linked_fact }) => [item_key.slice("line:".length), linked_fact]));
    },
    item: async (scope, { gateway, itemKey }) => {
      const { rows } = await pool.query<ItemRow>({ ...ITEM, values: [wholeOperation(scope), gateway, itemKey] });
      return rows[0] === undefined ? null : itemOf(rows[0]);
    },
    items: async (scope, { day, gateway, outcome, status }, { after, most }) => {
      const statuses = status === "unsettled" ? ["open", "proposed"] : ["open", "proposed", "settled", "cleared"];
      const place = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, most];
      const { rows } = await pool.query<ItemRow>({ ...ITEMS, values: [wholeOperation(scope), day, gateway, outcome, statuses, ...place] });
      return rows.map(itemOf);
    },
    explain: async (scope, { gateway, itemKey }, { ownerId, note }) => {
      const { rowCount } = await pool.query({ ...EXPLAIN, values: [wholeOperation(scope), gateway, itemKey, ownerId, note] });
      return rowCount === 1;
    },
    settle: (item, settlement) => inTransaction(pool, client => writeSettlement(client, item, settlement)),
    undo: (item, at) => inTransaction(pool, client => undoSettlement(client, item, at)),
    lineOfLink: async (operationId, factKey) => {
      const { rows } = await pool.query<ItemRow>({ ...LINE_OF_LINK, values: [operationId, factKey] });
      return rows[0] === undefined ? null : itemOf(rows[0]);
    },
    openLines: async (operationId, { number, amountMinor, currency, most }) => {
      const values = [operationId, currency, number, amountMinor === null ? null : String(amountMinor), most];
      return (await pool.query<ItemRow>({ ...OPEN_LINES, values })).rows.map(itemOf);
    },
    isDayClosed: async (operationId, day) => (await pool.query({ ...DAY_CLOSED, values: [operationId, day] })).rowCount !== 0,
    gatewaySaid: async (scope, { gateway, itemKey }, said, at) => {
      await pool.query({ ...SAID, values: [wholeOperation(scope), gateway, itemKey, said, at] });
    },
    openItemsUpTo: async (operationId, day) => (await pool.query<ItemRow>({ ...UP_TO, values: [operationId, day] })).rows.map(itemOf),
    matchedOn: async (operationId, day) => {
      const { rows } = await pool.query<{ readonly gateway: string; readonly outcomes: unknown }>({
        ...MATCHED_ON,
        values: [operationId, day],
      });
      const found = await Promise.all(
        rows.map(async ({ gateway, outcomes }) => {
          const statement = await statements.inForce({ operationId, gateway, day });
          return statement === null ? [] : [{ gateway, statement, outcomes: outcomesOf(outcomes) }];
        }),
      );
      return found.flat();
    },
  };
};
