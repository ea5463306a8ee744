import { CLI, handOver } from "./hand-over.mjs";
import { ensureInstalled } from "./installation.mjs";
import { runScript } from "./progress.mjs";
import { ensureWebApps } from "./web-apps.mjs";

/** `npm start`: from a fresh checkout to a running Amends. */
runScript(async () => {
  const args = process.argv.slice(2);
  const node = await ensureInstalled();
  if (!args.some(arg => ["--no-web", "--help", "-h"].includes(arg))) await ensureWebApps(node);
  return handOver(node, [CLI, "serve", ...args]);
});
