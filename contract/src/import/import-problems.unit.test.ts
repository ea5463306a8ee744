import type { ImportErrorCode, ImportFault } from "@amends/domain/order/import-error";
import { describe, expect, test } from "vitest";
import { placeholdersOf } from "../errors.ts";
import type { ParamNames } from "../problem-text.ts";
import type { CSV_PROBLEMS } from "./csv-problems.ts";
import { IMPORT_PROBLEMS, importMessageOf } from "./import-problems.ts";
import type { RECORD_PROBLEMS } from "./record-problems.ts";

type Texts = typeof CSV_PROBLEMS & typeof RECORD_PROBLEMS;
type NamesOf<C extends ImportErrorCode> = ParamNames<Texts[C]["zh"]["detail" | "advice"]>;
type GivenOf<C extends ImportErrorCode> = keyof Extract<ImportFault, { readonly code: C }>["params"];
type NeverGiven = { readonly [C in ImportErrorCode]: Exclude<NamesOf<C>, GivenOf<C>> }[ImportErrorCode];

describe("a problem of an import", () => {
  test.each(Object.entries(IMPORT_PROBLEMS))("%s says in both languages the same about the same, and what to do", (_, { zh, en }) => {
    const named = (text: { readonly detail: string; readonly advice: string }) => new Set(placeholdersOf(`${text.detail} ${text.advice}`));
    expect(named(en)).toEqual(named(zh));
    expect(zh.advice).toMatch(/。$/);
    expect(en.advice).toMatch(/\.$/);
    expect(en.detail).not.toMatch(/\p{Script=Han}/u);
  });

  test("names nothing that its finder does not give", () => {
    const neverGiven: Readonly<Record<NeverGiven, never>> = {};
    expect(neverGiven).toEqual({});
  });

  test("is told in the language of who reads it, what it is about included", () => {
    const fault: ImportFault = { code: "unknown_seller", params: { kind: "order", id: "A-1", seller: "shop-7" } };
    expect(importMessageOf(fault, "zh")).toBe("订单 A-1 的商家 shop-7 还没有发送过。请先发送商家，再发送它。");
    expect(importMessageOf(fault, "en")).toBe("The order A-1 names seller shop-7, who was not sent yet. Send the seller, then this again.");
  });

  test("says why a discount cannot be, and which line of it", () => {
    const discount = { orderNo: "A-1", discountNo: 2 };
    const uneven: ImportFault = {
      code: "discount_condition_unsound",
      params: { ...discount, reason: "pieces_not_in_sets", bundleSets: 3, lineNo: 4 },
    };
    expect(importMessageOf(uneven, "zh")).toContain("优惠 2 不成立：它是 3 套的组合优惠，第 4 行的件数不是套数的倍数。");
    expect(importMessageOf(uneven, "en")).toContain("cannot be: it is of 3 sets, and the pieces of line 4 are no multiple of that.");
  });

  test("says which file it is in where several are read as one", () => {
    const fault: ImportFault = { code: "csv_missing_column", params: { column: "数量" }, file: "2026-11.csv" };
    expect(importMessageOf(fault, "en")).toMatch(/^2026-11\.csv: The mapping reads “数量”/);
  });
});
