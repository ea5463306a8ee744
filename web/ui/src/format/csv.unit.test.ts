import { expect, it } from "vitest";
import { csvOf } from "./csv.ts";

it("a list keeps commas, quotes and line breaks inside their cells", () => {
  expect(
    csvOf([
      ["单号", "商品"],
      ["1", 'a,"b"\nc'],
    ]),
  ).toBe('\uFEFF单号,商品\r\n1,"a,""b""\nc"\r\n');
});

it.each(["=1+1", "+86", "-5", "@sum"])("%s is no formula in a spreadsheet", cell => {
  expect(csvOf([[cell]])).toBe(`\uFEFF'${cell}\r\n`);
});
