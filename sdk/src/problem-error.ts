import type { ProblemCode } from "@amends/contract/errors";
import type { FieldProblem } from "@amends/contract/problem";

/** A code this client does not know yet comes through as text, so that a newer server can still be understood by its sentences. */
export type ProblemErrorCode = ProblemCode | (string & {});

type Said = {
  readonly code: ProblemErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly FieldProblem[];
  readonly instance: string | null;
  readonly retryAfterSeconds: number | null;
};

/** The server refused, and says what happened, what to do and under which code. */
export class ProblemError extends Error implements Said {
  override readonly name = "ProblemError";
  readonly code: ProblemErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly FieldProblem[];
  readonly instance: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(said: Said) {
    super(`${said.code} (${said.status}): ${said.detail}`);
    this.code = said.code;
    this.status = said.status;
    this.title = said.title;
    this.detail = said.detail;
    this.advice = said.advice;
    this.params = said.params;
    this.errors = said.errors;
    this.instance = said.instance;
    this.retryAfterSeconds = said.retryAfterSeconds;
  }
}

/** The request may or may not have arrived: the network failed before an answer came. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

export const problemOf = async (response: Response): Promise<ProblemError> => {
  const body = await bodyOf(response);
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ProblemError({
    code: textOf(body, "code") ?? "unknown",
    status: response.status,
    title: textOf(body, "title") ?? response.statusText,
    detail: textOf(body, "detail") ?? "",
    advice: textOf(body, "advice") ?? "",
    params: (recordOf(body["params"]) ?? {}) as Said["params"],
    errors: (Array.isArray(body["errors"]) ? body["errors"] : []) as Said["errors"],
    instance: textOf(body, "instance") ?? response.headers.get("x-request-id"),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  });
};

/** A proxy between us may answer with anything. */
const bodyOf = async (response: Response): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return recordOf(await response.json()) ?? {};
  } catch {
    return {};
  }
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const textOf = (body: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = body[key];
  return typeof value === "string" ? value : undefined;
};
