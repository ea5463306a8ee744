import { randomUUID } from "node:crypto";
import { refuse } from "@amends/contract/errors";
import { ROUTES } from "@amends/contract/routes";
import { MINUTE_MS } from "@amends/domain/kernel/time";
import cookie from "@fastify/cookie";
import fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import { createAuthenticator } from "./authenticate.ts";
import type { ServerConfig } from "./config.ts";
import type { ServerDeps } from "./deps.ts";
import { faultOf, pathOf } from "./faults.ts";
import { addressOf, createGate } from "./gate.ts";
import { registerJsonBody } from "./json-body.ts";
import { createKnownCredentials } from "./known-credentials.ts";
import { createLastSeen } from "./last-seen.ts";
import { loggerOptions } from "./log.ts";
import { expectedTypesOf, mountRoutes, receivedTypeOf } from "./mount-routes.ts";
import { registerOperationsEndpoints } from "./operations-endpoints.ts";
import { answerParserFault } from "./parser-faults.ts";
import { Refused, sendProblem } from "./problems.ts";
import { mountedRoutes } from "./routes.ts";
import { registerSecurityHeaders } from "./security-headers.ts";
import { createTokenBuckets } from "./token-buckets.ts";

export type ServerParts = { readonly config: ServerConfig; readonly deps: ServerDeps };

/** The whole HTTP shell, not yet listening. Static apps may be registered on what comes back. CORS is off: nothing answers to another origin. */
export const createServer = ({ config, deps }: ServerParts): FastifyInstance => {
  const server: FastifyInstance = fastify({
    logger: loggerOptions(config),
    logController: new LogController({ disableRequestLogging: true }),
    schemaController: { compilersFactory: NO_COMPILERS },
    bodyLimit: config.jsonBytesMax,
    requestTimeout: REQUEST_MS_MAX,
    clientErrorHandler: answerParserFault,
    // Both of these Node and Fastify would refuse in words of their own: refuseEarly does it in ours.
    http: { requireHostHeader: false },
    return503OnClosing: false,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]),
    frameworkErrors: (error, request, reply) => {
      const { refusal } = faultOf(error, request, { bytesMax: 0, received: "", expected: "" });
      return sendProblem(request, reply, refusal);
    },
  });
  const known = createKnownCredentials(config.credentialLifeMs);
  const buckets = createTokenBuckets();
  const sessionsSeen = createLastSeen(deps.identity.sessions.markSeen);
  const keysUsed = createLastSeen(deps.identity.apiKeys.markUsed);
  const authenticator = createAuthenticator({ identity: deps.identity, known, sessionsSeen, keysUsed });
  const isSame = deps.identity.secrets.isSame;
  const gate = createGate({ config, authenticator, buckets, isSame });
  const mounted = mountedRoutes({ ...deps, known });
  const list = Object.values(mounted);

  // RFC 9110 §10.1.1 leaves an expectation that nobody knows to the server; Node would answer with an empty 417.
  server.server.on("checkExpectation", (request, response) => server.server.emit("request", request, response));
  refuseEarly(server);
  registerJsonBody(server);
  registerSecurityHeaders(server, config);
  server.register(cookie);
  registerObservation(server, deps);
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const url = request.routeOptions.url;
    const bytesMax = request.routeOptions.bodyLimit ?? config.jsonBytesMax;
    const { refusal, errors, isOurs } = faultOf(error, request, {
      bytesMax,
      received: receivedTypeOf(request),
      expected: expectedTypesOf(list, url),
    });
    if (isOurs) request.log.error({ err: error, route: url }, refusal.code);
    return sendProblem(request, reply, refusal, errors);
  });
  server.setNotFoundHandler((request, reply) => {
    const retryAfterSeconds = buckets.take(`address ${addressOf(request.ip)}`, config.limits.address, deps.wallClock());
    const refusal =
      retryAfterSeconds > 0 ? refuse("too_many_requests", { retryAfterSeconds }) : refuse("not_found", { id: pathOf(request) });
    return sendProblem(request, reply, refusal);
  });
  mountRoutes(server, list, { config, deps, gate, known });
  registerOperationsEndpoints(server, ROUTES, { config, deps, isSame });
  flushSeen(server, [sessionsSeen, keysUsed], config.seenEveryMs);
  return server;
};

/** A whole request, body and all: a body sent byte by byte would otherwise hold its connection for ever. An import of millions of lines takes minutes. */
const REQUEST_MS_MAX = 30 * MINUTE_MS;

/** Requests and answers are parsed by the contract's schemas. Named here, Fastify's own compilers are not even loaded. */
const NO_COMPILERS = {
  buildValidator: () => () => {
    throw new Error("broken invariant: no route has a schema of Fastify's");
  },
  buildSerializer: () => () => {
    throw new Error("broken invariant: no route has a schema of Fastify's");
  },
};

/** A caller's own id is taken over so that both sides' logs meet; anything that could break a log line is not. */
const requestIdOf = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();

/** What no handler need see: a request that names no host (RFC 9112 §3.2), and any that comes while the server ends. */
const refuseEarly = (server: FastifyInstance): void => {
  let isClosing = false;
  server.addHook("preClose", async () => {
    isClosing = true;
  });
  server.addHook("onRequest", async ({ raw }) => {
    if (raw.headers.host === undefined && raw.httpVersion === "1.1") throw new Refused(refuse("malformed_request"));
    if (isClosing) throw new Refused(refuse("temporarily_unavailable", { retryAfterSeconds: 2 }));
  });
};

const registerObservation = (server: FastifyInstance, { metrics }: ServerDeps): void => {
  server.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const { statusCode: status, elapsedTime: ms } = reply;
    metrics.observeRequest({ method: request.method, route, status }, ms / 1000);
    request.log.info(
      { method: request.method, route, status, ms: Math.round(ms * 10) / 10, role: request.authenticated?.principal.role },
      "answered",
    );
  });
};

type Flushable = { flush(): Promise<void> };

const flushSeen = (server: FastifyInstance, batches: readonly Flushable[], everyMs: number): void => {
  const flushAll = async (): Promise<void> => {
    for (const batch of batches) {
      await batch.flush().catch((error: unknown) => server.log.warn({ err: error }, "last seen was not written"));
    }
  };
  const timer = setInterval(flushAll, everyMs);
  timer.unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await flushAll();
  });
};
