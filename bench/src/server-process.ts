import { join } from "node:path";
import { readPack } from "@amends/packs/read-pack";
import { migrate } from "@amends/postgres/migrate";
import { startEmbedded } from "@amends/postgres/server/start-embedded";
import { compactOnceQuiet, startNarrow, tuneEngine } from "@amends/server/engine";
import { INSTALLATION_KEY } from "./installation-key.ts";

/**
 * The server to be measured, in a process of its own: `{"dataDir", "urls"?}`. Without addresses it starts the PostgreSQL of its data folder first, as an
 * operator's start does. It says where it listens, and stops when its input ends.
 */
type Ask = { readonly dataDir: string; readonly urls?: { readonly writerUrl: string; readonly readerUrl: string } };

const POLICY = join(import.meta.dirname, "../../policies/base");

const { dataDir, urls } = JSON.parse(process.argv[2] ?? "{}") as Ask;
tuneEngine();
const widen = startNarrow();
/** Read while PostgreSQL starts, as `serve` does. */
const loadServer = () => import("@amends/server/compose");
const own = urls === undefined ? await startEmbedded({ dataDir, onLaunched: () => void loadServer() }) : undefined;
if (own !== undefined) await migrate(own.ownerUrl);
const { writerUrl, readerUrl } = urls ?? own ?? { writerUrl: "", readerUrl: "" };

const pack = readPack(POLICY);
if (pack.kind === "unreadable") throw new Error(JSON.stringify(pack.problems));
const { composeServer } = await loadServer();
const composed = await composeServer({
  writerUrl,
  readerUrl,
  dataDir,
  packs: new Map([["base", { base: pack.source, overlays: [] }]]),
  config: { installationKey: INSTALLATION_KEY, logLevel: "error" },
});
widen();
const base = await composed.server.listen({ port: 0, host: "127.0.0.1" });
compactOnceQuiet();
process.stdout.write(`${JSON.stringify({ base, postmasterPid: own?.pid ?? null })}\n`);

process.stdin.resume();
process.stdin.once("end", async () => {
  await composed.stop();
  await own?.stop();
  process.exit(0);
});
