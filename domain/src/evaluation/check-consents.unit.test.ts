import { expect, it } from "vitest";
import { BASE } from "../../../test/evaluation/base-pack.ts";
import { consentProblems } from "./check-consents.ts";

const table = BASE.tables.get("consents") ?? expect.unreachable();

it("a pack whose consents name no text, or no kind of file there is, is not used", () => {
  expect(consentProblems(BASE)).toEqual([]);
  const rows = table.rows.map((row, index) => ({
    ...row,
    results: row.results.filter(({ field }) => field !== (index === 0 ? "version" : "files")),
  }));
  const broken = { ...BASE, tables: new Map([...BASE.tables, ["consents", { ...table, rows }]]) };
  expect(consentProblems(broken)).toMatchObject([
    { table: "consents", row: "CO-C", column: "version" },
    { table: "consents", row: "CO-M", column: "files" },
  ]);
});
