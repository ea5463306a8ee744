import { describe, expect, test } from "vitest";
import { formatShortNumber, parseShortNumber, SHORT_NUMBER_COUNT, shortNumberOf } from "./short-number.ts";

describe("a number given out stays the number of its case", () => {
  test.each([
    [0, 0, "9736-3782-095"],
    [1, 0, "6902-3125-010"],
    [2, 0, "9187-0880-804"],
    [1, 7, "9125-2789-441"],
    [SHORT_NUMBER_COUNT - 1, 7, "6506-0165-273"],
  ])("case %d under key %d", (sequence, key, shown) => {
    expect(formatShortNumber(shortNumberOf(sequence, key))).toBe(shown);
    expect(formatShortNumber(shortNumberOf(BigInt(sequence), key))).toBe(shown);
  });

  test.each([-1, 0.5, SHORT_NUMBER_COUNT, Number.NaN])("there is no case %d", sequence => {
    expect(() => shortNumberOf(sequence, 0)).toThrow("a short number is made of a whole number");
  });
});

describe("what people type", () => {
  test.each([
    ["as it is shown", "0000-0005-724"],
    ["without dashes", "00000005724"],
    ["with spaces", " 000 0000 5724 "],
    ["with full-width digits, spaces and dashes", "００００－０００５　７２４"],
    ["with the dashes a phone puts in", "0000–0005—724"],
    ["with a long vowel mark for a dash", "0000ー0005ー724"],
    ["with a minus sign", "0000−0005−724"],
  ])("%s", (_, text) => expect(parseShortNumber(text)).toEqual({ kind: "ok", value: "00000005724" }));

  test("the published example of the check digit: 572 is followed by 4", () => {
    for (const digit of "0123456789") {
      expect(parseShortNumber(`0000000572${digit}`).kind).toBe(digit === "4" ? "ok" : "wrong_check_digit");
    }
  });

  test.each(["", "0000-0005-72", "0000-0005-7244", "0000-0005-72a", "case_01jcx3k9q8ab4d7e2f5g6h8j", "٠٠٠٠٠٠٠٥٧٢٤"])(
    "%s is no number",
    text => {
      expect(parseShortNumber(text)).toEqual({ kind: "not_a_number" });
    },
  );
});
