import { expect, it } from "vitest";
import { cellInWords, fieldInWords, type RuleWords } from "./rule-words.ts";

const WORDS: RuleWords = {
  "request.type": {
    name: { zh: "售后类型", en: "service type" },
    values: { exchange: { zh: "换货", en: "exchange" }, repair: { zh: "维修", en: "repair" } },
  },
  "reason.ground": { name: { zh: "申请依据", en: "ground of the claim" }, values: { refused: { zh: "拒收", en: "refused at the door" } } },
  "line.deliveryDays": { name: { zh: "送达天数", en: "days to the delivery" }, values: {} },
};
const zh = (field: string, cell: string) => cellInWords(WORDS, field, cell, "zh");

it("a cell is said with the names of its texts, its fields and its signs", () => {
  expect(zh("request.type", "'exchange'")).toBe("换货");
  expect(zh("request.type", "['exchange', 'repair']")).toBe("换货、维修");
  expect(zh("reason.ground", "line.deliveryDays >= 7 and reason.ground == 'refused'")).toBe("送达天数 ≥ 7 且 申请依据 = 拒收");
  expect(zh("reason.ground", "request.type not in ['exchange']")).toBe("售后类型 不属于 [换货]");
  expect(cellInWords(WORDS, "seller.isTrader", "true", "en")).toBe("yes");
});

it("texts that have one name are said once", () => {
  const large = { zh: "家电", en: "appliances" };
  const words: RuleWords = { "line.department": { name: null, values: { appliance: large, appliances: large } } };
  expect(cellInWords(words, "line.department", "['appliances', 'appliance', 'phones']", "zh")).toBe("家电、phones");
});

it("what the pack has no words for stays as it is written", () => {
  expect(fieldInWords(WORDS, "shop.colour", "zh")).toBe("shop.colour");
  expect(zh("shop.colour", "'teal'")).toBe("teal");
  expect(zh("line.usedKm", "[1..5]")).toBe("[1..5]");
  expect(zh("request.type", "'exchange")).toBe("'exchange");
});

it("a number is said with the unit its field counts in", () => {
  const words: RuleWords = { ...WORDS, standardSeconds: { name: { zh: "服务标准（秒）", en: "service standard (seconds)" }, values: {} } };
  expect([fieldInWords(words, "standardSeconds", "zh"), cellInWords(words, "standardSeconds", "14400", "zh")]).toEqual([
    "服务标准",
    "4 小时",
  ]);
  expect(cellInWords(words, "standardSeconds", "<= 172800", "en")).toBe("≤ 2 days");
});
