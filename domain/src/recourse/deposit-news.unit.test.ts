import { expect, test } from "vitest";
import { addMs, DAY_MS, type Instant, instant } from "../kernel/time.ts";
import { lookAtDeposit, type ToldBefore } from "./deposit-news.ts";

const NEVER: ToldBefore = { told: "enough", dueAt: null };
const START = instant(0);
const look = (depositMinor: bigint, before: ToldBefore, at: Instant = START) =>
  lookAtDeposit({ depositMinor, depositHeldMinor: 0n, floorMinor: 40n, noticeMinor: 100n }, before, at, 7 * DAY_MS);

test("a deposit below its level is to be topped up within the time, which is told once and once more when it has passed", () => {
  const first = look(70n, NEVER);
  expect(first).toMatchObject({ news: "deposit_below_notice", missingMinor: 30n, dueAt: 7 * DAY_MS, lookAt: 7 * DAY_MS });
  expect(look(60n, first, addMs(START, DAY_MS))).toMatchObject({ news: null, dueAt: first.dueAt, lookAt: first.dueAt });
  const late = look(60n, first, addMs(START, 7 * DAY_MS));
  expect(late).toMatchObject({ told: "overdue", news: "deposit_overdue", missingMinor: 40n, lookAt: null });
  expect(look(50n, late, addMs(START, 9 * DAY_MS)).news).toBeNull();
  expect(look(100n, late)).toMatchObject({ told: "enough", news: null, dueAt: null });
});

test("below the floor is told whatever was told before, and that privileges are back as soon as they are", () => {
  const low = look(39n, look(70n, NEVER), addMs(START, DAY_MS));
  expect(low).toMatchObject({ told: "below_floor", news: "deposit_below_floor", missingMinor: 1n, dueAt: 7 * DAY_MS });
  expect(look(10n, low).news).toBeNull();
  expect(look(100n, low)).toMatchObject({ told: "enough", news: "deposit_restored", lookAt: null });
  const partly = look(40n, low, addMs(START, 2 * DAY_MS));
  expect(partly).toMatchObject({ told: "below_notice", news: "deposit_restored", missingMinor: 60n, lookAt: 9 * DAY_MS });
});

test("what is held for a recourse is not there any more", () => {
  const held = { depositMinor: 100n, depositHeldMinor: 61n, floorMinor: 40n, noticeMinor: 100n };
  expect(lookAtDeposit(held, NEVER, START, 0)).toMatchObject({ news: "deposit_below_floor", missingMinor: 1n });
});
