import { expect, test } from "vitest";
import { addMs, instant } from "../kernel/time.ts";
import { HALF_HOUR_MS } from "./shift-plan.ts";
import { type StaffedDay, staffDay } from "./staff-day.ts";

const FROM = instant(1_780_000_200_000);
const at = (halfHours: number) => addMs(FROM, halfHours * HALF_HOUR_MS);
/** Of policy.md §4.3: 100 in half an hour, 180 s each, 80 % within 20 s take 14 people, 20 on the list. */
const GOAL = { withinSeconds: 20, targetBasisPoints: 8000, shrinkageBasisPoints: 3000 };
const TEAM = { team: "first_line", goal: GOAL, arrived: new Map([[0, 100]]), expected: new Map([[2, 100]]), handleSeconds: 180 };
const person = (from: number, until: number, teams = ["first_line"]) => ({
  teams,
  planned: [{ fromAt: at(from), untilAt: at(until) }],
  onDuty: [{ fromAt: at(from), untilAt: at(until) }],
});
const day = (change: Partial<StaffedDay> = {}) => staffDay({ fromAt: FROM, now: at(1.5), teams: [TEAM], people: [], ...change });

test("a half hour that is over needs people for what came in, one ahead for what is expected, as the formula's vector says", () => {
  const shown = day();
  expect(shown).toHaveLength(48);
  expect(shown[0]).toMatchObject({ arrived: 100, needed: { agents: 14, headcount: 20 }, short: 14 });
  expect(shown[2]).toMatchObject({ arrived: null, expected: 100, needed: { agents: 14 }, onDuty: null, short: 14 });
  expect(shown[3]).toMatchObject({ needed: { agents: 0 }, short: 0 });
});

test("those planned of the team are set against the need, and what is short is said", () => {
  const people = [...Array.from({ length: 12 }, () => person(0, 1)), person(0, 1, ["complaints"])];
  const [first, second] = day({ people });
  expect(first).toMatchObject({ planned: 12, onDuty: 12, short: 2 });
  expect(second).toMatchObject({ planned: 0, onDuty: 0, short: 0, over: 0 });
});

test("who is planned beyond the need is said as well, and where the rules name no goal nobody is short or over", () => {
  const people = Array.from({ length: 17 }, () => person(0, 1));
  expect(day({ people })[0]).toMatchObject({ planned: 17, short: 0, over: 3 });
  expect(day({ people, teams: [{ ...TEAM, goal: null }] })[0]).toMatchObject({ needed: null, short: 0, over: 0 });
});

test("where nothing was handled yet nobody says how many it takes", () => {
  expect(day({ teams: [{ ...TEAM, handleSeconds: null }] })[0]).toMatchObject({ arrived: 100, needed: null, short: 0 });
});

test("the half hour that runs counts what it brought or is expected to, whichever is more", () => {
  const teams = [{ ...TEAM, arrived: new Map([[1, 3]]), expected: new Map([[1, 100]]) }];
  expect(day({ teams })[1]).toMatchObject({ arrived: 3, needed: { agents: 14 } });
});
