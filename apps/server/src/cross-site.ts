import type { FastifyRequest } from "fastify";
import type { ServerConfig } from "./config.ts";

export const CSRF_HEADER = "x-amends-csrf";

/** What a browser says about where a request came from. A program says nothing. */
export type Origin = "own" | "foreign" | "unsaid";

export const originOf = (request: FastifyRequest, { publicOrigins }: Pick<ServerConfig, "publicOrigins">): Origin => {
  if (request.headers["sec-fetch-site"] === "cross-site") return "foreign";
  const { origin } = request.headers;
  if (origin === undefined) return "unsaid";
  const own = publicOrigins.length > 0 ? publicOrigins : [`${request.protocol}://${request.host}`];
  return own.includes(origin) ? "own" : "foreign";
};

const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

export const isSafe = (method: string): boolean => SAFE_METHODS.includes(method);

/**
 * A request that changes something may not come from another site. With a cookie it must *prove* where it comes from: by its Origin, or by the session's
 * csrf value, which another site cannot read. Credentials a browser does not send by itself need no proof.
 */
export const isCrossSite = (
  request: FastifyRequest,
  origin: Origin,
  csrf: string | undefined,
  isSame: (left: string, right: string) => boolean,
): boolean => {
  if (isSafe(request.method)) return false;
  if (origin === "foreign") return true;
  if (csrf === undefined || origin === "own") return false;
  const given = request.headers[CSRF_HEADER];
  return typeof given !== "string" || !isSame(given, csrf);
};
