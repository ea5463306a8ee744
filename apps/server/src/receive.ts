import { createHash } from "node:crypto";
import { type Refusal, refuse } from "@amends/contract/errors";
import { fieldProblemsOf, type RequestPart } from "@amends/contract/field-problems";
import type { Language } from "@amends/contract/language";
import type { FieldProblem } from "@amends/contract/problem";
import { isStreamBody, type RouteDescription } from "@amends/contract/route";
import { type CanonicalValue, canonicalText } from "@amends/domain/kernel/canonical-json";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { Refused, requestLanguage } from "./problems.ts";
import type { Idempotency } from "./route.ts";

export type Received = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

export const routeName = ({ method, path }: RouteDescription): string => `${method} ${path}`;

/** Every part is parsed before anything is refused, so that a caller sees all mistakes at once. */
export const receive = (route: RouteDescription, request: FastifyRequest): Received => {
  const problems: FieldProblem[] = [];
  const language = requestLanguage(request);
  const params = parsed(route.params, request.params, "params", language, problems);
  const query = parsed(route.query ?? NO_QUERY, request.query, "query", language, problems);
  const body =
    isStreamBody(route.body) || route.body === undefined
      ? request.body
      : parsed(route.body, bodyOf(route, request), "body", language, problems);
  if (problems.length > 0) throw new Refused(invalidRequest(problems), problems);
  return { params, query, body };
};

/** A route that declares no query still refuses one: a filter that is not applied must not look as if it were. */
const NO_QUERY = "no query";

const parsed = (
  schema: z.ZodType | typeof NO_QUERY | undefined,
  value: unknown,
  part: RequestPart,
  language: Language,
  problems: FieldProblem[],
): unknown => {
  if (schema === undefined) return undefined;
  if (schema === NO_QUERY) {
    const keys = Object.keys(value ?? {});
    if (keys.length > 0)
      problems.push(...fieldProblemsOf([{ code: "unrecognized_keys", keys, path: [], message: "", input: {} }], part, language));
    return undefined;
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  problems.push(...fieldProblemsOf(result.error.issues, part, language));
  return undefined;
};

const bodyOf = (route: RouteDescription, request: FastifyRequest): unknown => {
  if (request.body === undefined) throw new Refused(refuse("body_missing", { route: routeName(route) }));
  return request.body;
};

const invalidRequest = (problems: readonly FieldProblem[]): Refusal =>
  refuse("invalid_request", { problemCount: problems.length, first: problems[0]?.detail ?? "" });

const ENTITY_TAG = /^"(\d{1,15})"$/;

/** RFC 9110 §13.1.1. One strong tag, because a version is a number here; `*` would be a way round the check. */
export const ifMatchVersionOf = (route: RouteDescription, request: FastifyRequest, isBuyer: boolean): number | undefined => {
  if (route.ifMatch === undefined) return undefined;
  const header = request.headers["if-match"];
  if (header === undefined) {
    if (isBuyer) return undefined;
    throw new Refused(refuse("version_required", { route: routeName(route) }));
  }
  const version = ENTITY_TAG.exec(header)?.[1];
  if (version === undefined)
    throw invalidHeader(request, "/if-match", { zh: '带引号的版本号，如 "7"', en: 'a version in quotes, like "7"' });
  return Number(version);
};

/** A stream is not refused over this header: without a number it simply begins with the present. */
export const lastEventIdOf = (request: FastifyRequest): number | undefined => {
  const header = request.headers["last-event-id"];
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
};

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

export const idempotencyOf = (route: RouteDescription, request: FastifyRequest): Idempotency | undefined => {
  if (route.idempotency === undefined) return undefined;
  const key = request.headers["idempotency-key"];
  if (key === undefined) {
    if (route.idempotency === "accepted") return undefined;
    throw new Refused(refuse("idempotency_key_required", { route: routeName(route) }));
  }
  if (typeof key !== "string" || !IDEMPOTENCY_KEY.test(key)) {
    throw invalidHeader(request, "/idempotency-key", { zh: "1 到 200 个可见 ASCII 字符", en: "1 to 200 visible ASCII characters" });
  }
  const path = request.url.split("?")[0] ?? "";
  const hashed = `${request.method} ${path} ${canonicalText((request.body ?? null) as CanonicalValue)}`;
  return { key, requestHash: createHash("sha256").update(hashed, "utf8").digest("base64url") };
};

const invalidHeader = (request: FastifyRequest, pointer: string, params: { readonly zh: string; readonly en: string }): Refused => {
  const issue = { code: "custom" as const, path: [pointer.slice(1)], message: "", input: "", params };
  const problems = fieldProblemsOf([issue], "headers", requestLanguage(request));
  return new Refused(invalidRequest(problems), problems);
};
