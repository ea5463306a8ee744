import { expect, test } from "vitest";
import { partsOf, spansOf, spansText } from "./hours-text.ts";

test("hours are read as people write them, and written the same way", () => {
  const spans = [
    { fromSecond: 9 * 3600, toSecond: 12 * 3600 },
    { fromSecond: 14 * 3600 + 1800, toSecond: 18 * 3600 },
  ];
  expect(spansOf("09:00-12:00, 14:30-18:00")).toEqual(spans);
  expect(spansOf("9:00 – 12:00，14:30~18:00")).toEqual(spans);
  expect(spansText(spans)).toBe("09:00-12:00, 14:30-18:00");
  expect(spansOf(" ")).toEqual([]);
});

test("what is no span is not taken for one", () => {
  for (const text of ["9-12", "09:00", "09:00-12:00 14:00-18:00"]) expect(spansOf(text)).toBeNull();
});

test("lists are cut at commas of either script", () => {
  expect(partsOf("2027-02-06，2027-02-07, ")).toEqual(["2027-02-06", "2027-02-07"]);
});
