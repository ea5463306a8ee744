import { type EffectId, shardOf } from "@amends/domain/kernel/ids";
import type pg from "pg";

/** What a stored-value method of the effect's buyer holds, as the host last said and we have booked since; null where it is unknown or not limited. */
export const findMethodBalance = async (pool: pg.Pool, effectId: EffectId, methodRef: string): Promise<bigint | null> => {
  const { rows } = await pool.query<{ readonly balance_minor: string | null }>({
    name: "find_method_balance",
    text: `
select m.balance_minor from effects e join cases c on c.shard = e.shard and c.case_id = e.case_id
  join customer_methods m on m.shard = c.shard and m.customer_id = c.customer_id and m.method_ref = $3
where e.shard = $1 and e.effect_id = $2`,
    values: [shardOf(effectId), effectId, methodRef],
  });
  const balance = rows[0]?.balance_minor ?? null;
  return balance === null ? null : BigInt(balance);
};
