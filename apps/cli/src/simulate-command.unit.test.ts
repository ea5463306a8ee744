import { instant } from "@amends/domain/kernel/time";
import { type PlayedDay, simulateDay } from "@amends/domain/work/simulate-day";
import { describe, expect, test } from "vitest";
import { compilePolicy } from "./compile-policy.ts";
import { diceOf, simulateCommand } from "./simulate-command.ts";

const pack = compilePolicy(undefined);
const day = (staffPercent: number, seed = 7): PlayedDay =>
  simulateDay(pack, { arrivals: 600, dayAt: instant(0), staffPercent, absentPercent: 6 }, diceOf(seed));

const figure = <Row>(standards: readonly Row[], pick: (row: Row) => number): number => standards.reduce((sum, row) => sum + pick(row), 0);

describe("a played day", () => {
  test("is the same day again from the same seed, and another from another", () => {
    expect(day(100)).toEqual(day(100));
    expect(day(100)).not.toEqual(day(100, 8));
  });

  test("judges every arrival by each standard that has a time, once", () => {
    const { standards, halfHours, leftWaiting } = day(100);
    const answered = standards.filter(({ standard }) => standard === "answered");
    const judged = figure(answered, ({ met, missed }) => met + missed);
    expect(judged).toBeLessThanOrEqual(600);
    expect(judged).toBeGreaterThanOrEqual(600 - leftWaiting);
    expect(halfHours.reduce((sum, { arrived }) => sum + arrived, 0)).toBe(600);
    expect(figure(day(100).levels, ({ met, missed }) => met + missed)).toBe(judged);
  });

  test("staffed by the formula keeps most of what it promises, and with a tenth of the people much less", () => {
    const share = ({ standards }: PlayedDay) => figure(standards, ({ met }) => met) / figure(standards, ({ met, missed }) => met + missed);
    const [planned, starved] = [day(100), day(10)];
    expect(share(planned)).toBeGreaterThan(0.9);
    expect(share(starved)).toBeLessThan(share(planned));
    expect(starved.people).toBeLessThan(planned.people);
    const done = starved.standards.find(({ kind, standard }) => kind === "review" && standard === "handled");
    const taken = starved.standards.find(({ kind, standard }) => kind === "review" && standard === "answered");
    expect(done?.meanSeconds, "what is done was taken before").toBeGreaterThan(taken?.meanSeconds ?? 0);
  });
});

describe("the command", () => {
  const run = async (...args: readonly string[]): Promise<string> => {
    const lines: string[] = [];
    const surroundings = { env: {}, out: (line: string) => void lines.push(line), err: () => undefined, rewrite: null };
    expect(await simulateCommand.run(args, surroundings)).toBe(0);
    return lines.join("\n");
  };

  test("prints attainment, queues and staffing", async () => {
    const printed = await run("day", "--arrivals", "300", "--seed", "3");
    expect(printed).toMatch(/^300 arrivals, \d+ people on the list/);
    expect(printed).toMatch(/complaint answered +\d+ +\d+ +[\d.]+ %/);
    expect(printed).toMatch(/level 1 answered +\d+ +\d+ +[\d.]+ %/);
    expect(printed).toMatch(/first_line +10:00 +\d+ +\d+ +\d+ +\d+/);
    expect(printed).toMatch(/first_line +\d+ of 48 +\d+ +(\d\d:\d0|–) +(\d+|–) +\d+/);
  });

  test("says what is wrong with its options", async () => {
    await expect(run("night")).rejects.toThrow("Say what to simulate");
    await expect(run("day", "--arrivals", "-5")).rejects.toThrow("--arrivals");
    await expect(run("day", "--pack", "policies/tau-retail")).rejects.toThrow("does not say how teams are staffed");
    await expect(run("day", "--absent", "101")).rejects.toThrow("--absent");
  });
});
