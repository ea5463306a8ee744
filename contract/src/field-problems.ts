import type { z } from "zod";
import { bilingual, type Refusal, refuse, sentencesOf } from "./errors.ts";
import type { Bilingual, Language } from "./language.ts";
import type { FieldProblem } from "./problem.ts";

type Issue = z.core.$ZodIssue;
export type RequestPart = FieldProblem["in"];

/** More than this many places are not listed: a broken client needs the first ones, not a megabyte of answer. */
const LISTED_MAX = 50;

/** Turns the parser's issues into pointers, codes and sentences; each unknown key becomes a problem of its own. */
export const fieldProblemsOf = (issues: readonly Issue[], part: RequestPart, language: Language): readonly FieldProblem[] =>
  issues
    .flatMap(issue => refusalsOf(issue, language))
    .slice(0, LISTED_MAX)
    .map(({ pointer, refusal }) => ({ in: part, pointer, code: refusal.code, detail: sentencesOf(refusal, language).detail }));

/** RFC 6901: `~` and `/` inside a name are escaped. The root is the empty pointer, shown as `/`. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(step => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** What is wrong in the first place, in both languages. */
export const sentenceOf = ([first]: readonly Issue[]): Bilingual => {
  const said = (language: Language): string => {
    const [placed] = first === undefined ? [] : refusalsOf(first, language);
    return placed === undefined ? ALLOWED[language] : sentencesOf(placed.refusal, language).detail;
  };
  return bilingual(said("zh"), said("en"));
};

type Placed = { readonly pointer: string; readonly refusal: Refusal };

const refusalsOf = (issue: Issue, language: Language): readonly Placed[] => {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(key => {
      const pointer = pointerOf([...issue.path, key.slice(0, KEY_LENGTH_MAX)]);
      return { pointer, refusal: refuse("unknown_field", { pointer }) };
    });
  }
  const pointer = pointerOf(issue.path);
  const shown = pointer === "" ? "/" : pointer;
  if (isMissing(issue)) return [{ pointer, refusal: refuse("missing_field", { pointer: shown }) }];
  return [{ pointer, refusal: refuse("invalid_field", { pointer: shown, expected: expectedOf(issue)[language] }) }];
};

/** A key comes from outside and is repeated in the answer: not at any length. */
const KEY_LENGTH_MAX = 64;

const isMissing = (issue: Issue): boolean => issue.code === "invalid_type" && issue.input === undefined && issue.path.length > 0;

/** Completes "… should be …". */
export const expectedOf = (issue: Issue | undefined): Bilingual => {
  switch (issue?.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? bilingual(`类型 ${issue.expected}`, `of type ${issue.expected}`);
    case "too_big":
      return boundOf(issue.origin, `${issue.maximum}`, "most");
    case "too_small":
      return boundOf(issue.origin, `${issue.minimum}`, "least");
    case "invalid_value":
      return bilingual(`以下之一：${issue.values.join("、")}`, `one of: ${issue.values.join(", ")}`);
    case "not_multiple_of":
      return bilingual(`${issue.divisor} 的倍数`, `a multiple of ${issue.divisor}`);
    case "invalid_format":
      return FORMATS[issue.format] ?? bilingual("正确的格式", "in the documented form");
    case "invalid_union":
      return bilingual("文档列出的形式之一", "one of the documented forms");
    case "custom":
      return bilingualFrom(issue.params) ?? ALLOWED;
    case "unrecognized_keys":
    case "invalid_key":
    case "invalid_element":
    case undefined:
      return ALLOWED;
  }
};

const ALLOWED = bilingual("文档允许的值", "a value the reference allows");

const TYPES: Readonly<Record<string, Bilingual>> = {
  string: bilingual("文本", "text"),
  number: bilingual("数字", "a number"),
  int: bilingual("整数", "a whole number"),
  boolean: bilingual("true 或 false", "true or false"),
  array: bilingual("列表", "a list"),
  object: bilingual("对象", "an object"),
  record: bilingual("对象", "an object"),
};

const FORMATS: Readonly<Record<string, Bilingual>> = {
  datetime: bilingual(
    "带时区的 ISO 8601 时间，如 2026-11-21T18:00:00+08:00",
    "an ISO 8601 time with offset, like 2026-11-21T18:00:00+08:00",
  ),
  email: bilingual("邮箱地址", "an e-mail address"),
  regex: bilingual("文档规定的格式", "in the documented form"),
};

const boundOf = (origin: string, bound: string, side: "most" | "least"): Bilingual => {
  const zh = side === "most" ? "最多" : "至少";
  const en = side === "most" ? "at most" : "at least";
  if (origin === "string") return bilingual(`${zh} ${bound} 个字符`, `${en} ${bound} characters`);
  if (origin === "array" || origin === "set") return bilingual(`${zh} ${bound} 项`, `${en} ${bound} items`);
  return bilingual(side === "most" ? `不大于 ${bound} 的值` : `不小于 ${bound} 的值`, `${en} ${bound}`);
};

/** A refinement may carry `params: { zh, en }` to say itself what it wants. */
const bilingualFrom = (params: Readonly<Record<string, unknown>> | undefined): Bilingual | undefined => {
  const { zh, en } = params ?? {};
  return typeof zh === "string" && typeof en === "string" ? { zh, en } : undefined;
};
