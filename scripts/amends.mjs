import { CLI, handOver } from "./hand-over.mjs";
import { ensureInstalled } from "./installation.mjs";
import { runScript } from "./progress.mjs";

/** `npm run amends -- <command>`: the command line on the Node it needs. */
runScript(async () => handOver(await ensureInstalled(), [CLI, ...process.argv.slice(2)]));
