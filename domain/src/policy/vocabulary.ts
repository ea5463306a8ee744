import { type Expression, isReference, REFERENCE, walk } from "./expression.ts";

/** The closed list of texts a field may hold, by field. A field not named here is open. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** The texts in a cell that are compared with a field whose list does not hold them: mostly typing errors. */
export const strangersIn = (expression: Expression, ownField: string, vocabulary: Vocabulary): readonly string[] =>
  walk(expression).flatMap(part => {
    const known = wordsOf(comparedField(part, ownField), vocabulary);
    return known === null ? [] : textsComparedIn(part).filter(text => !known.includes(text));
  });

/** The texts an output cell can give to a field whose list does not hold them. */
export const strangersInOutput = (expression: Expression, field: string, vocabulary: Vocabulary): readonly string[] => {
  const known = wordsOf(field, vocabulary);
  return known === null ? [] : textsGivenBy(expression).filter(text => !known.includes(text));
};

export const wordsOf = (field: string | null, vocabulary: Vocabulary): readonly string[] | null =>
  field !== null && Object.hasOwn(vocabulary, field) ? (vocabulary[field] ?? null) : null;

const comparedField = (part: Expression, ownField: string): string | null => {
  if (part.kind === "compare") return pathOf(part.left, ownField) ?? pathOf(part.right, ownField);
  if (part.kind === "member") return pathOf(part.left, ownField);
  if (part.kind === "call" && part.name === "contains") return pathOf(part.arguments[0] ?? part, ownField);
  return null;
};

const pathOf = (expression: Expression, ownField: string): string | null => {
  if (isReference(expression)) return ownField;
  if (expression.kind !== "path") return null;
  const [root, ...rest] = expression.segments;
  return root === REFERENCE ? [ownField, ...rest].join(".") : expression.segments.join(".");
};

const textsComparedIn = (part: Expression): readonly string[] => {
  if (part.kind === "compare") return [part.left, part.right].flatMap(textsGivenBy);
  if (part.kind === "member") return textsGivenBy(part.list);
  return part.kind === "call" ? part.arguments.flatMap(textsGivenBy) : [];
};

const textsGivenBy = (expression: Expression): readonly string[] => {
  if (expression.kind === "literal") return typeof expression.value === "string" ? [expression.value] : [];
  if (expression.kind === "list") return expression.items.flatMap(textsGivenBy);
  if (expression.kind === "choice") return [expression.then, expression.otherwise].flatMap(textsGivenBy);
  return expression.kind === "fallback" ? [expression.left, expression.right].flatMap(textsGivenBy) : [];
};
