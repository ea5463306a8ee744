import { ACCEPTANCE_PROBLEMS } from "./acceptance-problems.ts";
import { BATCH_PROBLEMS } from "./batch-problems.ts";
import { CASE_PROBLEMS } from "./case-problems.ts";
import { CLOCK_PROBLEMS } from "./clock-problems.ts";
import { FILE_PROBLEMS } from "./file-problems.ts";
import { FILING_PROBLEMS } from "./filing-problems.ts";
import { GATEWAY_PROBLEMS } from "./gateway-problems.ts";
import { IDENTITY_PROBLEMS } from "./identity-problems.ts";
import { JUDGEMENT_PROBLEMS } from "./judgement-problems.ts";
import type { Bilingual, Language } from "./language.ts";
import { LEDGER_PROBLEMS } from "./ledger-problems.ts";
import { OFFER_PROBLEMS } from "./offer-problems.ts";
import { OPERATION_PROBLEMS } from "./operation-problems.ts";
import { chineseWords } from "./param-words.ts";
import { PARCEL_PROBLEMS } from "./parcel-problems.ts";
import { filled, type ParamNames, PLACEHOLDER } from "./problem-text.ts";
import { RECONCILIATION_PROBLEMS } from "./reconciliation-problems.ts";
import { MALFORMED_BODY, REQUEST_PROBLEMS } from "./request-problems.ts";
import { WEBHOOK_PROBLEMS } from "./webhook-problems.ts";
import { WORK_PROBLEMS } from "./work-problems.ts";

/**
 * Everything the HTTP API can refuse, once. To add a code: one entry in the file of its subject (both languages), one line in the server's status table (the compiler
 * asks for it), then `node apps/server/scripts/write-errors.ts`. A code is a promise to callers: it is never renamed and never changes its meaning.
 *
 * `{name}` is a parameter; its type follows from its last word (`…Seconds`, `…Bytes`, `…Count`, `…Version` are numbers, the rest are text). `detail`
 * says what happened and to which id, `advice` what to do next. No parameter ever carries personal data: problems are logged by callers.
 */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...IDENTITY_PROBLEMS,
  ...ACCEPTANCE_PROBLEMS,
  ...BATCH_PROBLEMS,
  ...JUDGEMENT_PROBLEMS,
  ...CASE_PROBLEMS,
  ...OFFER_PROBLEMS,
  ...OPERATION_PROBLEMS,
  ...PARCEL_PROBLEMS,
  ...FILING_PROBLEMS,
  ...CLOCK_PROBLEMS,
  ...FILE_PROBLEMS,
  ...LEDGER_PROBLEMS,
  ...RECONCILIATION_PROBLEMS,
  ...GATEWAY_PROBLEMS,
  ...WEBHOOK_PROBLEMS,
  ...WORK_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = /* @__PURE__ */ Object.keys(PROBLEMS).sort() as readonly ProblemCode[];

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text);

type NumberSuffix = "Seconds" | "Bytes" | "Count" | "Version";
type ParamValue<Name extends string> = Name extends `${string}${NumberSuffix}` ? number : string;
type TextOf<C extends ProblemCode> = (typeof PROBLEMS)[C]["zh"][keyof (typeof PROBLEMS)[C]["zh"]];

/** What some codes say to programs beside what their sentences name, where it is known. */
type BesideSentences = {
  /** The line the rules say no to, of a filing that asks about several. */
  readonly not_eligible: { readonly lineNo?: string };
};

/** The parameters a code's sentences name, derived from the Chinese text; a test holds the English to the same names. */
export type ProblemParams<C extends ProblemCode> = {
  readonly [Name in ParamNames<TextOf<C> & string>]: ParamValue<Name>;
} & (C extends keyof BesideSentences ? BesideSentences[C] : unknown);

/** A refusal as a value: a code with the parameters of its sentences. */
export type Refusal<C extends ProblemCode = ProblemCode> = {
  readonly [K in C]: { readonly kind: "refused"; readonly code: K; readonly params: ProblemParams<K> };
}[C];

type ParamsArgument<C extends ProblemCode> = [keyof ProblemParams<C>] extends [never] ? [] : [params: ProblemParams<C>];

/** `refuse("not_found", { id })`; a code without parameters takes none. */
export const refuse = <C extends ProblemCode>(code: C, ...[params]: ParamsArgument<C>): Refusal<C> =>
  ({ kind: "refused", code, params: params ?? {} }) as Refusal<C>;

export type Sentences = { readonly title: string; readonly detail: string; readonly advice: string };

/** The catalogue's sentences for one refusal, with its parameters filled in. */
export const sentencesOf = (refusal: Refusal, language: Language): Sentences => {
  const text: Sentences = PROBLEMS[refusal.code][language];
  const params = { ...refusal.params, ...inWords(refusal, language) };
  return { title: filled(text.title, params), detail: filled(text.detail, params), advice: filled(text.advice, params) };
};

/** What is a code for programs is a word or a sentence for people. */
const inWords = (refusal: Refusal, language: Language): Readonly<Record<string, string>> => {
  if (refusal.code !== "malformed_json") return language === "zh" ? chineseWords(refusal.params) : {};
  const known = Object.entries(MALFORMED_BODY).find(([reason]) => reason === refusal.params.reason);
  return known === undefined ? {} : { reason: known[1][language] };
};

export const placeholdersOf = (text: string): readonly string[] => [...text.matchAll(PLACEHOLDER)].map(match => match[1] ?? "");

export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en });
