import { describe, expect, it } from "vitest";
import { formatAmount } from "./amount.ts";
import { ago, dayAndClock, durationWords, exactTime } from "./time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 18:00 in Shanghai. */
const now = Date.UTC(2026, 10, 21, 10);

describe("an amount", () => {
  it.each([
    [0n, "¥0.00"],
    [5n, "¥0.05"],
    [5990n, "¥59.90"],
    [112_800n, "¥1,128.00"],
    [-12_345_678n, "−¥123,456.78"],
    [9_007_199_254_740_991n, "¥90,071,992,547,409.91"],
  ])("of %s fen reads %s", (amountMinor, text) => {
    expect(formatAmount({ amountMinor, currency: "CNY" })).toBe(text);
  });

  it("in another currency names it", () => {
    expect(formatAmount({ amountMinor: 150n, currency: "HKD" })).toBe("HKD 1.50");
  });
});

describe("a time", () => {
  it("is named by its day where the day is near, on the shop's clock", () => {
    expect(dayAndClock(now, now, "zh")).toBe("今天 18:00");
    expect(dayAndClock(now + 6 * HOUR, now, "zh")).toBe("明天 00:00");
    expect(dayAndClock(now - DAY, now, "en")).toBe("yesterday 18:00");
    expect(dayAndClock(now + 5 * DAY, now, "zh")).toBe("11月26日 18:00");
    expect(dayAndClock(now + 60 * DAY, now, "en")).toBe("20 Jan 2027 18:00");
    expect(exactTime(now, "zh")).toBe("2026年11月21日 18:00");
  });

  it("is told as so long ago while that says more", () => {
    expect(ago(now - 20_000, now, "zh")).toBe("刚刚");
    expect(ago(now - 5 * MINUTE, now, "zh")).toBe("5 分钟前");
    expect(ago(now - HOUR, now, "en")).toBe("1 hour ago");
    expect(ago(now - 20 * HOUR, now, "zh")).toBe("昨天 22:00");
  });
});

describe("a duration", () => {
  it.each([
    [10_000, "1 分钟"],
    [59 * MINUTE, "59 分钟"],
    [80 * MINUTE, "1 小时 20 分钟"],
    [23 * HOUR + 59 * MINUTE, "23 小时"],
    [30 * HOUR, "1 天 6 小时"],
    [4 * DAY + 23 * HOUR, "4 天"],
  ])("of %i ms reads %s and never longer than it is", (ms, text) => {
    expect(durationWords(ms, "zh")).toBe(text);
  });
});
