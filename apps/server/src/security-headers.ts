import type { FastifyInstance } from "fastify";
import type { ServerConfig } from "./config.ts";

/** Our own apps: everything from us. Ant Design writes style elements at run time; pictures of evidence are shown before they are sent (blob:). */
export const PAGE_CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "connect-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** An answer of the API is never a page, even if a browser is led to it. */
const API_CSP = "default-src 'none'; frame-ancestors 'none'";

const TWO_YEARS_SECONDS = 63_072_000;

export const registerSecurityHeaders = (server: FastifyInstance, { isHttps }: Pick<ServerConfig, "isHttps">): void => {
  server.addHook("onSend", async (_request, reply) => {
    const isPage = String(reply.getHeader("content-type") ?? "").startsWith("text/html");
    reply.header("content-security-policy", isPage ? PAGE_CSP : API_CSP);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    reply.header("cross-origin-opener-policy", "same-origin");
    reply.header("cross-origin-resource-policy", "same-origin");
    reply.header("permissions-policy", "camera=(self), geolocation=(self), microphone=(), payment=()");
    if (isHttps) reply.header("strict-transport-security", `max-age=${TWO_YEARS_SECONDS}`);
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
};
