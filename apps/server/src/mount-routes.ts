import { refuse } from "@amends/contract/errors";
import { isStreamBody, type RouteDescription } from "@amends/contract/route";
import type { Secrets, SessionStore } from "@amends/flows/identity/ports";
import { type Principal, scopeOf } from "@amends/flows/scope";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { boundedStream } from "./bounded-stream.ts";
import type { ServerConfig } from "./config.ts";
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from "./cookies.ts";
import type { ServerDeps } from "./deps.ts";
import { addressOf, type Gate } from "./gate.ts";
import { contentTypeOf } from "./json-body.ts";
import type { Authenticated, KnownCredentials } from "./known-credentials.ts";
import { Refused, requestLanguage, sendProblem } from "./problems.ts";
import { idempotencyOf, ifMatchVersionOf, lastEventIdOf, receive } from "./receive.ts";
import { type Answer, type AnyReply, type Mounted, wireText } from "./route.ts";

declare module "fastify" {
  interface FastifyRequest {
    authenticated: Authenticated | undefined;
  }
}

type Parts = {
  readonly config: ServerConfig;
  readonly deps: Pick<ServerDeps, "clock" | "wallClock"> & {
    readonly identity: { readonly secrets: Pick<Secrets, "hashToken">; readonly sessions: Pick<SessionStore, "revoke"> };
  };
  readonly gate: Gate;
  readonly known: KnownCredentials;
};

/** onRequest: the gate. Then the body is read. Handler: parse, call, answer. */
export const mountRoutes = (server: FastifyInstance, mounted: readonly Mounted[], parts: Parts): void => {
  server.decorateRequest("authenticated", undefined);
  for (const each of mounted) mountOne(server, each, parts);
  answerOtherMethods(server, mounted);
};

/** A colon in a path is a custom verb (`/v1/orders:import`), not a parameter. */
const urlOf = (path: string): string => path.replaceAll(":", "::").replaceAll(/\{([A-Za-z]+)\}/g, ":$1");

const mountOne = (server: FastifyInstance, mounted: Mounted, parts: Parts): void => {
  const { route } = mounted;
  const options = {
    method: route.method,
    url: urlOf(route.path),
    onRequest: async (request: FastifyRequest) => {
      request.authenticated = await parts.gate(route, request, parts.deps.wallClock());
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const said = await mounted.handle(callOf(mounted, request, parts));
      return send(route, request, reply, said, parts);
    },
  };
  const { body } = route;
  if (!isStreamBody(body)) {
    server.route(route.bodyBytesMax === undefined ? options : { ...options, bodyLimit: route.bodyBytesMax });
    return;
  }
  server.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...body.contentTypes], (_request, stream, done) => done(null, boundedStream(stream, body.bytesMax)));
    scope.route({ ...options, bodyLimit: body.bytesMax });
  });
};

const callOf = ({ route, time }: Mounted, request: FastifyRequest, { deps }: Parts): Parameters<Mounted["handle"]>[0] => {
  const { authenticated } = request;
  const principal = authenticated?.principal;
  return {
    ...receive(route, request),
    principal,
    scope: principal === undefined ? undefined : scopeOf(principal),
    now: time === "wall" ? deps.wallClock() : deps.clock(),
    language: requestLanguage(request),
    requestId: request.id,
    address: addressOf(request.ip),
    ifMatchVersion: ifMatchVersionOf(route, request, isBuyer(principal)),
    idempotency: idempotencyOf(route, request),
    lastEventId: lastEventIdOf(request),
    range: route.ranges === true ? request.headers.range : undefined,
    headers: route.signedBody === true ? singleHeaders(request) : undefined,
    session: authenticated?.session,
  };
};

/** A header that came twice is none: nobody can say which of the two was signed. */
const singleHeaders = ({ headers }: FastifyRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])));

const isBuyer = (principal: Principal | undefined): boolean => principal?.role === "buyer";

const send = async (
  route: RouteDescription,
  request: FastifyRequest,
  reply: FastifyReply,
  said: AnyReply,
  parts: Parts,
): Promise<FastifyReply> => {
  switch (said.kind) {
    case "refused":
      return sendProblem(request, reply, said);
    case "verbatim":
      tagged(reply, said.version);
      return reply.code(said.status).type(JSON_TYPE).send(said.body);
    case "answer":
      return sendAnswer(route, request, reply, said, parts);
  }
};

const JSON_TYPE = "application/json; charset=utf-8";

const sendAnswer = async (
  route: RouteDescription,
  request: FastifyRequest,
  reply: FastifyReply,
  said: Answer,
  parts: Parts,
): Promise<FastifyReply> => {
  const { status, body, version, session, location, headers } = said;
  const declared = route.answers[status as keyof typeof route.answers];
  if (declared === undefined) throw new Error(`broken invariant: ${route.method} ${route.path} does not declare the answer ${status}`);
  tagged(reply, version);
  if (location !== undefined) reply.header("location", location);
  if (headers !== undefined) reply.headers(headers);
  if (session !== undefined) await changeSession(request, reply, session, parts);
  reply.code(status);
  if (!("kind" in declared)) return reply.type(JSON_TYPE).send(wireText(route, status as keyof typeof route.answers, body));
  if (declared.kind === "no_content") return reply.send();
  return (reply.hasHeader("content-type") ? reply : reply.type(declared.contentType)).send(body);
};

const tagged = (reply: FastifyReply, version: number | undefined): void => {
  if (version !== undefined) reply.header("etag", `"${version}"`);
};

/** Whatever session the caller brought ends here: after signing in or out there is none from before that still opens anything. */
const changeSession = async (
  request: FastifyRequest,
  reply: FastifyReply,
  session: NonNullable<Answer["session"]>,
  { config, deps, known }: Parts,
): Promise<void> => {
  const brought = sessionTokenOf(request, config);
  if (brought !== undefined) {
    const tokenHash = deps.identity.secrets.hashToken(brought);
    await deps.identity.sessions.revoke(tokenHash, deps.wallClock());
    known.forget(tokenHash);
  }
  if (session === "ended") clearSessionCookie(reply, config);
  else setSessionCookie(reply, session.token, session.expiresAt, config);
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A known path answers every method: OPTIONS says which there are, the others are refused with the same list (RFC 9110 §15.5.6). */
const answerOtherMethods = (server: FastifyInstance, mounted: readonly Mounted[]): void => {
  for (const path of new Set(mounted.map(({ route }) => route.path))) {
    const own: readonly string[] = mounted.filter(({ route }) => route.path === path).map(({ route }) => route.method);
    const allowed = [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    server.options(urlOf(path), async (_request, reply) => reply.code(204).header("allow", allowed).send());
    server.route({
      method: METHODS.filter(method => !own.includes(method)),
      url: urlOf(path),
      exposeHeadRoute: !own.includes("GET"),
      onRequest: async (request, reply) => {
        reply.header("allow", allowed);
        throw new Refused(refuse("method_not_allowed", { path, method: request.method, allowed }));
      },
      handler: async () => undefined,
    });
  }
};

/** What a route reads, for the refusal of another content type. */
export const expectedTypesOf = (mounted: readonly Mounted[], url: string | undefined): string => {
  const body = mounted.find(({ route }) => urlOf(route.path) === url && route.body !== undefined)?.route.body;
  return isStreamBody(body) ? body.contentTypes.join(", ") : "application/json";
};

export const receivedTypeOf = (request: FastifyRequest): string => contentTypeOf(request).slice(0, 80);
