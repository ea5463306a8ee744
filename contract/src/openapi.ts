import { z } from "zod";
import { PROBLEMS, type ProblemCode } from "./errors.ts";
import { problemBody } from "./problem.ts";
import { isSchema, isStreamBody, type RouteDescription } from "./route.ts";

type Json = { readonly [key: string]: unknown };

export type OpenApiOptions = {
  readonly title: string;
  readonly version: string;
  /** Status numbers of refusals belong to the server. */
  readonly statusOf: (code: ProblemCode) => number;
  /** What a line is of a body that is handed on as it arrives, by the name of its operation. The routes do without it: no client checks lines. */
  readonly lines?: Readonly<Record<string, z.ZodType>>;
};

/** OpenAPI 3.1 from the route descriptions alone. Named schemas (`.meta({ id })`) become components. */
export const openApiOf = (routes: Readonly<Record<string, RouteDescription>>, options: OpenApiOptions): Json => {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operationOf(operationId, route, options, schemas);
  }
  schemaOf(problemBody, schemas);
  return {
    openapi: "3.1.0",
    info: { title: options.title, version: options.version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    paths,
    components: { schemas, securitySchemes: SECURITY_SCHEMES },
  };
};

const SECURITY_SCHEMES: Json = {
  bearer: { type: "http", scheme: "bearer", description: "An API key (ak_…) or a token signed by the host for its buyer (JWT)." },
  session: { type: "apiKey", in: "cookie", name: "amends_session", description: "Behind TLS the name is __Host-amends_session." },
};

type Schemas = Record<string, unknown>;

const operationOf = (operationId: string, route: RouteDescription, { statusOf, lines = {} }: OpenApiOptions, schemas: Schemas): Json => ({
  operationId,
  tags: [tagOf(route.path)],
  summary: `${route.summary.zh} / ${route.summary.en}`,
  "x-roles": typeof route.access === "string" ? [route.access] : route.access.roles,
  security: route.access === "anyone" ? [] : route.access === "installation" ? [{ bearer: [] }] : [{ bearer: [] }, { session: [] }],
  parameters: [...objectParameters(route.params, "path", schemas), ...objectParameters(route.query, "query", schemas), ...headersOf(route)],
  ...(route.body === undefined ? {} : { requestBody: { required: true, content: bodyContentOf(route.body, schemas, lines[operationId]) } }),
  responses: { ...answersOf(route, schemas), ...refusalsOf(route, statusOf) },
});

export const tagOf = (path: string): string => path.split("/")[2] ?? "other";

const bodyContentOf = (body: NonNullable<RouteDescription["body"]>, schemas: Schemas, line?: z.ZodType): Json =>
  isStreamBody(body)
    ? Object.fromEntries(body.contentTypes.map(type => [type, line === undefined ? {} : { schema: linesOf(line, schemas) }]))
    : { "application/json": { schema: schemaOf(body, schemas) } };

const linesOf = (line: z.ZodType, schemas: Schemas): Json => ({
  type: "string",
  description: "One such record a line.",
  contentMediaType: "application/json",
  // Amounts are bigints inside, and what they are when left out has no form in JSON.
  contentSchema: schemaOf(line, schemas, "any"),
});

const objectParameters = (object: z.ZodObject | undefined, place: "path" | "query", schemas: Schemas): readonly Json[] => {
  if (object === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(object, schemas) as { properties?: Json; required?: readonly string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: place, required: required.includes(name), schema }));
};

const headersOf = ({ ifMatch, idempotency, ranges }: RouteDescription): readonly Json[] => [
  ...(ifMatch === undefined
    ? []
    : [headerOf("If-Match", false, '"7": the version the change starts from. Required from everyone but buyers.')]),
  ...(idempotency === undefined
    ? []
    : [headerOf("Idempotency-Key", idempotency === "required", "One per submission; unchanged when retrying.")]),
  ...(ranges === undefined ? [] : [headerOf("Range", false, "bytes=0-1023: the part that is wanted; the answer is then 206.")]),
];

const headerOf = (name: string, required: boolean, description: string): Json => ({
  name,
  in: "header",
  required,
  description,
  schema: { type: "string" },
});

const answersOf = (route: RouteDescription, schemas: Schemas): Json =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, answer]) => {
      if (isSchema(answer)) return [status, { description: "OK", content: { "application/json": { schema: schemaOf(answer, schemas) } } }];
      return [status, { description: "OK", ...(answer.kind === "stream_answer" ? { content: { [answer.contentType]: {} } } : {}) }];
    }),
  );

const refusalsOf = (route: RouteDescription, statusOf: OpenApiOptions["statusOf"]): Json => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of refusalCodesOf(route)) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map(code => `\`${code}\` ${PROBLEMS[code].en.title}`).join("; "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
};

/** Its own refusals and those that follow from what it declares. */
export const refusalCodesOf = (route: RouteDescription): readonly ProblemCode[] => {
  const codes: ProblemCode[] = [...route.refusals, "too_many_requests", "internal_error", "temporarily_unavailable"];
  if (route.access === "installation") codes.push("unauthenticated");
  else if (route.access !== "anyone") codes.push("unauthenticated", "invalid_token", "session_expired", "forbidden");
  if (route.method !== "GET") codes.push("cross_site_request");
  if (route.method !== "GET" && route.readsOnly === undefined && typeof route.access !== "string") codes.push("read_only_key");
  if (route.params !== undefined || route.query !== undefined || route.body !== undefined) codes.push("invalid_request");
  if (route.body !== undefined) codes.push("malformed_json", "body_missing", "body_too_large", "unsupported_media_type");
  if (route.ifMatch !== undefined) codes.push("version_required", "stale_version", "conflict_retry");
  if (route.idempotency !== undefined) codes.push("idempotency_key_reused", "conflict_retry");
  if (route.idempotency === "required") codes.push("idempotency_key_required");
  return [...new Set(codes)].sort();
};

/** The wire form of a schema; what it names is moved to the components. */
const schemaOf = (schema: z.ZodType, schemas: Schemas, unrepresentable: "any" | "throw" = "throw"): Json => {
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io: "input", target: "draft-2020-12", unrepresentable }) as Json & { $defs?: Json };
  for (const [name, definition] of Object.entries($defs)) schemas[name] = rebased(definition);
  const rebasedOwn = rebased(own) as Json & { id?: string };
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) return rebasedOwn;
  // A schema with a name may come as a reference to itself among its definitions, which stand there already.
  if (!Object.hasOwn($defs, name)) schemas[name] = rebasedOwn;
  return { $ref: `#/components/schemas/${name}` };
};

const rebased = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(rebased);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !(key === "id" && typeof inner === "string"));
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string" ? inner.replace("#/$defs/", "#/components/schemas/") : rebased(inner),
    ]),
  );
};
