import fc from "fast-check";
import { expect, test } from "vitest";
import { tableFile } from "../../../test/policy/jdm.ts";
import { loadTable } from "./compile-table.ts";

const cell = fc.constantFrom("", '"a"', '"b"', '["a", "c"]', "true", "false", "null", '!= "a"', 'not in ["b"]', "> 1", "1", "x.other");
const COLUMNS = { first: "x.first", second: "x.second", third: "y", fourth: "x.fourth" } as const;
const rule = fc.tuple(cell, cell, cell, cell).filter(cells => cells.some(text => text !== ""));
const value = fc.constantFrom("a", "b", "c", "stranger", true, false, null, undefined, 1, 2n, []);
const context = fc.record({ x: fc.record({ first: value, second: value, fourth: value, other: value }), y: value });

test("a row is found among those that ask for its words exactly where a walk from the top finds it", () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 30 }), fc.array(context, { minLength: 20, maxLength: 20 }), (rules, contexts) => {
      const rows = rules.map(([first, second, third, fourth], index) => ({ _id: `row-${index}`, first, second, third, fourth, out: "1" }));
      const loaded = loadTable("walk", tableFile("walk", { inputs: COLUMNS, outputs: { out: "out" }, rules: rows }));
      const table = loaded.kind === "loaded" ? loaded.value : expect.fail(JSON.stringify(loaded.problems));
      for (const facts of contexts) {
        const walked = table.explain(facts).find(row => row.isHit)?.rowId;
        expect(table.evaluate(facts)?.rowId).toBe(walked);
      }
    }),
  );
});
