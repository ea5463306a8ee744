import { atMost, type Figure, percentile, rounded } from "../figure.ts";
import { fileOn } from "../filing.ts";
import { closedLoop, openLoop } from "../load.ts";
import { cpuBetween, lookAtCpu } from "../machine.ts";
import { waitForRelay } from "../quiet.ts";
import type { House, Stage } from "../stage.ts";

const CALLERS = 32;
const SHARE = 0.7;
const MAXIMUM_MS = 5000;

/** How long a filing takes when they come by chance, at seven tenths of what the server can do at most. */
export const openLoopLatency = async (stage: Stage, house: House, forMs: number): Promise<readonly Figure[]> => {
  const target = { base: house.shop.base, bearer: house.shop.bearer, count: CALLERS };
  const first = await closedLoop(target, fileOn(await house.shop.freshOrders(4000)), 2000);
  const enough = Math.ceil((first.done / first.seconds) * (MAXIMUM_MS / 1000) * 4) + 500;
  const maximum = await closedLoop(target, fileOn(await house.shop.freshOrders(enough)), MAXIMUM_MS);
  const perSecond = (maximum.done / maximum.seconds) * SHARE;
  const orders = await house.shop.freshOrders(Math.ceil((perSecond * forMs * 1.3) / 1000) + 500);
  await waitForRelay(house.admin);
  await closedLoop(target, fileOn(await house.shop.freshOrders(500)), 500);
  const before = lookAtCpu(house.server.pid, stage.postgres.pid);
  const result = await openLoop(target, fileOn(orders), perSecond, forMs);
  const cpu = cpuBetween(before, lookAtCpu(house.server.pid, stage.postgres.pid));
  return [
    {
      name: "filing_p99_ms_open70",
      value: percentile(result.latenciesMs, 0.99),
      unit: "ms",
      target: atMost(20),
      beside: {
        per_s: rounded(perSecond),
        p50_ms: rounded(percentile(result.latenciesMs, 0.5)),
        p95_ms: rounded(percentile(result.latenciesMs, 0.95)),
        failed: result.failed,
        foreign_cpu: `${Math.round(cpu.foreignShare * 100)} %`,
      },
    },
  ];
};
