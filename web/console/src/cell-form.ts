/** Whether a cell tests a fact or says what follows. */
export type CellKind = "condition" | "result";

export const SIGNS = ["==", "!=", ">=", "<=", ">", "<"] as const;
export type Sign = (typeof SIGNS)[number];

/** A cell of a table as choices. `written` is one that no choice can say: a formula, or a test of another field. */
export type CellForm =
  | { readonly kind: "empty" }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "texts"; readonly isNegated: boolean; readonly isList: boolean; readonly texts: readonly string[] }
  | { readonly kind: "holds"; readonly isNegated: boolean; readonly text: string }
  /** Whole digits: nothing is rounded on its way through a page. */
  | { readonly kind: "number"; readonly sign: Sign; readonly digits: string }
  | { readonly kind: "between"; readonly low: string; readonly high: string }
  | { readonly kind: "written"; readonly cell: string };

const QUOTED = /'([^']*)'|"([^"]*)"/g;
const TEXTS = /^(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*$/;
const LIST = /^\[\s*(.*?)\s*\]$/;
const MEMBER = /^(not in|in)\s+\[\s*(.*?)\s*\]$/;
const UNEQUAL = /^!=\s*('[^']*'|"[^"]*")$/;
const HOLDS = /^(not )?contains\(\$, ('[^']*'|"[^"]*")\)$/;
const NUMBER = /^(?:(==|!=|>=|<=|>|<)\s*)?(-?\d+)$/;
const INTERVAL = /^\[(-?\d+)\.\.(-?\d+)\]$/;

export const readCell = (cell: string, kind: CellKind): CellForm => {
  const text = cell.trim();
  if (text === "") return { kind: "empty" };
  if (text === "true" || text === "false") return { kind: "flag", value: text === "true" };
  const [, sign, digits] = NUMBER.exec(text) ?? [];
  if (digits !== undefined && (sign === undefined || kind === "condition"))
    return { kind: "number", sign: SIGNS.find(each => each === sign) ?? "==", digits };
  return (kind === "condition" ? readTest(text) : readValue(text)) ?? { kind: "written", cell };
};

const readValue = (text: string): CellForm | null => {
  const inner = LIST.exec(text)?.[1];
  if (inner !== undefined) return textsIn(inner, { isNegated: false, isList: true });
  return TEXTS.test(text) && textsOf(text).length === 1 ? { kind: "texts", isNegated: false, isList: false, texts: textsOf(text) } : null;
};

const readTest = (text: string): CellForm | null => {
  const [, low, high] = INTERVAL.exec(text) ?? [];
  if (low !== undefined && high !== undefined) return { kind: "between", low, high };
  const [, negation, held] = HOLDS.exec(text) ?? [];
  if (held !== undefined) return { kind: "holds", isNegated: negation !== undefined, text: textsOf(held)[0] ?? "" };
  const unequal = UNEQUAL.exec(text)?.[1];
  if (unequal !== undefined) return textsIn(unequal, { isNegated: true, isList: false });
  const [, member, members] = MEMBER.exec(text) ?? [];
  if (members !== undefined) return textsIn(members, { isNegated: member === "not in", isList: false });
  return textsIn(LIST.exec(text)?.[1] ?? text, { isNegated: false, isList: false });
};

const textsIn = (inner: string, how: { readonly isNegated: boolean; readonly isList: boolean }): CellForm | null =>
  (inner === "" && how.isList) || TEXTS.test(inner) ? { kind: "texts", ...how, texts: textsOf(inner) } : null;

const textsOf = (written: string): readonly string[] => [...written.matchAll(QUOTED)].map(([, single, double]) => single ?? double ?? "");

export const writeCell = (form: CellForm, kind: CellKind): string => {
  switch (form.kind) {
    case "empty":
      return "";
    case "flag":
      return String(form.value);
    case "texts":
      return kind === "condition" ? writtenTest(form.texts, form.isNegated) : writtenValue(form.texts, form.isList);
    case "holds":
      return `${form.isNegated ? "not " : ""}contains($, ${quoted(form.text)})`;
    case "number":
      return form.sign === "==" ? form.digits : `${form.sign} ${form.digits}`;
    case "between":
      return `[${form.low}..${form.high}]`;
    case "written":
      return form.cell;
  }
};

const writtenTest = (texts: readonly string[], isNegated: boolean): string => {
  const [only, ...others] = texts.map(quoted);
  if (only === undefined) return "";
  if (others.length === 0) return isNegated ? `!= ${only}` : only;
  return `${isNegated ? "not in " : ""}${listed(texts)}`;
};

const writtenValue = (texts: readonly string[], isList: boolean): string =>
  isList ? listed(texts) : texts.slice(0, 1).map(quoted).join("");

const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(", ")}]`;
const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
