import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
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
 * year; the page itself is asked for each time. A path without a file is a view of the app, so it gets the page. The disk is asked at every request: an app
 * that is built anew while the server runs has a new page, and the page asks for files of new names.
 */
export const registerWebApps = async (server: FastifyInstance, web: string = WEB): Promise<WebApps> => {
  const built = APPS.filter(({ folder }) => existsSync(join(web, folder, "dist", PAGE)));
  if (built.length === 0) return [];
  await server.register(fastifyStatic, {
    root: web,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header("cache-control", path.includes("/assets/") ? ONE_YEAR : ASK_EACH_TIME),
  });
  for (const { folder, path } of built) registerApp(server, join(web, folder, "dist"), path);
  return built.map(({ title, path }) => ({ title, path }));
};

const PAGE = "index.html";
const ONE_YEAR = "public, max-age=31536000, immutable";
const ASK_EACH_TIME = "no-cache";

const registerApp = (server: FastifyInstance, root: string, prefix: WebApp["path"]): void => {
  server.get<{ readonly Params: { readonly "*": string } }>(`${prefix}*`, async (request, reply) => {
    const path = request.params["*"];
    if (await isFileIn(root, path)) return reply.sendFile(path, root);
    return path === "" || wantsPage(request) ? reply.sendFile(PAGE, root) : reply.callNotFound();
  });
  if (prefix !== "/") server.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
};

/** A path that leads out of the folder names no file of it, and neither does one no file system takes. */
const isFileIn = async (root: string, path: string): Promise<boolean> => {
  const place = resolve(root, path);
  if (!place.startsWith(root + sep)) return false;
  return stat(place).then(
    found => found.isFile(),
    () => false,
  );
};

/** A view of the app is asked for by a browser's address line; a program that misspells an endpoint is told so. */
const wantsPage = ({ url, headers }: FastifyRequest): boolean => !url.startsWith("/v1/") && headers.accept?.includes("text/html") === true;
