import { z } from "zod";
import { isProblemCode, PROBLEM_CODES, type ProblemCode, type Refusal, sentencesOf } from "./errors.ts";
import type { Language } from "./language.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** One place in the request that is not acceptable: an RFC 6901 pointer into the named part. */
export const fieldProblem = z
  .strictObject({
    in: z.enum(["body", "query", "params", "headers"]),
    pointer: z.string(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
  })
  .meta({ id: "FieldProblem" });
export type FieldProblem = z.output<typeof fieldProblem>;

/** RFC 9457 problem details. `type` is a relative reference to the explanation of the code; `code` and `params` are for programs, the rest for people. */
export const problemBody = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    /** What happened and, as its last sentence, what to do; `advice` is that sentence alone, for screens that set it apart. */
    detail: z.string(),
    advice: z.string(),
    instance: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    errors: z.array(fieldProblem).optional(),
  })
  .meta({ id: "Problem" });
export type ProblemBody = z.output<typeof problemBody>;

export type ProblemContext = {
  readonly status: number;
  readonly language: Language;
  /** The request id, so that a person can name the occurrence. */
  readonly instance?: string;
  readonly errors?: readonly FieldProblem[];
};

export const problemBodyOf = (refusal: Refusal, context: ProblemContext): ProblemBody => {
  const { title, detail, advice } = sentencesOf(refusal, context.language);
  const hasParams = Object.keys(refusal.params).length > 0;
  return {
    type: problemType(refusal.code),
    title,
    status: context.status,
    code: refusal.code,
    detail: context.language === "zh" ? `${detail}${advice}` : `${detail} ${advice}`,
    advice,
    ...(context.instance === undefined ? {} : { instance: context.instance }),
    ...(hasParams ? { params: refusal.params } : {}),
    ...(context.errors === undefined ? {} : { errors: [...context.errors] }),
  };
};

export const problemType = (code: ProblemCode): string => `/problems/${code}`;

/** Reads a problem's code from an answer of unknown content, for clients. */
export const problemCodeOf = (body: unknown): ProblemCode | undefined => {
  if (typeof body !== "object" || body === null || !("code" in body)) return undefined;
  return typeof body.code === "string" && isProblemCode(body.code) ? body.code : undefined;
};
