import { join } from "node:path";
import { type Child, startChild } from "../child.ts";
import { atLeast, exactly, type Figure, median, percentile, rounded } from "../figure.ts";
import { fileOn } from "../filing.ts";
import { closedLoop, type LoadResult } from "../load.ts";
import { type CpuUse, cpuBetween, lookAtCpu } from "../machine.ts";
import { prepareFilings } from "../prepare-filings.ts";
import { waitForRelay } from "../quiet.ts";
import type { House, Stage } from "../stage.ts";

export type RatioSize = { readonly rounds: number; readonly roundMs: number };

const POOL_MAX = 16;
/** Each round begins unmeasured: connections that lay idle are opened again, plans are made. */
const LEAD_MS = 1000;
const CALLERS = [1, 8, 32] as const;

/** Our filing against the limit, turn and turn about, at three numbers of callers. */
export const filingRatio = async (stage: Stage, house: House, size: RatioSize): Promise<readonly Figure[]> => {
  const bare = await startChild("bare-process.ts", [house.writerUrl, String(POOL_MAX)]);
  const sides = { stage, house, bare };
  const limitPerSecond = await warmUp(sides);
  const figures: Figure[] = [];
  for (const callers of CALLERS) figures.push(...(await ratioAt(sides, callers, { ...size, limitPerSecond })));
  await bare.stop();
  return figures;
};

type Sides = { readonly stage: Stage; readonly house: House; readonly bare: Child };
type Round = LoadResult & { readonly perSecond: number; readonly cpu: CpuUse; readonly ownCpuMs: number };
type Paced = RatioSize & { readonly limitPerSecond: number };

/**
 * Both have compiled what they use and hold their connections; and it is known how many filings a round will need. Ours is the larger program: it is at
 * its speed after some thousands.
 */
const warmUp = async (sides: Sides): Promise<number> => {
  const some = { rounds: 1, roundMs: 2000, limitPerSecond: 400 };
  const many = await sides.house.shop.freshOrders(6000);
  await oneRound(sides, "ours", 32, { ...some, roundMs: 15_000 }, many);
  const { perSecond } = await oneRound(sides, "bare", 32, some, await prepare(sides, [await sides.house.shop.freshOrders(1500)]));
  return perSecond;
};

/** Filings for the limit, made before the rounds so that those follow each other closely. */
const prepare = async ({ stage, house, bare }: Sides, orders: readonly (readonly string[])[]): Promise<readonly string[]> => {
  const file = join(stage.folder, "prepared.jsonl");
  await prepareFilings(house, orders.flat(), file);
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ file }) };
  await fetch(`${bare.said.base}/load`, asked);
  return orders.flat();
};

const ratioAt = async (sides: Sides, callers: number, size: Paced): Promise<readonly Figure[]> => {
  const ours: Round[] = [];
  const bare: Round[] = [];
  const perRound = Math.ceil((size.limitPerSecond * 1.3 * (size.roundMs + LEAD_MS)) / 1000) + 200;
  const stocks = await Promise.all(Array.from({ length: size.rounds }, () => sides.house.shop.freshOrders(perRound)));
  const own = await Promise.all(Array.from({ length: size.rounds }, () => sides.house.shop.freshOrders(perRound)));
  await prepare(sides, stocks);
  for (let round = 0; round < size.rounds; round += 1) {
    const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const side of order) {
      const orders = (side === "ours" ? own : stocks)[round] ?? [];
      (side === "ours" ? ours : bare).push(await oneRound(sides, side, callers, size, orders));
    }
  }
  const ratio = median(ours.map((round, index) => round.perSecond / (bare[index]?.perSecond ?? Number.NaN)));
  const failed = [...ours, ...bare].reduce((sum, round) => sum + round.failed, 0);
  const firstFailure = [...ours, ...bare].find(round => round.firstFailure !== null)?.firstFailure;
  return [
    {
      name: `filing_ratio_c${callers}`,
      value: ratio,
      unit: "of bare",
      ratio,
      target: atLeast(0.5),
      beside: {
        ours_per_s: rounded(median(ours.map(round => round.perSecond))),
        bare_per_s: rounded(median(bare.map(round => round.perSecond))),
        cpu_ratio: rounded(median(bare.map(round => round.ownCpuMs)) / median(ours.map(round => round.ownCpuMs))),
        ours_cpu_ms: perOperation(ours),
        bare_cpu_ms: perOperation(bare),
        p99_ms: rounded(median(ours.map(round => percentile(round.latenciesMs, 0.99)))),
        foreign_cpu: share(ours, bare),
      },
    },
    {
      name: `filing_errors_c${callers}`,
      value: failed,
      unit: "requests",
      target: exactly(0),
      ...(firstFailure === undefined ? {} : { beside: { first: firstFailure ?? "" } }),
    },
  ];
};

const oneRound = async (
  { stage, house, bare }: Sides,
  side: "ours" | "bare",
  callers: number,
  size: Paced,
  orders: readonly string[],
): Promise<Round> => {
  const child = side === "ours" ? house.server : bare;
  if (side === "ours") await waitForRelay(house.admin);
  // Its workers would number the events of the limit's cases meanwhile.
  else house.server.pause();
  const target = { base: child.said.base, bearer: house.shop.bearer, count: callers };
  const act = fileOn(orders);
  const lead = await closedLoop(target, act, LEAD_MS);
  const before = lookAtCpu(child.pid, stage.postgres.pid);
  const result = await closedLoop(target, act, size.roundMs, orders.length - lead.done - lead.failed);
  const cpu = cpuBetween(before, lookAtCpu(child.pid, stage.postgres.pid));
  house.server.goOn();
  return { ...result, perSecond: result.done / result.seconds, cpu, ownCpuMs: (cpu.serverMs + cpu.postgresMs) / result.done };
};

const perOperation = (rounds: readonly Round[]): string => {
  const each = (of: (cpu: CpuUse) => number) => rounded(median(rounds.map(round => of(round.cpu) / round.done)));
  return `server ${each(cpu => cpu.serverMs)} pg ${each(cpu => cpu.postgresMs)} client ${each(cpu => cpu.clientMs)}`;
};

const share = (...rounds: readonly (readonly Round[])[]): string =>
  `${Math.round(100 * median(rounds.flat().map(round => round.cpu.foreignShare)))} %`;
