import { startEmbedded } from "@amends/postgres/server/start-embedded";
import pg from "pg";

/**
 * A process of its own that starts an embedded server, for tests that kill or interrupt it. Prints one JSON line when it serves.
 * On SIGINT it uses its open connection once more, says how that went, stops the server and ends.
 */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: embedded-process.ts <data folder>");

const server = await startEmbedded({ dataDir });
const client = new pg.Client(server.url);
// A server that was interrupted too would end this connection; the query below then says so.
client.on("error", () => undefined);
await client.connect();

process.once("SIGINT", async () => {
  const answer = await client.query("select pg_sleep(0.5)").then(
    () => "still serving",
    () => "gone",
  );
  await client.end().catch(() => undefined);
  await server.stop();
  process.stdout.write(`${answer}\n`, () => process.exit(0));
});

console.log(JSON.stringify({ pid: server.pid, port: server.port, url: server.url }));
