import type { EffectId } from "@amends/domain/kernel/ids";
import type { Movement } from "@amends/gateways/sandbox-bank/bank-books";
import type pg from "pg";

type Refund = {
  readonly case_id: string;
  readonly effect_id: EffectId;
  readonly status: string;
  readonly amount: string;
  /** How often the case was told that the money went back, and under which references of the bank. */
  readonly told: number;
  readonly refs: readonly string[];
  /** What the ledger says left through the gateway for this case. */
  readonly cleared: string;
  readonly refused: boolean;
  readonly by_hand: boolean;
};

const REFUNDS = `
select e.case_id, e.effect_id, e.status, e.request ->> 'amountMinor' as amount,
  (select count(*)::int from case_events v where v.shard = e.shard and v.case_id = e.case_id and v.type = 'money_returned') as told,
  array(select v.data ->> 'gatewayRef' from case_events v where v.shard = e.shard and v.case_id = e.case_id and v.type = 'money_returned') as refs,
  (select coalesce(-sum(leg.amount), 0) from postings p, unnest(p.accounts, p.amounts) as leg (account, amount)
    where p.shard = e.shard and p.case_id = e.case_id and leg.account = 'gateway_clearing')::text as cleared,
  exists (select from case_events v where v.shard = e.shard and v.case_id = e.case_id and v.type = 'effect_refused') as refused,
  exists (select from steps s where s.shard = e.shard and s.case_id = e.case_id and s.type = 'refund' and s.owner = 'finance' and s.status = 'active') as by_hand
from effects e join cases c on c.shard = e.shard and c.case_id = e.case_id
where e.kind = 'refund_tender' and c.operation_id = $1`;

/** What all postings together say: not a cent has come from nowhere. */
const TRIAL_BALANCE = "select coalesce(sum(amount), 0)::text as off from postings p, unnest(p.amounts) as amount";

export type Comparison = {
  readonly cases: number;
  readonly paid: number;
  /** Refused by the bank for good: each waits in a step of finance. */
  readonly byHand: number;
  readonly bankMinor: bigint;
  readonly ledgerMinor: bigint;
  /** What is not as it has to be; empty when all is well. */
  readonly faults: readonly string[];
};

/** Holds what we believe against what the bank really moved, refund by refund and in sum. */
export const compareBooks = async (
  pool: pg.Pool,
  operationId: string,
  statement: readonly Movement[],
  orders: number,
): Promise<Comparison> => {
  const { rows } = await pool.query<Refund>(REFUNDS, [operationId]);
  const { rows: counted } = await pool.query<{ readonly cases: number; readonly open: number }>(
    "select count(*)::int as cases, count(*) filter (where phase <> 'resolved')::int as open from cases where operation_id = $1",
    [operationId],
  );
  const { rows: trial } = await pool.query<{ readonly off: string }>(TRIAL_BALANCE);
  const movementsOf = new Map<EffectId, Movement[]>();
  for (const movement of statement) movementsOf.set(movement.key, [...(movementsOf.get(movement.key) ?? []), movement]);
  const [{ cases, open } = { cases: 0, open: 0 }] = counted;
  const byHand = rows.filter(row => row.refused);
  const known = new Set(rows.map(row => row.effect_id));
  const faults = [
    ...(cases === orders ? [] : [`${cases} cases for ${orders} orders`]),
    ...(rows.length === orders ? [] : [`${rows.length} refunds for ${orders} orders`]),
    ...(open === byHand.length ? [] : [`${open} cases are open, ${byHand.length} of them for a reason`]),
    ...rows.flatMap(row => faultsOf(row, movementsOf.get(row.effect_id) ?? [])),
    ...statement.filter(movement => !known.has(movement.key)).map(movement => `the bank moved ${movement.key}, which nobody asked for`),
    ...(trial[0]?.off === "0" ? [] : [`the trial balance is off by ${trial[0]?.off}`]),
  ];
  return {
    cases,
    paid: rows.length - byHand.length,
    byHand: byHand.length,
    bankMinor: statement.reduce((sum, movement) => sum + movement.amountMinor, 0n),
    ledgerMinor: rows.reduce((sum, row) => sum + BigInt(row.cleared), 0n),
    faults,
  };
};

const faultsOf = (row: Refund, movements: readonly Movement[]): readonly string[] => {
  const { case_id: caseId, status, amount, told, refs, cleared, refused, by_hand: isByHand } = row;
  const times = refused ? 0 : 1;
  const [movement] = movements;
  return [
    ...(status === "done" ? [] : [`${caseId} is ${status}`]),
    ...(movements.length === times ? [] : [`the bank paid ${caseId} ${movements.length} times`]),
    ...(told === times ? [] : [`${caseId} was told ${told} times`]),
    ...(cleared === (refused ? "0" : amount) ? [] : [`the ledger of ${caseId} says ${cleared} where ${amount} was asked`]),
    ...(movement === undefined || (String(movement.amountMinor) === amount && refs.includes(movement.gatewayRef))
      ? []
      : [`the bank's ${movement.amountMinor} under ${movement.gatewayRef} is not the ${amount} of ${caseId}`]),
    ...(refused && !isByHand ? [`${caseId} was refused and no person has it`] : []),
  ];
};
