import { instant } from "@amends/domain/kernel/time";
import { expect, it } from "vitest";
import { busiestTeam, gapsOf, type HalfHour } from "./staffing-shorts.ts";

const HALF_HOUR_MS = 1_800_000;
const at = (place: number, short: number, change: Partial<HalfHour> = {}): HalfHour => ({
  halfHourAt: instant(place * HALF_HOUR_MS),
  team: "first_line",
  arrived: null,
  expected: 1,
  needed: null,
  planned: 0,
  onDuty: null,
  short,
  over: 0,
  ...change,
});

it("joins half hours that lack as many people, and begins anew where the number or the time breaks", () => {
  const gaps = gapsOf([at(0, 0), at(1, 2), at(2, 2), at(3, 1), at(5, 1)], "short");
  expect(gaps.map(({ fromAt, toAt, count }) => [fromAt / HALF_HOUR_MS, toAt / HALF_HOUR_MS, count])).toEqual([
    [1, 3, 2],
    [3, 4, 1],
    [5, 6, 1],
  ]);
});

it("joins those that have as many over in the same way", () => {
  const gaps = gapsOf([at(0, 2), at(1, 0, { over: 3 }), at(2, 0, { over: 3 })], "over");
  expect(gaps.map(({ fromAt, toAt, count }) => [fromAt / HALF_HOUR_MS, toAt / HALF_HOUR_MS, count])).toEqual([[1, 3, 3]]);
});

it("shows first the team that brings most, by what came or is expected", () => {
  expect(busiestTeam([])).toBeNull();
  expect(busiestTeam([at(0, 0), at(0, 0, { team: "complaints", arrived: 9 })])).toBe("complaints");
});
