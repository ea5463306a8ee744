import { atMost, type Figure, median, rounded } from "../figure.ts";
import { fileOn } from "../filing.ts";
import { closedLoop } from "../load.ts";
import { cpuBetween, lookAtCpu } from "../machine.ts";
import { waitForRelay } from "../quiet.ts";
import type { House, Stage } from "../stage.ts";
import { storeCases } from "../store-cases.ts";

export type SlowdownSize = { readonly rounds: number; readonly roundMs: number; readonly storedCases: number };

const FEW = 10_000;
const SEEDS = 1000;
const CALLERS = 8;
const LEAD_MS = 1000;
const WARM_UP_MS = 8000;
const ORDERS_PER_ROUND = 6000;

/** Two databases on one server, one with few stored cases and one with many, filed on turn and turn about. */
export const slowdown = async (stage: Stage, size: SlowdownSize, say: (message: string) => void): Promise<readonly Figure[]> => {
  const few = await stage.open("few");
  const many = await stage.open("many");
  await fill(few, FEW);
  const filled = await fill(many, size.storedCases);
  say(`${filled.stored} stored cases were made in ${Math.round(filled.seconds)} s`);
  const rounds: { readonly rate: number; readonly cpu: number }[] = [];
  const perRound = Math.ceil((ORDERS_PER_ROUND * (size.roundMs + LEAD_MS)) / 4000);
  // Both servers have compiled what they use before either is compared.
  await filingIn(stage, few, many, WARM_UP_MS, perRound * 2);
  await filingIn(stage, many, few, WARM_UP_MS, perRound * 2);
  for (let round = 0; round < size.rounds; round += 1) {
    const inFew = await filingIn(stage, few, many, size.roundMs, perRound);
    const inMany = await filingIn(stage, many, few, size.roundMs, perRound);
    rounds.push({ rate: inFew.perSecond / inMany.perSecond, cpu: inMany.cpuMs / inFew.cpuMs });
  }
  const ratio = median(rounds.map(({ rate }) => rate));
  return [
    {
      name: "filing_slowdown_1m",
      value: ratio,
      unit: "× as slow",
      ratio,
      target: atMost(1.1),
      beside: {
        stored: filled.stored,
        against: FEW,
        by_cpu: rounded(median(rounds.map(({ cpu }) => cpu))),
        filling_s: Math.round(filled.seconds),
      },
    },
  ];
};

/** Some are filed over HTTP, all others are copies of those. */
const fill = async (house: House, count: number) => {
  const orders = await house.shop.freshOrders(SEEDS);
  const result = await closedLoop({ base: house.shop.base, bearer: house.shop.bearer, count: CALLERS }, fileOn(orders), 120_000, SEEDS);
  if (result.failed > 0) throw new Error(`the seeds were not filed: ${result.firstFailure}`);
  await waitForRelay(house.admin);
  // Its relay would number the copies' events one by one.
  house.server.pause();
  const filled = await storeCases(house.admin, count);
  house.server.goOn();
  return filled;
};

const filingIn = async (stage: Stage, house: House, other: House, roundMs: number, most: number) => {
  const act = fileOn(await house.shop.freshOrders(most));
  await waitForRelay(house.admin);
  other.server.pause();
  const target = { base: house.shop.base, bearer: house.shop.bearer, count: CALLERS };
  const lead = await closedLoop(target, act, LEAD_MS, most);
  const before = lookAtCpu(house.server.pid, stage.postgres.pid);
  const result = await closedLoop(target, act, roundMs, most - lead.done);
  const cpu = cpuBetween(before, lookAtCpu(house.server.pid, stage.postgres.pid));
  other.server.goOn();
  if (result.failed > 0) throw new Error(`a round failed: ${result.firstFailure}`);
  return { perSecond: result.done / result.seconds, cpuMs: (cpu.serverMs + cpu.postgresMs) / result.done };
};
