import type { OperationId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { verifyLedger } from "@amends/flows/verify-ledger";
import { createLedgerAudit } from "@amends/postgres/ledger/ledger-audit";
import type pg from "pg";
import { keptOf } from "./shop-client.ts";

const RECOURSES = `
select r.case_id as "caseId", o.external_order_no as "orderNo", r.phase, r.source, r.owed_minor::int as owed,
  (select coalesce(sum((v.data ->> 'amountMinor')::int), 0)::int from recourse_events v where v.shard = r.shard and v.recourse_id = r.recourse_id
    and v.type = 'money_taken') as taken,
  (select count(*)::int from recourse_events v where v.shard = r.shard and v.recourse_id = r.recourse_id and v.type = 'money_taken') as times,
  (select -coalesce(sum(m.amount_minor), 0)::int from pot_moves m where m.shard = r.shard and m.pot_id = 'frozen/' || r.seller_id || '/' || o.external_order_no
    and m.kind = 'taken') as moved,
  (select coalesce(sum(leg.amount), 0)::int from merchant_postings p, unnest(p.accounts, p.amounts) as leg (account, amount)
    where p.recourse_id = r.recourse_id and leg.account = 'settlement_clearing') as posted
from recourses r join cases c on c.case_id = r.case_id join orders o on o.order_id = c.order_id where r.operation_id = $1`;

const OVER = `
select (select count(*) from recourses where operation_id = $1 and (phase = 'recovered' or source = 'next_settlements'))::int as over,
  (select count(*) from advances_stuck where operation_id = $1)::int as stuck`;
const HELD = "select count(*)::int as held from pots where operation_id = $1 and held_minor <> 0";

/** Whether every refund that was paid has been recovered as far as what was kept reaches. */
export const isRecovered = async (pool: pg.Pool, operationId: string, paid: number): Promise<boolean> => {
  const { rows } = await pool.query<{ readonly over: number; readonly stuck: number }>(OVER, [operationId]);
  return rows[0]?.over === paid && rows[0].stuck === 0;
};

type Recovery = {
  readonly caseId: string;
  readonly orderNo: string;
  readonly phase: string;
  readonly source: string | null;
  readonly owed: number;
  readonly taken: number;
  readonly times: number;
  readonly moved: number;
  readonly posted: number;
};

/** Holds what was recovered against what each order's proceeds could give, the moves of the pots and the seller's book; then the whole ledger anew. */
export const recoveryFaults = async (pool: pg.Pool, operationId: string, orders: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await pool.query<Recovery>(RECOURSES, [operationId]);
  const { rows: held } = await pool.query<{ readonly held: number }>(HELD, [operationId]);
  const alarms: string[] = [];
  await verifyLedger(
    {
      audit: createLedgerAudit(pool),
      alarms: { raise: async ({ kind, targetId }) => alarms.push(`${kind} ${targetId}`) > 0 },
      alarmed: () => undefined,
    },
    operationId as OperationId,
    instant(Date.now()),
  );
  return [
    ...rows.flatMap(row => faultsOf(row, keptOf(orders.indexOf(row.orderNo)))),
    ...(held[0]?.held === 0 ? [] : [`${held[0]?.held} pots hold money that nobody asks for any more`]),
    ...alarms,
  ];
};

const faultsOf = ({ caseId, phase, source, owed, taken, times, moved, posted }: Recovery, kept: number): readonly string[] => {
  const expected = Math.min(kept, owed);
  const state = expected === owed ? phase === "recovered" : source === "next_settlements";
  return [
    ...(taken === expected && times === 1
      ? []
      : [`${caseId}: ${taken} was taken in ${times} times, where ${expected} of ${owed} was to be had`]),
    ...(moved === taken && posted === taken ? [] : [`${caseId}: ${taken} was taken, ${moved} moved and ${posted} posted`]),
    ...(state ? [] : [`${caseId} is ${phase} at ${source}`]),
  ];
};
