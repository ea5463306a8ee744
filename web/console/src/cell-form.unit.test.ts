import { expect, test } from "vitest";
import { readPack } from "../../../test/policy/read-pack.ts";
import { readCell, writeCell } from "./cell-form.ts";

const BASE = readPack("policies/base");
type Column = { readonly id: string; readonly field: string };
type Content = {
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rules: readonly Readonly<Record<string, string>>[];
};
type TableJson = { readonly nodes: readonly { readonly content?: Content }[] };

const cellsOf = (side: "inputs" | "outputs"): readonly string[] =>
  Object.values(BASE.tables).flatMap(json =>
    (json as TableJson).nodes.flatMap(({ content }) =>
      (content?.[side] ?? [])
        .filter(({ field }) => !field.startsWith("row."))
        .flatMap(({ id }) => content?.rules.flatMap(row => (row[id] ? [row[id]] : [])) ?? []),
    ),
  );

test("of all cells of the default rules at most one in fifty cannot be said by choosing", () => {
  const forms = [
    ...cellsOf("inputs").map(cell => readCell(cell, "condition")),
    ...cellsOf("outputs").map(cell => readCell(cell, "result")),
  ];
  expect(forms.length).toBeGreaterThan(4000);
  expect(forms.filter(({ kind }) => kind === "written").length).toBeLessThan(forms.length / 50);
});

test("what was chosen is written as it was read", () => {
  for (const [side, kind] of [
    ["inputs", "condition"],
    ["outputs", "result"],
  ] as const)
    for (const cell of cellsOf(side)) {
      const form = readCell(cell, kind);
      expect(readCell(writeCell(form, kind), kind), cell).toEqual(form);
    }
});

test("choices are written in the language of the tables", () => {
  const test = (cell: string) => writeCell(readCell(cell, "condition"), "condition");
  expect(["<= 500", "[1..5]", "'a', 'b'", "in ['a']", "not in ['a', 'b']", "!= 'a'", "not contains($, 'a')"].map(test)).toEqual([
    ...["<= 500", "[1..5]", "['a', 'b']", "'a'", "not in ['a', 'b']", "!= 'a'", "not contains($, 'a')"],
  ]);
  const value = (cell: string) => writeCell(readCell(cell, "result"), "result");
  expect(["'a'", "['a']", "[]", "", "true", "-5", "line.giftMinor"].map(value)).toEqual([
    "'a'",
    "['a']",
    "[]",
    "",
    "true",
    "-5",
    "line.giftMinor",
  ]);
});
