import "@fastify/cookie";
import type { Instant } from "@amends/domain/kernel/time";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerConfig } from "./config.ts";

type Transport = Pick<ServerConfig, "isHttps">;

/** RFC 6265bis: behind TLS the `__Host-` prefix makes the browser refuse this cookie from a sub-domain or without `Secure`. */
const cookieName = ({ isHttps }: Transport): string => (isHttps ? "__Host-amends_session" : "amends_session");

export const sessionTokenOf = (request: FastifyRequest, transport: Transport): string | undefined => {
  const token = request.cookies[cookieName(transport)];
  return token !== undefined && /^se_[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
};

export const setSessionCookie = (reply: FastifyReply, token: string, expiresAt: Instant, transport: Transport): void => {
  reply.setCookie(cookieName(transport), token, { ...attributes(transport), expires: new Date(expiresAt) });
};

export const clearSessionCookie = (reply: FastifyReply, transport: Transport): void => {
  reply.clearCookie(cookieName(transport), attributes(transport));
};

const attributes = ({ isHttps }: Transport) => ({ path: "/", httpOnly: true, sameSite: "lax", secure: isHttps }) as const;
