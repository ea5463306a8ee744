import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { readPack } from "@amends/packs/read-pack";
import { createCaseStore } from "@amends/postgres/cases/case-store";
import { type ComposedServer, composeServer } from "@amends/server/compose";
import { DEFAULT_CONFIG } from "@amends/server/config";
import { createServer } from "@amends/server/server";
import pg from "pg";
import { filingOf, filingPath } from "./filing.ts";
import type { House } from "./stage.ts";

/** A filing as far as the moment of its write: what the statement would have been given, and what the caller would have been told. */
export type PreparedFiling = { readonly orderId: string; readonly values: readonly unknown[]; readonly response: string };

/** Bytes among the values, as they lie in the file. */
type Bytes = { readonly base64: string };
const written = (value: unknown): unknown => (Buffer.isBuffer(value) ? ({ base64: value.toString("base64") } satisfies Bytes) : value);
export const asSent = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "base64" in value ? Buffer.from(String(value.base64), "base64") : value;

/**
 * Sends filings through our own server, handlers and all, on a store that keeps the write statement instead of running it. So the limit is measured with
 * exactly what the server would have written. First line of the file: the statement.
 */
export const prepareFilings = async (house: House, orders: readonly string[], file: string): Promise<void> => {
  const composed = await composeHere(house);
  await composed.worker.stop(10_000);
  const pool = new pg.Pool({ connectionString: house.writerUrl, max: 8 });
  const kept: Write[] = [];
  const { filing } = composed.deps;
  const keeping = { ...filing, committed: () => undefined, cases: createCaseStore(keepingWrites(pool, kept)) };
  const server = createServer({ config: { ...DEFAULT_CONFIG, logLevel: "error" }, deps: { ...composed.deps, filing: keeping } });

  const out = createWriteStream(file);
  let wroteText = false;
  for (const orderId of orders) {
    const { body, headers } = filingOf(orderId);
    const authorization = `Bearer ${house.shop.bearer}`;
    const reply = await server.inject({
      method: "POST",
      url: filingPath,
      payload: body,
      headers: { ...headers, authorization, "content-type": "application/json" },
    });
    const write = kept.pop();
    if (reply.statusCode !== 201 || write === undefined) throw new Error(`a filing could not be prepared: ${reply.body}`);
    if (!wroteText) out.write(`${JSON.stringify({ text: write.text })}\n`);
    wroteText = true;
    const prepared: PreparedFiling = { orderId, values: write.values.map(written), response: reply.body };
    if (!out.write(`${JSON.stringify(prepared)}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  await server.close();
  await pool.end();
  await composed.stop();
};

type Write = { readonly text: string; readonly values: readonly unknown[] };

/** Reads go through; the one write is kept, and told it has happened. */
const keepingWrites = (pool: pg.Pool, kept: Write[]): pg.Pool => {
  const query = async (config: { readonly name: string; readonly text: string; readonly values: unknown[] }) => {
    if (!config.name.startsWith("write_filing")) return pool.query(config);
    kept.push(config);
    return { rowCount: 1, rows: [] };
  };
  return { query } as unknown as pg.Pool;
};

export const POLICY_FOLDER = join(import.meta.dirname, "../../policies/base");

/** The whole system in this process. */
export const composeHere = async ({ writerUrl, readerUrl, dataDir }: House): Promise<ComposedServer> => {
  const pack = readPack(POLICY_FOLDER);
  if (pack.kind === "unreadable") throw new Error(JSON.stringify(pack.problems));
  const packs = new Map([["base", { base: pack.source, overlays: [] }]]);
  const here = `${dataDir}-here`;
  await mkdir(here, { recursive: true });
  return composeServer({ writerUrl, readerUrl, dataDir: here, packs, config: { logLevel: "error" } });
};
