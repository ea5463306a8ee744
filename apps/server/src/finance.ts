import { payFromFund } from "@amends/flows/advance-payments";
import type { Clock } from "@amends/flows/clock";
import type { Followers } from "@amends/flows/feed/follow-feed";
import type { FilingPorts } from "@amends/flows/file-case";
import { drawAdvances } from "@amends/flows/follow-advances";
import type { Gateways } from "@amends/flows/gateway-ports";
import type { LedgerReader } from "@amends/flows/ledger-ports";
import type { Policy } from "@amends/flows/policy-port";
import type { PotStore } from "@amends/flows/pot-ports";
import type { AlarmStore, MerchantStore, RecourseStore } from "@amends/flows/recourse-ports";
import { remindBuyer } from "@amends/flows/remind-buyer";
import type { VerifyPorts } from "@amends/flows/verify-ledger";
import { createLedgerAudit } from "@amends/postgres/ledger/ledger-audit";
import { createLedgerReader } from "@amends/postgres/ledger/ledger-reader";
import { createLedgerRollUp } from "@amends/postgres/ledger/roll-up";
import { createPotStore } from "@amends/postgres/pots/pot-store";
import { createAdvanceReader } from "@amends/postgres/recourse/advance-reader";
import { createAlarmStore } from "@amends/postgres/recourse/alarm-store";
import { createMerchantStore } from "@amends/postgres/recourse/merchant-store";
import { createRecourseStore } from "@amends/postgres/recourse/recourse-store";
import { createStuckAdvances } from "@amends/postgres/recourse/stuck-advances";
import type pg from "pg";
import type { Metrics } from "./metrics.ts";
import { type FinanceParts, startFinanceLoop, startLedgerPatrol } from "./workers/finance-loop.ts";
import type { LoopList } from "./workers/loop-list.ts";

export type FinancePorts = FinanceParts & {
  readonly ledger: LedgerReader;
  readonly policy: Policy;
  readonly pots: PotStore;
  readonly merchants: MerchantStore;
  readonly recourses: RecourseStore;
  readonly alarms: AlarmStore;
  readonly verify: VerifyPorts;
};

export type Finance = {
  readonly ports: FinancePorts;
  /** The same partners, asking the advance fund before they pay. */
  readonly guarded: (gateways: Gateways) => Gateways;
  /** Of the feed: what the books hold by day, and who owes what of what was advanced. */
  readonly followers: Pick<Followers, "balances" | "advances">;
};

type Parts = {
  readonly pool: pg.Pool;
  readonly filing: FilingPorts;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly loops: Pick<LoopList, "start">;
  readonly onFault: (name: string, fault: unknown) => void;
};

/** The books, what was advanced and how it comes back. */
export const createFinance = ({ pool, filing, clock, metrics, loops, onFault }: Parts): Finance => {
  const alarms = createAlarmStore(pool);
  const pots = createPotStore(pool);
  const ports: FinancePorts = {
    ledger: createLedgerReader(pool),
    pots,
    merchants: createMerchantStore(pool),
    recourses: createRecourseStore(pool),
    alarms,
    advances: createAdvanceReader(pool),
    stuckAdvances: createStuckAdvances(pool),
    rollUp: createLedgerRollUp(pool),
    policy: filing.policy,
    chance: filing.chance,
    clock,
    remindBuyer: remindBuyer(filing),
    verify: {
      audit: createLedgerAudit(pool),
      alarms,
      alarmed: (kind, targetId, detail) => onFault("ledger alarm", new Error(`${kind} ${targetId}: ${detail}`)),
    },
  };
  metrics.registerGauge(
    "amends_advances_stuck",
    "Cases whose bearers could not be told what they owe; tried again by themselves.",
    ports.stuckAdvances.count,
  );
  metrics.registerGauge("amends_alarms_open", "Alarms nobody has looked at yet.", alarms.countOpen);
  const loop = startFinanceLoop(ports, loops);
  startLedgerPatrol(ports.verify, clock, loops);
  return {
    ports,
    guarded: gateways => ({ ...gateways, payment: payFromFund(gateways.payment, { pots, alarms, clock }) }),
    followers: {
      balances: async () => ({ follower: "balances" }),
      advances: async stretch => {
        const drawn = await drawAdvances(ports, stretch);
        if (drawn.cases > 0) loop.wake();
        return drawn;
      },
    },
  };
};
