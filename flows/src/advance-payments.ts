import { type OperationId, shardOf } from "@amends/domain/kernel/ids";
import type { Clock } from "./clock.ts";
import type { AskedMoney, PaymentAnswer, PaymentGateway } from "./gateway-ports.ts";
import { advancePot, type HoldAsk, type PotPlace, type PotStore } from "./pot-ports.ts";
import type { AlarmStore } from "./recourse-ports.ts";

/** The fund has nothing left: the payment waits, and comes again like one whose partner could not be reached. */
export class AdvanceFundExhausted extends Error {
  override readonly name = "AdvanceFundExhausted";
}

export type AdvancePorts = {
  readonly pots: Pick<PotStore, "hold" | "end">;
  readonly alarms: Pick<AlarmStore, "raise">;
  readonly clock: Clock;
};

/**
 * Asks the operation's advance fund before money goes to a buyer. An operation without a fund pays without asking. What was held stays held until the
 * books show the payment (`followAdvances`); a refusal of the bank lets it go. The payment's own key is the hold's, so a repeated call holds nothing more.
 */
export const payFromFund = (payment: PaymentGateway, ports: AdvancePorts): PaymentGateway => {
  const hold = knowingWhoHasNone(batchedHolds(ports), ports.clock);
  const guarded =
    <R extends Guarded>(pay: (request: R) => Promise<PaymentAnswer>) =>
    async (request: R): Promise<PaymentAnswer> => {
      const { key, amountMinor, operationId } = request;
      if (operationId === undefined) return pay(request);
      await askFund(ports, hold, { key, amountMinor, operationId });
      const answer = await pay(request);
      if (answer.kind === "refused") await ports.pots.end(fundOf(operationId), [key], "released", ports.clock.now());
      return answer;
    };
  return { ...payment, refund: guarded(request => payment.refund(request)), pay: guarded(request => payment.pay(request)) };
};

type Guarded = Pick<AskedMoney, "key" | "amountMinor" | "operationId">;
type FundAsk = Pick<AskedMoney, "key" | "amountMinor"> & { readonly operationId: OperationId };

const fundOf = (operationId: OperationId): PotPlace => advancePot(shardOf(operationId), operationId);

const askFund = async ({ alarms, clock }: AdvancePorts, hold: BatchedHold, { key, amountMinor, operationId }: FundAsk): Promise<void> => {
  const status = await hold(fundOf(operationId), { key, ownerId: key, amountMinor });
  if (status === "no_pot" || status === "held" || status === "confirmed") return;
  const detail = `the advance fund of ${operationId} cannot pay ${amountMinor}`;
  await alarms.raise({ operationId, kind: "advance_fund_exhausted", targetId: operationId, raisedAt: clock.now(), detail });
  throw new AdvanceFundExhausted(detail);
};

/** Most operations have no fund: for a moment that is remembered, so that their payments cost nothing more. */
const knowingWhoHasNone = (hold: BatchedHold, clock: Clock): BatchedHold => {
  const noneUntil = new Map<string, number>();
  return async (pot, ask) => {
    if ((noneUntil.get(pot.potId) ?? 0) > clock.now()) return "no_pot";
    const status = await hold(pot, ask);
    if (status === "no_pot") noneUntil.set(pot.potId, clock.now() + NONE_MS);
    else noneUntil.delete(pot.potId);
    return status;
  };
};
const NONE_MS = 2000;

export type BatchedHold = (pot: PotPlace, ask: HoldAsk) => Promise<"held" | "refused" | "confirmed" | "released" | "no_pot">;

/**
 * Asks of one pot that come while another is under way go together in the next: one lock and one commit for all of them, so that a fund which everybody
 * draws on is no slower than a thousand funds.
 */
export const batchedHolds = ({ pots, clock }: Pick<AdvancePorts, "clock"> & { readonly pots: Pick<PotStore, "hold"> }): BatchedHold => {
  const waiting = new Map<string, Waiting[]>();
  const underWay = new Set<string>();
  const run = async (pot: PotPlace): Promise<void> => {
    underWay.add(pot.potId);
    for (let batch = taken(waiting, pot); batch.length > 0; batch = taken(waiting, pot)) await answer(pots, pot, batch, clock);
    underWay.delete(pot.potId);
  };
  return (pot, ask) =>
    new Promise((resolve, reject) => {
      waiting.set(pot.potId, [...(waiting.get(pot.potId) ?? []), { ask, resolve, reject }]);
      if (!underWay.has(pot.potId)) void run(pot);
    });
};

type Waiting = {
  readonly ask: HoldAsk;
  readonly resolve: (status: Awaited<ReturnType<BatchedHold>>) => void;
  readonly reject: (fault: unknown) => void;
};

const taken = (waiting: Map<string, Waiting[]>, { potId }: PotPlace): readonly Waiting[] => {
  const batch = waiting.get(potId) ?? [];
  waiting.delete(potId);
  return batch;
};

const answer = async (pots: Pick<PotStore, "hold">, pot: PotPlace, batch: readonly Waiting[], clock: Clock): Promise<void> => {
  try {
    const asks = batch.map(({ ask }) => ask);
    const holds = await pots.hold(pot, asks, "all_or_nothing", clock.now());
    for (const { ask, resolve } of batch) resolve(holds.find(hold => hold.key === ask.key)?.status ?? "no_pot");
  } catch (fault) {
    for (const { reject } of batch) reject(fault);
  }
};
