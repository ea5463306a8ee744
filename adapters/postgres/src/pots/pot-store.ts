import type { Minor } from "@amends/domain/kernel/money";
import type { Hold, Pot, PotStore } from "@amends/flows/pot-ports";
import type pg from "pg";

const HOLD = { name: "pot_hold", text: "select hold_key, amount_minor, status from hold_in_pot($1, $2, $3, $4, $5, $6, $7)" };
const END = { name: "pot_end", text: "select end_holds($1, $2, $3, $4, $5) as ended" };
const MOVE = { name: "pot_move", text: "select move_in_pot($1, $2, $3, $4, $5, $6) as how" };
const EXPOSE = {
  name: "pot_expose",
  text: `
select expose_pot($1, $2, e.case_id, e.exposed_minor, e.keys, $4)
from json_to_recordset($3) as e(case_id text, exposed_minor bigint, keys text[])`,
};
const FIND = {
  name: "pot_find",
  text: "select operation_id, seller_id, kind, currency, balance_minor, held_minor, limit_minor from pots where shard = $1 and pot_id = $2",
};
const OPEN = {
  name: "pot_open",
  text: `
insert into pots (shard, pot_id, operation_id, seller_id, kind, currency, limit_minor, balance_minor) values ($1, $2, $3, $4, $5, $6, $7::bigint, coalesce($7::bigint, 0))
on conflict do nothing`,
};
const SET_LIMIT = {
  name: "pot_set_limit",
  text: "update pots set balance_minor = balance_minor + ($3 - coalesce(limit_minor, 0)), limit_minor = $3 where shard = $1 and pot_id = $2",
};

export const createPotStore = (pool: Pick<pg.Pool, "query">): PotStore => ({
  hold: async ({ shard, potId }, asks, how, at) => {
    const lists = [asks.map(ask => ask.ownerId), asks.map(ask => ask.key), asks.map(ask => String(ask.amountMinor))];
    const { rows } = await pool.query<HoldRow>({ ...HOLD, values: [shard, potId, ...lists, how === "in_part", at] });
    return rows.map(holdOf);
  },
  end: async ({ shard, potId }, keys, verdict, at) => {
    const { rows } = await pool.query<{ readonly ended: string }>({ ...END, values: [shard, potId, keys, verdict, at] });
    return BigInt(rows[0]?.ended ?? 0);
  },
  move: async ({ shard, potId }, { key, kind, amountMinor }, at) => {
    const { rows } = await pool.query<{ readonly how: "moved" | "known" | "short" | "missing" }>({
      ...MOVE,
      values: [shard, potId, key, kind, String(amountMinor), at],
    });
    return rows[0]?.how ?? "missing";
  },
  expose: async ({ shard, potId }, exposures, at) => {
    const records = exposures.map(({ caseId, exposedMinor, keys }) => ({ case_id: caseId, exposed_minor: String(exposedMinor), keys }));
    await pool.query({ ...EXPOSE, values: [shard, potId, JSON.stringify(records), at] });
  },
  find: async ({ shard, potId }) => {
    const { rows } = await pool.query<PotRow>({ ...FIND, values: [shard, potId] });
    return rows[0] === undefined ? null : potOf(rows[0]);
  },
  open: async ({ shard, potId }, { operationId, sellerId, kind, currency, limitMinor }) => {
    await pool.query({ ...OPEN, values: [shard, potId, operationId, sellerId, kind, currency, minorText(limitMinor)] });
  },
  setLimit: async ({ shard, potId }, limitMinor) => {
    await pool.query({ ...SET_LIMIT, values: [shard, potId, String(limitMinor)] });
  },
});

const minorText = (amountMinor: Minor | null): string | null => (amountMinor === null ? null : String(amountMinor));

type HoldRow = { readonly hold_key: string; readonly amount_minor: string; readonly status: Hold["status"] };
const holdOf = (row: HoldRow): Hold => ({ key: row.hold_key, amountMinor: BigInt(row.amount_minor), status: row.status });

export type PotRow = {
  readonly operation_id: Pot["operationId"];
  readonly seller_id: Pot["sellerId"];
  readonly kind: Pot["kind"];
  readonly currency: Pot["currency"];
  readonly balance_minor: string;
  readonly held_minor: string;
  readonly limit_minor: string | null;
};
export const potOf = (row: PotRow): Pot => ({
  operationId: row.operation_id,
  sellerId: row.seller_id,
  kind: row.kind,
  currency: row.currency,
  balanceMinor: BigInt(row.balance_minor),
  heldMinor: BigInt(row.held_minor),
  limitMinor: row.limit_minor === null ? null : BigInt(row.limit_minor),
});
