import { handOver } from "./hand-over.mjs";
import { ensureInstalled } from "./installation.mjs";
import { runScript } from "./progress.mjs";

/** `node scripts/run.mjs PROGRAM …`: one of the repository's own programs on the Node it needs, from a fresh checkout on. */
runScript(async () => handOver(await ensureInstalled(), process.argv.slice(2)));
