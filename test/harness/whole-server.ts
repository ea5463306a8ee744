import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { readPack } from "@amends/packs/read-pack";
import { type ComposedServer, type ComposeOptions, composeServer } from "@amends/server/compose";
import type { ServerConfig } from "@amends/server/config";
import type { PackFiles } from "@amends/server/policy/running-policy";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, never> & Record<string, unknown>;
  readonly text: string;
};
export type Caller = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>;

/** The system as an operator runs it, on a database and a data folder of its own, with a clock the test moves. */
export type WholeServer = {
  readonly composed: ComposedServer;
  readonly database: TestDatabase;
  /** As the administrator: for looking, never for doing. */
  readonly pool: pg.Pool;
  readonly base: string;
  readonly dataDir: string;
  readonly now: () => Instant;
  readonly pass: (ms: number) => void;
  readonly as: (bearer: string) => Caller;
  readonly close: () => Promise<void>;
};

export const INSTALLATION_KEY = "installation-key-of-the-tests-0123456789";
const START = instant(1_763_700_000_000);

export const packFilesOf = (...ids: readonly string[]): PackFiles =>
  new Map(
    ids.map(id => {
      const read = readPack(join(import.meta.dirname, "../../policies", id));
      if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
      return [id, { base: read.source, overlays: [] }];
    }),
  );

export type WholeServerOptions = {
  readonly config?: Partial<ServerConfig>;
  readonly files?: ComposeOptions["files"];
  readonly payments?: ComposeOptions["payments"];
  readonly gateways?: ComposeOptions["gateways"];
  readonly movesClock?: boolean;
  /** Sees the composed server before it listens. */
  readonly prepare?: (composed: ComposedServer) => void | Promise<void>;
};

export const startWholeServer = async (
  packs: PackFiles = packFilesOf("base"),
  { config = {}, files, payments, gateways, movesClock = false, prepare }: WholeServerOptions = {},
): Promise<WholeServer> => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "amends-whole-"));
  const state = { now: START };
  const composed = await composeServer({
    writerUrl: database.writerUrl,
    readerUrl: database.readerUrl,
    dataDir,
    packs,
    ...(files === undefined ? {} : { files }),
    ...(payments === undefined ? {} : { payments }),
    ...(gateways === undefined ? {} : { gateways }),
    clock: () => state.now,
    movesClock,
    config: { installationKey: INSTALLATION_KEY, logLevel: "error", ...config },
  });
  await prepare?.(composed);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const base = await composed.server.listen({ port: 0, host: "127.0.0.1" });
  return {
    composed,
    database,
    pool,
    base,
    dataDir,
    now: () => state.now,
    pass: ms => {
      state.now = addMs(state.now, ms);
    },
    as: bearer => (method, path, body, headers) => call(base, method, path, body, { authorization: `Bearer ${bearer}`, ...headers }),
    close: async () => {
      await composed.stop();
      await pool.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const call = async (
  base: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answered> => {
  const isLines = typeof body === "string";
  const sent = body === undefined ? {} : { body: isLines ? body : JSON.stringify(body) };
  const type = body === undefined ? {} : { "content-type": isLines ? "application/x-ndjson" : "application/json" };
  const response = await fetch(base + path, { method, ...sent, headers: { ...type, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text.startsWith("{") ? JSON.parse(text) : {} };
};
