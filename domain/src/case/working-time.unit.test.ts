import { expect, test } from "vitest";
import { aCase, after, FILED_AT, withLadder } from "../../../test/case/a-case.ts";
import { addMs, HOUR_MS, instant } from "../kernel/time.ts";
import { readCalendar } from "../promise/written-calendar.ts";

const OFFICE = [
  { fromSecond: 9 * 3600, toSecond: 12 * 3600 },
  { fromSecond: 14 * 3600, toSecond: 18 * 3600 },
];
const at = (text: string) => instant(Date.parse(`${text}+08:00`));

/** Filed on Wednesday, 4 November 2026, at 10:00: a review within four hours is due at 16:00 in an office that rests at noon. */
const inOfficeHours = () => {
  const read = readCalendar({
    offsetMinutes: 480,
    weekly: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
    keepsHolidays: true,
    notices: [],
    closedDays: [],
    openDays: [],
  });
  const calendar = read.kind === "ok" ? read.calendar : expect.unreachable();
  return aCase({ template: "return_refund", outcome: "review" }, rules => {
    const bound = withLadder(rules);
    return { ...bound, promiseOf: (step, state) => ({ ...bound.promiseOf(step, state), basis: { kind: "working_time", calendar } }) };
  });
};

test("a standard that is counted in working time rests at noon and at night, its ladder with it; silence does not", () => {
  const step = inOfficeHours().opened.state.steps[0];
  expect(step).toMatchObject({ standardDueAt: at("2026-11-04T16:00:00"), dueAt: addMs(FILED_AT, 36 * HOUR_MS) });
  expect(step?.climb?.nextAt).toBe(at("2026-11-04T15:00:00"));
});

test("paused before noon and resumed the next day, what was left is left", () => {
  const waiting = after(inOfficeHours(), ["seller", { kind: "wait_for_buyer", reason: "answer_asked" }, at("2026-11-04T11:00:00")]);
  const resumed = after(waiting, ["seller", { kind: "go_on" }, at("2026-11-05T17:00:00")]);
  expect(resumed.opened.state.steps[0]).toMatchObject({
    standardDueAt: at("2026-11-06T11:00:00"),
    climb: { nextAt: at("2026-11-06T10:00:00") },
  });
});
