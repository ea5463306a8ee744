import { expect, it } from "vitest";
import type { RuleTable } from "./api/get-rules.ts";
import { foundRules } from "./found-rules.ts";

const rule = (row: string, zh: string, en: string, cells: Record<string, string> = {}) =>
  ({ row, zh, en, source: "7D a9", status: "verified", cells }) as const;
const TABLES: readonly RuleTable[] = [
  {
    table: "intactness",
    columns: [
      { column: "department", field: "line.department", kind: "condition" },
      { column: "condition", field: "line.condition", kind: "condition" },
    ],
    rows: [
      rule("INT-1", "密封包装已拆，视为不完好", "An opened sealed cosmetic is not intact", {
        department: "['food', 'cosmetics']",
        condition: "'seal_broken'",
      }),
      rule("INT-2", "试穿不算使用", "Trying on is no use"),
    ],
  },
  { table: "freight", columns: [], rows: [rule("F-3", "改变主意，运费由买家承担", "The buyer pays")] },
];
const SAID = {
  "line.department": { name: { zh: "商品大类", en: "department" }, values: { cosmetics: { zh: "化妆品", en: "cosmetics" } } },
};
const NAMES: Readonly<Record<string, string>> = { intactness: "商品完好", freight: "运费" };
const found = (typed: string) =>
  foundRules(TABLES, typed, { nameOf: table => NAMES[table] ?? table, said: SAID }).flatMap(({ rows }) => rows.map(({ row }) => row));

it("a rule is found by words of either language, by its cells, its table, its number or its source", () => {
  expect(found("化妆品 密封")).toEqual(["INT-1"]);
  expect(found("Sealed COSMETIC")).toEqual(["INT-1"]);
  expect(found("seal_broken")).toEqual(["INT-1"]);
  expect(found("商品大类")).toEqual(["INT-1"]);
  expect(found("运费")).toEqual(["F-3"]);
  expect(found("商品完好")).toEqual(["INT-1", "INT-2"]);
  expect(found("int-2 7d")).toEqual(["INT-2"]);
});

it("every word must be there, and no word finds all", () => {
  expect(found("化妆品 运费")).toEqual([]);
  expect(found("  ")).toEqual(["INT-1", "INT-2", "F-3"]);
});
