import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, recall, remember } from "./installation.mjs";
import { runQuietly, SetupError } from "./progress.mjs";

const APPS = ["buyer", "console"];
/** What ends up in a bundle: the app, what the apps share, and the packages below them. */
const SHARED_SOURCES = ["web/ui", "sdk", "contract/src", "domain/src", "package-lock.json"];
const NOT_SOURCES = new Set(["node_modules", "dist", ".types"]);

/** Builds each web app whose sources are not those of its last build. One without a page has not been begun. */
export const ensureWebApps = async node => {
  const shared = digestOf(SHARED_SOURCES);
  await Promise.all(APPS.filter(app => existsSync(join(ROOT, "web", app, "index.html"))).map(app => ensureBuilt(node, app, shared)));
};

const ensureBuilt = async (node, app, shared) => {
  const folder = join(ROOT, "web", app);
  const digest = digestOf([`web/${app}`], shared);
  if (recall(`web-${app}`) === digest && existsSync(join(folder, "dist", "index.html"))) return;
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  // Whoever has it built, a test too: the pages are built once for all, and are those that people get.
  const env = { ...process.env, NODE_ENV: "production" };
  const { code, output } = await runQuietly(`正在构建 / Building web/${app}`, node, [vite, "build"], { cwd: folder, env });
  if (code !== 0) {
    throw new SetupError(
      `${output.trim()}\nweb/${app} 没有构建成功；加 --no-web 可不带网页启动。\nweb/${app} was not built; --no-web starts without the web apps.`,
    );
  }
  remember(`web-${app}`, digest);
};

const digestOf = (places, before = "") => {
  const hash = createHash("sha256").update(before);
  for (const place of places) addTo(hash, place);
  return hash.digest("hex");
};

const addTo = (hash, place) => {
  const path = join(ROOT, place);
  if (!existsSync(path)) return;
  if (place.endsWith(".json")) {
    hash.update(place).update(readFileSync(path));
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (NOT_SOURCES.has(entry.name)) continue;
    if (entry.isDirectory()) addTo(hash, `${place}/${entry.name}`);
    else hash.update(`${place}/${entry.name}`).update(readFileSync(join(path, entry.name)));
  }
};
