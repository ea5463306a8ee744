import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";

export type WebApp = { readonly title: string; readonly path: "/" | "/console/" };
export type WebApps = readonly WebApp[];

const WEB = fileURLToPath(new URL("../../../web", import.meta.url));

const APPS = [
  { folder: "console", title: "控制台 console", path: "/console/" },
  { folder: "buyer", title: "买家 buyer", path: "/" },
] as const;

/**
 * Serves the built apps beside the API; answers with those that are there. Files of a build carry their content's hash in the name and are kept for a
 * year; the page itself is asked for each time. A path without a file is a view of the app, so it gets the page.
 */
export const registerWebApps = async (server: FastifyInstance, web: string = WEB): Promise<WebApps> => {
  const built = APPS.filter(({ folder }) => existsSync(join(web, folder, "dist", "index.html")));
  for (const [index, { folder, path }] of built.entries()) await registerApp(server, join(web, folder, "dist"), path, index === 0);
  return built.map(({ title, path }) => ({ title, path }));
};

const ONE_YEAR = "public, max-age=31536000, immutable";
const ASK_EACH_TIME = "no-cache";

const registerApp = async (server: FastifyInstance, root: string, prefix: WebApp["path"], decorateReply: boolean): Promise<void> => {
  await server.register(fastifyStatic, {
    root,
    prefix,
    decorateReply,
    // One route for each file that was built: what is not in the list is not looked for on the disk.
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header("cache-control", path.includes("/assets/") ? ONE_YEAR : ASK_EACH_TIME),
  });
  server.get(`${prefix}*`, (request, reply) => (wantsPage(request) ? reply.sendFile("index.html", root) : reply.callNotFound()));
  if (prefix !== "/") server.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
};

/** A view of the app is asked for by a browser's address line; a program that misspells an endpoint is told so. */
const wantsPage = ({ url, headers }: FastifyRequest): boolean => !url.startsWith("/v1/") && headers.accept?.includes("text/html") === true;
