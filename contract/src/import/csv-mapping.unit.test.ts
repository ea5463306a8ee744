import { describe, expect, test } from "vitest";
import { readCsvMapping } from "./csv-mapping.ts";

const MAPPING = {
  version: 1,
  source: "shop",
  time: { formats: ["YYYY-MM-DD"], offset: "+08:00" },
  order: { externalOrderNo: { column: "no" }, currency: { value: "CNY" }, placedAt: { column: "at" }, tenderKind: { value: "wallet" } },
  customer: { externalId: { column: "who" } },
  seller: { externalId: { value: "me" } },
  line: {
    skuId: { column: "sku" },
    name: { column: "name" },
    category: { value: "home" },
    quantity: { column: "pieces" },
    unitPrice: { column: "price" },
  },
};
const problemsOf = (change: object): readonly string[] => {
  const read = readCsvMapping(JSON.stringify({ ...MAPPING, ...change }));
  return read.ok ? [] : read.problems;
};

describe("a mapping", () => {
  test("needs to say only what differs from shop to shop", () => {
    const read = readCsvMapping(`\ufeff${JSON.stringify(MAPPING)}`);
    expect(read).toMatchObject({
      ok: true,
      mapping: {
        sourceVersion: 1,
        file: { encoding: "utf-8", delimiter: ",", excelText: false },
        amount: { decimalMark: ".", thousandsMark: null, symbols: [], decimals: 2 },
        introduces: ["seller", "customer", "sku"],
      },
    });
  });

  test.each([
    [{ sorce: "x" }, /^the mapping: .*sorce/],
    [{ line: { ...MAPPING.line, quantity: undefined } }, /^line\.quantity: .*write \{"column"/],
    [{ line: { ...MAPPING.line, quantity: { colum: "pieces" } } }, /^line\.quantity: .*write \{"column"/],
    [{ line: { ...MAPPING.line, goods: { value: "food" } } }, /^line\.goods\.value: .*physical/],
    [
      { order: { ...MAPPING.order, tenderKind: { column: "pay", values: { 支付宝: "alipay" } } } },
      /^order\.tenderKind\.values\.支付宝: .*wallet/,
    ],
    [{ time: { formats: ["DD.MM.YY"], offset: "+08:00" } }, /^time\.formats\.0: must be made of YYYY/],
    [{ time: { formats: ["HH:mm"], offset: "+08:00" } }, /^time\.formats\.0: must name year, month and day/],
    [{ time: { formats: ["YYYY-MM-DD"], offset: "Asia/Shanghai" } }, /^time\.offset: must be an offset like \+08:00/],
    [{ file: { encoding: "gbk" } }, /^file\.encoding: .*gb18030/],
    [{ amount: { decimalMark: ",", thousandsMark: "," } }, /^amount: decimalMark and thousandsMark must differ/],
    [{ sourceVersion: 20_261_122 }, /^sourceVersion: /],
  ])("with %j is refused at that place", (change, expected) => {
    const problems = problemsOf(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test("names every fault at once, and one that is no JSON as that", () => {
    expect(problemsOf({ source: "", version: 2 })).toHaveLength(2);
    expect(readCsvMapping("source: shop")).toMatchObject({ ok: false, code: "mapping_not_json" });
  });
});
