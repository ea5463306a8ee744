import type { Staffing } from "./api/get-team.ts";

export type HalfHour = Staffing["halfHours"][number];
/** From inclusive, to exclusive, in ms; in each half hour of it so many people are short, or more than it takes. */
export type Gap = { readonly fromAt: number; readonly toAt: number; readonly count: number };

const HALF_HOUR_MS = 1_800_000;

/** Half hours that follow each other and lack, or have over, as many people are one. */
export const gapsOf = (halfHours: readonly HalfHour[], side: "short" | "over"): readonly Gap[] => {
  const gaps: Gap[] = [];
  for (const { halfHourAt, [side]: count } of halfHours) {
    if (count === 0) continue;
    const last = gaps.at(-1);
    const toAt = halfHourAt + HALF_HOUR_MS;
    if (last !== undefined && last.toAt === halfHourAt && last.count === count) gaps[gaps.length - 1] = { ...last, toAt };
    else gaps.push({ fromAt: halfHourAt, toAt, count });
  }
  return gaps;
};

/** The team that brings most: what is looked at first. */
export const busiestTeam = (halfHours: readonly HalfHour[]): string | null => {
  const sums = new Map<string, number>();
  for (const { team, arrived, expected } of halfHours) sums.set(team, (sums.get(team) ?? 0) + (arrived ?? expected));
  return [...sums].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
};
