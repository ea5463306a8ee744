import { FILE_KINDS } from "../evidence/evidence-file.ts";
import type { CompiledRow } from "../policy/compile-table.ts";
import type { Expression } from "../policy/expression.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem } from "../policy/problem.ts";

/** Whoever agrees, agrees to one text of one version, for kinds of file there are: a row without them would ask a buyer for nothing they could give. */
export const consentProblems = ({ tables }: CompiledPack): readonly PolicyProblem[] => {
  const table = tables.get("consents");
  if (table === undefined) return [];
  const lacks = (row: string | null, column: string, message: string): PolicyProblem => ({
    code: "bad_column",
    table: "consents",
    row,
    column,
    message,
  });
  const strangers = table.table.inputs.filter(({ field }) => !FIELDS.has(field));
  return [
    ...strangers.map(({ id, field }) => lacks(null, id, `what is agreed to goes by the reason and by who shows the file, not by ${field}`)),
    ...table.rows.flatMap(row => [
      ...(isText(cellOf(row, "version")) ? [] : [lacks(row.id, "version", "a text that is agreed to has a version, in plain words")]),
      ...(isKinds(cellOf(row, "files")) ? [] : [lacks(row.id, "files", `a list of ${FILE_KINDS.join(", ")}`)]),
    ]),
  ];
};

const FIELDS: ReadonlySet<string> = new Set(["reason.evidence", "reason.ground", "reason.sensitive", "request.by"]);

const cellOf = ({ results }: CompiledRow, field: string): Expression | undefined =>
  results.find(result => result.field === field)?.expression;

const isText = (cell: Expression | undefined): boolean => cell?.kind === "literal" && typeof cell.value === "string" && cell.value !== "";

const isKinds = (cell: Expression | undefined): boolean =>
  cell?.kind === "list" &&
  cell.items.length > 0 &&
  cell.items.every(item => item.kind === "literal" && FILE_KINDS.some(kind => kind === item.value));
