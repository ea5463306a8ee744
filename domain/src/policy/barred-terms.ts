import type { CanonicalValue } from "../kernel/canonical-json.ts";
import type { RowChange } from "./compose-table.ts";
import type { PolicyProblem } from "./problem.ts";

/** Parameters under this prefix, one for each rule of policy.md §1.9 that can be known by its words: a list of phrases that nobody may say to a buyer. */
const BARRED_TERMS = "terms.barred.";
export const isBarredTermsKey = (key: string): boolean => key.startsWith(BARRED_TERMS);

type Parameters = Readonly<Record<string, CanonicalValue>>;

/**
 * What is wrong with the words of a changed row: a term that the law makes void (V-1 to V-8) binds nobody, and to print it is punished. Null where none
 * stands there. Spaces and letter case hide nothing.
 */
export const barredTermIn = (
  parameters: Parameters,
  { rowId, after }: RowChange,
): Pick<PolicyProblem, "code" | "column" | "message"> | null => {
  for (const [column, words] of Object.entries(after?.cells ?? {})) {
    const term = SPOKEN.has(column) ? termIn(parameters, words) : null;
    if (term === null) continue;
    const message = `${rowId} says “${term.phrase}” (${term.rule}), a term that the law makes void: say it otherwise or leave it out`;
    return { code: "barred_term", column, message };
  }
  return null;
};

/** The columns a buyer reads. */
const SPOKEN: ReadonlySet<string> = new Set(["row.zh", "row.en"]);

type BarredTerm = { readonly rule: string; readonly phrase: string };

export const termIn = (parameters: Parameters, words: string): BarredTerm | null => {
  const said = plain(words);
  for (const [key, phrases] of Object.entries(parameters)) {
    if (!isBarredTermsKey(key) || !Array.isArray(phrases)) continue;
    const phrase = phrases.find(candidate => typeof candidate === "string" && said.includes(plain(candidate)));
    if (typeof phrase === "string") return { rule: key.slice(BARRED_TERMS.length), phrase };
  }
  return null;
};

const plain = (words: string): string => words.replace(/\s+/g, "").toLowerCase();
