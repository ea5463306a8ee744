import { describe, expect, test } from "vitest";
import { placeholdersOf } from "../errors.ts";
import { CSV_PROBLEMS, csvFault } from "./csv-problems.ts";

describe("a problem of an import", () => {
  test.each(Object.entries(CSV_PROBLEMS))("%s says in both languages the same about the same, and what to do", (_, { zh, en }) => {
    const named = (text: { readonly detail: string; readonly advice: string }) => new Set(placeholdersOf(`${text.detail} ${text.advice}`));
    expect(named(en)).toEqual(named(zh));
    for (const text of [zh, en]) expect(text.advice).not.toBe("");
  });

  test("is told in Chinese, then in English", () => {
    expect(csvFault("csv_missing_column", { column: "数量" }).message).toMatch(/^映射文件要读“数量”.* \/ The mapping reads “数量”/);
  });
});
