import { expect, test } from "vitest";
import { inUnit, nameWithoutUnit, numberInWords, unitOf, wholeSpan } from "./rule-units.ts";

const NAME = { zh: "服务标准（秒）", en: "service standard (seconds)" };

test("the unit of a field is the one its name ends with, and is said with its numbers instead", () => {
  expect(unitOf(NAME)).toBe("seconds");
  expect(unitOf({ zh: "几张照片", en: "photos at least" })).toBeNull();
  expect([nameWithoutUnit(NAME, "zh"), nameWithoutUnit(NAME, "en")]).toEqual(["服务标准", "service standard"]);
  expect(nameWithoutUnit({ zh: "证据位阶（1 最高）", en: "rank of evidence (1 is the highest)" }, "zh")).toBe("证据位阶（1 最高）");
});

test("numbers are said as sums, shares and times", () => {
  expect(numberInWords("59905", "money", "zh")).toBe("¥599.05");
  expect(["10000", "1050", "5", "0"].map(points => numberInWords(points, "percent", "zh"))).toEqual(["100%", "10.5%", "0.05%", "0%"]);
  expect(["172800", "108000", "90", "0"].map(each => numberInWords(each, "seconds", "zh"))).toEqual(["2 天", "30 小时", "90 秒", "0 秒"]);
  expect([numberInWords("24", "hours", "en"), numberInWords("7", null, "en")]).toEqual(["1 day", "7"]);
});

test("a time goes back into the unit of its field, where that is whole", () => {
  expect(wholeSpan("172800", "seconds")).toEqual({ count: 2n, span: "days" });
  expect([inUnit(2n, "days", "hours"), inUnit(90n, "minutes", "hours")]).toEqual(["48", null]);
});
