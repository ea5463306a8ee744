import fc from "fast-check";
import { expect, test } from "vitest";
import { msOfDay, SHANGHAI } from "../kernel/calendar.ts";
import { instant, MINUTE_MS } from "../kernel/time.ts";
import { afterQuietHours } from "./quiet-hours.ts";

const at = (text: string) => instant(Date.parse(`${text}+08:00`));
const NIGHT = { quietFromMinute: 22 * 60, quietToMinute: 8 * 60 };
const NOON = { quietFromMinute: 12 * 60, quietToMinute: 14 * 60 };

test("what happens at night is told in the morning, before and after midnight alike", () => {
  expect(afterQuietHours(at("2026-11-22T22:00:00"), NIGHT, SHANGHAI)).toBe(at("2026-11-23T08:00:00"));
  expect(afterQuietHours(at("2026-11-23T07:59:59"), NIGHT, SHANGHAI)).toBe(at("2026-11-23T08:00:00"));
  expect(afterQuietHours(at("2026-11-23T08:00:00"), NIGHT, SHANGHAI)).toBe(at("2026-11-23T08:00:00"));
  expect(afterQuietHours(at("2026-11-22T21:59:59"), NIGHT, SHANGHAI)).toBe(at("2026-11-22T21:59:59"));
});

test("hours within a day, and no hours at all", () => {
  expect(afterQuietHours(at("2026-11-22T12:30:00"), NOON, SHANGHAI)).toBe(at("2026-11-22T14:00:00"));
  expect(afterQuietHours(at("2026-11-22T14:00:00"), NOON, SHANGHAI)).toBe(at("2026-11-22T14:00:00"));
  const none = { quietFromMinute: 600, quietToMinute: 600 };
  expect(afterQuietHours(at("2026-11-22T10:00:00"), none, SHANGHAI)).toBe(at("2026-11-22T10:00:00"));
});

test("a message is never sent before it is due, never a day late, and never in the quiet hours", () => {
  const minutes = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), minutes, minutes, (ms, quietFromMinute, quietToMinute) => {
      const hours = { quietFromMinute, quietToMinute };
      const due = afterQuietHours(instant(ms), hours, SHANGHAI);
      expect(due).toBeGreaterThanOrEqual(ms);
      expect(due - ms).toBeLessThan(24 * 60 * MINUTE_MS);
      expect(afterQuietHours(due, hours, SHANGHAI)).toBe(due);
      if (due > ms) expect(Math.floor(msOfDay(due, SHANGHAI) / MINUTE_MS)).toBe(quietToMinute);
    }),
  );
});
