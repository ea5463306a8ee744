import { isProblemCode, PROBLEMS, type ProblemCode, refuse } from "@amends/contract/errors";
import { nativeRecord } from "@amends/contract/import/native-record";
import { openApiOf } from "@amends/contract/openapi";
import type { RouteDescription } from "@amends/contract/route";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ServerConfig } from "./config.ts";
import type { ServerDeps } from "./deps.ts";
import { docsPage } from "./docs-page.ts";
import { examine } from "./health.ts";
import { METRICS_CONTENT_TYPE } from "./metrics.ts";
import { Refused, STATUS } from "./problems.ts";

type Parts = { readonly config: ServerConfig; readonly deps: ServerDeps; readonly isSame: (left: string, right: string) => boolean };

export const API_VERSION = "1.0.0";

/** For operators and for readers of the API; none of it is business, so none of it is in the contract. */
export const registerOperationsEndpoints = (
  server: FastifyInstance,
  routes: Readonly<Record<string, RouteDescription>>,
  { config, deps, isSame }: Parts,
): void => {
  const openApi = madeOnce(() =>
    JSON.stringify(
      openApiOf(routes, {
        title: "Amends 续安",
        version: API_VERSION,
        statusOf: code => STATUS[code],
        lines: { importOrders: nativeRecord },
      }),
    ),
  );
  const docs = madeOnce(() => docsPage(routes));

  server.get("/livez", async () => ({ status: "alive" }));
  server.get("/readyz", async (request, reply) => {
    const { isReady, checks, faults } = await examine(deps.healthChecks);
    for (const { name, error } of faults) request.log.error({ err: error, check: name }, "not ready");
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not_ready", checks });
  });
  server.get("/metrics", async (request, reply) => {
    if (!mayMeasure(request, config, isSame)) throw new Refused(refuse("unauthenticated", { route: "GET /metrics" }));
    return reply.type(METRICS_CONTENT_TYPE).send(await deps.metrics.render());
  });
  server.get("/openapi.json", async (_request, reply) => reply.type("application/json; charset=utf-8").send(openApi()));
  server.get("/docs", async (_request, reply) => reply.type("text/html; charset=utf-8").send(docs()));
  server.get<{ Params: { code: string } }>("/problems/:code", async request => explained(request.params.code));
};

/** A start does not wait for what few will read. */
const madeOnce = (make: () => string): (() => string) => {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const explained = (code: string): { readonly code: ProblemCode; readonly status: number } => {
  if (!isProblemCode(code)) throw new Refused(refuse("not_found", { id: code.slice(0, 80) }));
  return { code, status: STATUS[code], ...PROBLEMS[code] };
};

const LOOPBACK: readonly string[] = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

/** Figures tell how busy a shop is: not to everyone. A proxy on this machine brings the whole world from this machine's address. */
const mayMeasure = (request: FastifyRequest, { metricsToken }: ServerConfig, isSame: Parts["isSame"]): boolean =>
  metricsToken === undefined
    ? LOOPBACK.includes(request.ip) && !FORWARDED.some(name => request.headers[name] !== undefined)
    : isSame(request.headers.authorization ?? "", `Bearer ${metricsToken}`);

const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] as const;
