import fc from "fast-check";
import { expect, test } from "vitest";
import { formatShortNumber, parseShortNumber, SHORT_NUMBER_COUNT, sequenceOf, shortNumberOf } from "./short-number.ts";

const anySequence = fc.integer({ min: 0, max: SHORT_NUMBER_COUNT - 1 });
const anyKey = fc.nat({ max: 65_535 });

test("every case has a number and every number leads back to its case", () => {
  fc.assert(
    fc.property(anySequence, anyKey, (sequence, key) => {
      expect(sequenceOf(shortNumberOf(sequence, key), key)).toBe(sequence);
    }),
    { numRuns: 2000 },
  );
});

test("a number is read as it was shown", () => {
  fc.assert(
    fc.property(anySequence, anyKey, (sequence, key) => {
      const value = shortNumberOf(sequence, key);
      expect(formatShortNumber(value)).toMatch(/^\d{4}-\d{4}-\d{3}$/);
      expect(parseShortNumber(formatShortNumber(value))).toEqual({ kind: "ok", value });
    }),
  );
});

test("one wrong digit is always caught", () => {
  fc.assert(
    fc.property(anySequence, anyKey, (sequence, key) => {
      const value = shortNumberOf(sequence, key);
      for (const [place, right] of [...value].entries()) {
        for (const digit of "0123456789") {
          if (digit === right) continue;
          expect(parseShortNumber(value.slice(0, place) + digit + value.slice(place + 1)).kind).toBe("wrong_check_digit");
        }
      }
    }),
  );
});

test("two neighbours in each other's place are always caught", () => {
  fc.assert(
    fc.property(anySequence, anyKey, (sequence, key) => {
      const value = shortNumberOf(sequence, key);
      for (let place = 0; place < value.length - 1; place += 1) {
        const [left, right] = [value.charAt(place), value.charAt(place + 1)];
        if (left === right) continue;
        expect(parseShortNumber(value.slice(0, place) + right + left + value.slice(place + 2)).kind).toBe("wrong_check_digit");
      }
    }),
  );
});

test("the first ten thousand cases are spread over all numbers and do not tell their order", () => {
  const numbers = Array.from({ length: 10_000 }, (_, sequence) => Number(shortNumberOf(sequence, 1).slice(0, 10)));
  expect(new Set(numbers).size).toBe(numbers.length);
  const perTenth = Array.from({ length: 10 }, (_, tenth) => numbers.filter(number => Math.floor(number / 1e9) === tenth).length);
  expect(Math.min(...perTenth)).toBeGreaterThan(850);
  expect(Math.max(...perTenth)).toBeLessThan(1150);
  const rising = numbers.filter((number, index) => number > (numbers[index - 1] ?? 0)).length;
  expect(Math.abs(rising - 5000)).toBeLessThan(250);
});
