import fc from "fast-check";
import { expect, test } from "vitest";
import { CHINA_HOLIDAY_YEARS } from "../kernel/china-holidays.ts";
import { addMs, type Instant, instant } from "../kernel/time.ts";
import { addWorkingSeconds, type WorkCalendar, workingSecondsBetween } from "../kernel/working-time.ts";
import { type ClockBasis, type ClockEntry, readClock } from "./clock.ts";
import { readCalendar } from "./written-calendar.ts";

const SPANS = [
  { fromSecond: 9 * 3600, toSecond: 12 * 3600 },
  { fromSecond: 13 * 3600 + 1800, toSecond: 18 * 3600 },
];
const weekly = { 1: SPANS, 2: SPANS, 3: SPANS, 4: SPANS, 5: SPANS };

const office = (): WorkCalendar => {
  const made = readCalendar({ offsetMinutes: 480, weekly, keepsHolidays: true, notices: [], closedDays: [], openDays: [] });
  return made.kind === "ok" ? made.calendar : expect.unreachable();
};
const OFFICE = office();
const START = instant(Date.parse("2026-02-10T10:00:00+08:00"));

const anyBasis: fc.Arbitrary<ClockBasis> = fc.constantFrom(
  { kind: "around_the_clock" as const },
  { kind: "working_time" as const, calendar: OFFICE },
);
const anyTarget = fc.nat({ max: 80 * 3600 });
const anyGap = fc.oneof(fc.nat({ max: 3_600_000 }), fc.nat({ max: 5 * 86_400_000 }));

/** Lives of a clock: pauses, resumptions, hand-overs and retargets in any order, at any moments. */
const anyLife: fc.Arbitrary<readonly ClockEntry[]> = fc
  .tuple(
    anyTarget,
    fc.array(
      fc.tuple(anyGap, fc.constantFrom("paused" as const, "resumed" as const, "handed_on" as const, "retargeted" as const), anyTarget),
      { maxLength: 8 },
    ),
  )
  .map(([targetSeconds, steps]) => {
    let at: Instant = START;
    const entries: ClockEntry[] = [{ kind: "started", at, targetSeconds, holder: "seller" }];
    for (const [gap, kind, target] of steps) {
      at = addMs(at, gap);
      entries.push(entryOf(kind, at, target));
    }
    return entries;
  });

const entryOf = (kind: "paused" | "resumed" | "handed_on" | "retargeted", at: Instant, targetSeconds: number): ClockEntry => {
  switch (kind) {
    case "paused":
      return { kind, at, reason: "asked the buyer", holder: "buyer" };
    case "resumed":
      return { kind, at, holder: "seller" };
    case "handed_on":
      return { kind, at, holder: "platform" };
    case "retargeted":
      return { kind, at, targetSeconds };
  }
};

const endOf = (entries: readonly ClockEntry[]): Instant => entries.at(-1)?.at ?? START;
const started = (targetSeconds: number): ClockEntry => ({ kind: "started", at: START, targetSeconds, holder: "seller" });
const paused = (at: Instant): ClockEntry => ({ kind: "paused", at, reason: "asked the buyer", holder: "buyer" });
const resumed = (at: Instant): ClockEntry => ({ kind: "resumed", at, holder: "seller" });

test("a pause never makes a deadline earlier", () => {
  fc.assert(
    fc.property(anyBasis, anyTarget, anyGap, anyGap, anyGap, (basis, target, before, length, after) => {
      const from = addMs(START, before);
      const until = addMs(from, length);
      const now = addMs(until, after);
      const without = readClock([started(target)], basis, now).dueAt ?? expect.unreachable();
      const withPause = readClock([started(target), paused(from), resumed(until)], basis, now).dueAt ?? expect.unreachable();
      expect(withPause).toBeGreaterThanOrEqual(without);
      if (without > from && basis.kind === "around_the_clock") expect(withPause).toBe(without + length);
    }),
  );
});

test("splitting a pause changes nothing", () => {
  fc.assert(
    fc.property(anyBasis, anyTarget, anyGap, anyGap, anyGap, anyGap, (basis, target, before, first, second, after) => {
      const from = addMs(START, before);
      const middle = addMs(from, first);
      const until = addMs(middle, second);
      const now = addMs(until, after);
      const whole = readClock([started(target), paused(from), resumed(until)], basis, now);
      const split = readClock([started(target), paused(from), resumed(middle), paused(middle), resumed(until)], basis, now);
      expect(split).toEqual(whole);
    }),
  );
});

test("a retarget loses neither a pause nor what was consumed, and back again it was never there", () => {
  fc.assert(
    fc.property(anyBasis, anyLife, anyTarget, anyGap, (basis, life, target, after) => {
      const at = endOf(life);
      const now = addMs(at, after);
      const before = readClock(life, basis, now);
      const retargeted = readClock([...life, { kind: "retargeted", at, targetSeconds: target }], basis, now);
      expect(retargeted).toMatchObject({ consumedMs: before.consumedMs, pausedMs: before.pausedMs, heldMs: before.heldMs });
      expect(retargeted.remainingMs - retargeted.breachMs).toBe(target * 1000 - before.consumedMs);
    }),
  );
});

test("all the time that has passed was consumed or paused, and somebody had the ball", () => {
  fc.assert(
    fc.property(anyBasis, anyLife, anyGap, (basis, life, after) => {
      const now = addMs(endOf(life), after);
      const { consumedMs, pausedMs, heldMs, targetMs, remainingMs, breachMs } = readClock(life, basis, now);
      const passed = basis.kind === "around_the_clock" ? now - START : workingSecondsBetween(OFFICE, START, now) * 1000;
      const sum = consumedMs + pausedMs;
      expect(basis.kind === "around_the_clock" ? sum : Math.floor(sum / 1000) * 1000).toBe(passed);
      expect([...heldMs.values()].reduce((total, ms) => total + ms, 0)).toBe(sum);
      expect(consumedMs + remainingMs - breachMs).toBe(targetMs);
    }),
  );
});

test("looked at twice, a clock that runs on says the same due time", () => {
  fc.assert(
    fc.property(anyBasis, anyLife, anyGap, anyGap, (basis, life, first, second) => {
      const early = readClock(life, basis, addMs(endOf(life), first));
      const late = readClock(life, basis, addMs(endOf(life), first + second));
      expect(late.dueAt).toBe(early.dueAt);
    }),
  );
});

test("a stopped clock shows the same for ever", () => {
  fc.assert(
    fc.property(anyBasis, anyLife, anyGap, anyLife, (basis, life, after, more) => {
      const at = endOf(life);
      const stopped: readonly ClockEntry[] = [...life, { kind: "stopped", at }];
      const later = more.slice(1).map(entry => ({ ...entry, at: addMs(at, entry.at - START) }));
      expect(readClock([...stopped, ...later], basis, addMs(at, after + 10 * 86_400_000 * 20))).toEqual(readClock(stopped, basis, at));
    }),
  );
});

/** One second after the other, by the notice's own dates and the runtime's own calendar: it shares nothing with what it counts against. */
const walkedYear = (year: number): Uint32Array => {
  const known = CHINA_HOLIDAY_YEARS.find(each => each.year === year) ?? expect.unreachable();
  const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
  const worked = new Uint32Array(days * 86_400 + 1);
  let sum = 0;
  for (let second = 0; second < days * 86_400; second += 1) {
    if (second % 86_400 === 0) isOpenDay = opensOn(new Date(Date.UTC(year, 0, 1) + second * 1000), known);
    const ofDay = second % 86_400;
    if (isOpenDay && ((ofDay >= 32_400 && ofDay < 43_200) || (ofDay >= 48_600 && ofDay < 64_800))) sum += 1;
    worked[second + 1] = sum;
  }
  return worked;
};
let isOpenDay = false;

const opensOn = (date: Date, { holidays, workdays }: (typeof CHINA_HOLIDAY_YEARS)[number]): boolean => {
  const text = date.toISOString().slice(0, 10);
  if (workdays.includes(text)) return true;
  if (holidays.some(([first, last]) => first <= text && text <= last)) return false;
  return date.getUTCDay() !== 0 && date.getUTCDay() !== 6;
};

test.each([2024, 2025, 2026])("the working time of %i, with its make-up days, is what a walk second by second counts", year => {
  const worked = walkedYear(year);
  const start = Date.UTC(year, 0, 1) - 8 * 3_600_000;
  const total = worked.length - 1;
  const anySecond = fc.nat({ max: total });
  fc.assert(
    fc.property(anySecond, anySecond, (one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const counted = (worked[to] ?? 0) - (worked[from] ?? 0);
      expect(workingSecondsBetween(OFFICE, instant(start + from * 1000), instant(start + to * 1000))).toBe(counted);
      // The first second by which so much has been worked, found in the walk, is where adding it arrives.
      let reached = to;
      while (reached > from && worked[reached - 1] === worked[to]) reached -= 1;
      expect(addWorkingSeconds(OFFICE, instant(start + from * 1000), counted)).toBe(start + (counted === 0 ? from : reached) * 1000);
    }),
    { numRuns: 300 },
  );
});
