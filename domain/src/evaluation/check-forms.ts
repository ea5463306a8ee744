import type { CompiledRow } from "../policy/compile-table.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem } from "../policy/problem.ts";

/**
 * A sum in kind says how much of it: a row that promised a coupon without its days would fail on the first buyer it is meant for. What the law or an
 * insurer owes is money, whatever a pack would like better.
 */
export const formProblems = ({ tables }: CompiledPack): readonly PolicyProblem[] =>
  (tables.get("compensation")?.rows ?? []).flatMap(row => {
    const form = wordIn(row, "form");
    const lacks = (column: string, message: string): PolicyProblem => ({
      code: "bad_column",
      table: "compensation",
      row: row.id,
      column,
      message,
    });
    if (form === "cash") return [];
    if (form === null) return [lacks("form", "a row says the form of its sum in plain words")];
    if (MONEY_ONLY.some(standing => wordIn(row, "standing") === standing))
      return [lacks("form", "what law or insurance owes is paid in money")];
    if (!says(row, "formValue"))
      return [lacks("formValue", `a sum given as ${form} needs its number: days, minor units a point, pieces or months`)];
    return form === "gift" && !says(row, "giftSku") ? [lacks("giftSku", "a gift names its article")] : [];
  });

const MONEY_ONLY = ["statutory", "insured"];

const wordIn = ({ results }: CompiledRow, field: string): string | null => {
  const expression = results.find(result => result.field === field)?.expression;
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : null;
};

const says = ({ results }: CompiledRow, field: string): boolean => results.some(result => result.field === field);
