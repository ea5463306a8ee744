import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import Fastify from "fastify";
import pg from "pg";
import { asSent, type PreparedFiling } from "./prepare-filings.ts";

/**
 * The limit our server is held against: the same web framework, the same driver and the same write statement, with values made beforehand, and nothing
 * else. Who asks is not looked at, nothing is read, nothing is decided.
 */
const [, , writerUrl = "", poolMax = ""] = process.argv;
const pool = new pg.Pool({ connectionString: writerUrl, max: Number(poolMax), idleTimeoutMillis: 300_000 });
const filings = new Map<string, PreparedFiling>();
const statement: { name: string; text: string } = { name: "write_filing", text: "" };

const server = Fastify({ logger: false });
server.post<{ Body: { readonly file: string } }>("/load", async ({ body }) => {
  filings.clear();
  for await (const line of createInterface({ input: createReadStream(body.file) })) {
    const said = JSON.parse(line) as PreparedFiling | { readonly text: string };
    if ("text" in said) statement.text = said.text;
    else filings.set(said.orderId, { ...said, values: said.values.map(asSent) });
  }
  return { loaded: filings.size };
});
server.post<{ Body: { readonly orderId: string } }>("/v1/cases", async ({ body }, reply) => {
  const filing = filings.get(body.orderId);
  if (filing === undefined) return reply.code(404).send();
  const { rowCount } = await pool.query({ ...statement, values: [...filing.values] });
  return reply
    .code(rowCount === 1 ? 201 : 409)
    .type("application/json; charset=utf-8")
    .send(filing.response);
});

const base = await server.listen({ port: 0, host: "127.0.0.1" });
process.stdout.write(`${JSON.stringify({ base })}\n`);
process.stdin.resume();
process.stdin.once("end", async () => {
  await server.close();
  await pool.end();
  process.exit(0);
});
