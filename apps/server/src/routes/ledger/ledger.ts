import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/ledger/ledger";
import { shardOf } from "@amends/domain/kernel/ids";
import { type Currency, type Minor, sumMinor } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { Leg } from "@amends/domain/settlement/postings";
import type { AccountSum, LedgerPosting, PostingKey } from "@amends/flows/ledger-ports";
import { operationInForce } from "@amends/flows/operation-in-force";
import { advancePot } from "@amends/flows/pot-ports";
import { actorOf, type Scope } from "@amends/flows/scope";
import { setAdvanceFund } from "@amends/flows/set-advance-fund";
import { verifyLedger } from "@amends/flows/verify-ledger";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "finance" | "filing">;

const ALARMS_SHOWN = 200;

export const ledgerRoutes = ({ finance, filing }: Deps) => ({
  showTrialBalance: mount(route.showTrialBalance, async ({ scope, query: { upTo = null }, now }) => {
    const sums = await finance.ledger.trialBalance(scope, upTo);
    const totals = totalsOf(sums);
    const isBalanced = totals.every(({ debit, credit }) => debit.amountMinor === credit.amountMinor);
    if (!isBalanced) {
      const detail = "debits and credits differ";
      await finance.alarms.raise({
        operationId: scope.operationId,
        kind: "trial_balance_off",
        targetId: scope.operationId,
        raisedAt: now,
        detail,
      });
    }
    return answer(200, { upTo, isBalanced, accounts: sums.map(shownSum), totals });
  }),
  listBalances: mount(route.listBalances, async ({ scope, query: { account = null, partyRef = null, from = null, upTo = null } }) => {
    const balances = await finance.ledger.balances(scope, { account, partyRef, from, upTo });
    return answer(200, { balances: balances.map(balance => ({ ...shownSum(balance), partyRef: balance.partyRef })) });
  }),
  listPostings: mount(route.listPostings, async ({ scope, query }) => {
    const { cursor, limit, caseId = null, account = null, partyRef = null, from = null, upTo = null } = query;
    const filter = { caseId, account, partyRef, from, upTo };
    const found = await finance.ledger.postings(scope, filter, { after: keyOf(cursor), most: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.at, last.bookId, last.postingNo]) : null;
    return answer(200, { items: items.map(shownPosting), nextCursor });
  }),
  showExposure: mount(route.showExposure, async ({ scope, now }) => {
    const [fund, ageing] = await Promise.all([finance.pots.find(fundOf(scope)), finance.ledger.ageing(scope, now)]);
    return answer(200, {
      currency: await currencyOf(filing, scope, now),
      fund: fund === null ? null : shownFund(fund),
      ageing: ageing.map(({ outstandingMinor, currency, ...band }) => ({
        ...band,
        outstanding: { amountMinor: outstandingMinor, currency },
      })),
    });
  }),
  setAdvanceFund: mount(route.setAdvanceFund, async ({ scope, body: { limit }, now }) => {
    const currency = await currencyOf(filing, scope, now);
    if (limit.currency !== currency) return refuse("fund_currency", { currency });
    await setAdvanceFund(finance, scope, { limitMinor: limit.amountMinor, currency }, now);
    return answer(204);
  }),
  verifyLedger: mount(route.verifyLedger, async ({ scope, now }) =>
    answer(200, await verifyLedger(finance.verify, scope.operationId, now)),
  ),
  listAlarms: mount(route.listAlarms, async ({ scope }) => {
    const alarms = await finance.alarms.listOpen(scope, ALARMS_SHOWN);
    return answer(200, { alarms: alarms.map(({ operationId: _operation, ...alarm }) => alarm) });
  }),
  settleAlarm: mount(route.settleAlarm, async ({ principal, scope, body: { kind, targetId }, now }) => {
    const isSettled = await finance.alarms.settle(scope, kind, targetId, actorOf(principal).id, now);
    return isSettled ? answer(204) : refuse("not_found", { id: targetId });
  }),
});

const currencyOf = async ({ policy }: Deps["filing"], { operationId }: Scope, at: Instant): Promise<Currency> => {
  const { facts } = await operationInForce(policy, operationId, at);
  return facts.currency;
};

const fundOf = ({ operationId }: Scope) => advancePot(shardOf(operationId), operationId);

type Fund = { readonly balanceMinor: Minor; readonly heldMinor: Minor; readonly limitMinor: Minor | null; readonly currency: Currency };
/** What was paid before the fund was set, or is out above a lowered limit, leaves nothing available and no less than that. */
const shownFund = ({ balanceMinor, heldMinor, limitMinor, currency }: Fund) => {
  const availableMinor = balanceMinor - heldMinor;
  const of = (amountMinor: Minor) => ({ amountMinor: amountMinor < 0n ? 0n : amountMinor, currency });
  return {
    limit: of(limitMinor ?? 0n),
    available: of(availableMinor),
    held: of(heldMinor),
    exposed: of((limitMinor ?? 0n) - balanceMinor),
  };
};

const shownSum = ({ account, currency, debitMinor, creditMinor }: AccountSum) => ({
  account,
  currency,
  debit: { amountMinor: debitMinor, currency },
  credit: { amountMinor: creditMinor, currency },
});

const totalsOf = (sums: readonly AccountSum[]) =>
  [...new Set(sums.map(sum => sum.currency))].map(currency => {
    const own = sums.filter(sum => sum.currency === currency);
    return {
      currency,
      debit: { amountMinor: sumMinor(own.map(sum => sum.debitMinor)), currency },
      credit: { amountMinor: sumMinor(own.map(sum => sum.creditMinor)), currency },
    };
  });

const shownPosting = ({ currency, legs, ...posting }: LedgerPosting) => ({
  ...posting,
  legs: legs.map(leg => shownLeg(leg, currency)),
});
const shownLeg = ({ account, partyRef, amountMinor }: Leg, currency: Currency) => ({
  account,
  partyRef,
  side: amountMinor > 0n ? ("debit" as const) : ("credit" as const),
  amount: { amountMinor: amountMinor < 0n ? -amountMinor : amountMinor, currency },
});

const keyOf = (cursor: string | undefined): PostingKey | null => {
  const [at, bookId, postingNo] = keyOfCursor(cursor);
  return typeof at === "number" && typeof bookId === "string" && typeof postingNo === "number"
    ? { at: instant(at), bookId, postingNo }
    : null;
};
