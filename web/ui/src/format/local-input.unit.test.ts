import { expect, it } from "vitest";
import { fromLocalInput, startOfShopDay, startOfShopWeek, toLocalInput } from "./local-input.ts";

/** 2026-11-22 is a Sunday. */
const AT = Date.parse("2026-11-22T23:30:00+08:00");

it("writes a moment as the field holds it in the shop's zone, and reads it back", () => {
  expect(toLocalInput(AT)).toBe("2026-11-22T23:30");
  expect(fromLocalInput("2026-11-22T23:30")).toBe(AT);
});

it("takes an empty field and a date that does not exist for nothing", () => {
  expect([fromLocalInput(""), fromLocalInput("2026-13-01T00:00"), fromLocalInput("morgen")]).toEqual([null, null, null]);
});

it("finds the day and the week in the shop's zone, not in the reader's", () => {
  expect(toLocalInput(startOfShopDay(AT))).toBe("2026-11-22T00:00");
  expect(toLocalInput(startOfShopWeek(AT))).toBe("2026-11-16T00:00");
  expect(toLocalInput(startOfShopWeek(AT + 3_600_000))).toBe("2026-11-23T00:00");
});
