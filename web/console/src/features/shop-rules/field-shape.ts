import type { RuleWords } from "@amends/ui/rules/rule-words";
import { type CellForm, type CellKind, readCell } from "../../cell-form.ts";
import type { RuleTable } from "../rules/api/get-rules.ts";

/** What may be chosen for a column: the kind of value it holds in any row, and the texts of its closed list. */
export type FieldShape = {
  readonly holds: "flag" | "text" | "list" | "member" | "number" | "formula";
  readonly texts: readonly string[];
};

export const fieldShape = (table: RuleTable, { column, field, kind }: RuleTable["columns"][number], words: RuleWords): FieldShape => {
  const forms = table.rows.map(({ cells }) => readCell(cells[column] ?? "", kind));
  const texts = [...new Set([...Object.keys(words[field]?.values ?? {}), ...forms.flatMap(textsOf)])];
  return { holds: holdsOf(forms, texts, kind), texts };
};

const textsOf = (form: CellForm): readonly string[] => (form.kind === "texts" ? form.texts : form.kind === "holds" ? [form.text] : []);

const holdsOf = (forms: readonly CellForm[], texts: readonly string[], kind: CellKind): FieldShape["holds"] => {
  const isSome = (is: (form: CellForm) => boolean): boolean => forms.some(is);
  if (isSome(form => form.kind === "flag")) return "flag";
  if (isSome(form => form.kind === "number" || form.kind === "between")) return "number";
  if (isSome(form => form.kind === "holds")) return "member";
  if (texts.length === 0) return "formula";
  return kind === "result" && isSome(form => form.kind === "texts" && form.isList) ? "list" : "text";
};
