import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { type SandboxProcess, startSandboxProcess } from "@amends/gateways/sandbox/sandbox-process";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { WITHOUT_LIMITS } from "./running-shop.ts";
import type { ServerProcessOptions } from "./server-process.ts";
import { type Caller, call, INSTALLATION_KEY } from "./whole-server.ts";

export type OneOfServers = {
  readonly base: string;
  readonly now: () => Instant;
  readonly as: (bearer: string) => Caller;
  /** Ends it in order and starts it anew at another address, with nothing remembered. */
  readonly restart: () => Promise<void>;
  /** Ends it at once, in the middle of whatever it does, and starts another so much later by its clock. */
  readonly killed: (laterMs: number) => Promise<void>;
};

/** Servers as processes of their own on one database, with partners in a process of theirs. */
export type Servers = {
  readonly database: TestDatabase;
  readonly sandbox: SandboxProcess;
  readonly all: readonly OneOfServers[];
  readonly close: () => Promise<void>;
};

export const startServers = async (count: number): Promise<Servers> => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "amends-servers-"));
  const sandbox = await startSandboxProcess({ journalDir: join(dataDir, "partners") });
  const now = instant(Date.now());
  const { writerUrl, readerUrl } = database;
  const config = { ...WITHOUT_LIMITS, installationKey: INSTALLATION_KEY };
  const options: ServerProcessOptions = { writerUrl, readerUrl, dataDir, sandboxUrl: sandbox.url, now, config };
  const running: { child: ChildProcess; base: string }[] = [];
  // One after the other: the first makes the master key that the others read.
  for (let index = 0; index < count; index += 1) running.push(await startOne(options));

  const all = running.map((one): OneOfServers => {
    const as = (bearer: string): Caller => {
      return (method, path, body, headers) => call(one.base, method, path, body, { authorization: `Bearer ${bearer}`, ...headers });
    };
    return {
      get base() {
        return one.base;
      },
      now: () => now,
      as,
      restart: async () => {
        await ended(one.child);
        Object.assign(one, await startOne(options));
      },
      killed: async laterMs => {
        await ended(one.child, "SIGKILL");
        Object.assign(one, await startOne({ ...options, now: now + laterMs }));
      },
    };
  });
  return {
    database,
    sandbox,
    all,
    close: async () => {
      await Promise.all(running.map(one => ended(one.child)));
      await sandbox.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const MAIN = join(import.meta.dirname, "server-process.ts");

const startOne = async (options: ServerProcessOptions): Promise<{ child: ChildProcess; base: string }> => {
  const child = fork(MAIN, [JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit", "ipc"], execArgv: [] });
  if (child.stdout === null) throw new Error("a server has a pipe for its output");
  for await (const line of createInterface({ input: child.stdout })) return { child, base: JSON.parse(line).base };
  throw new Error(`the server ended before it listened (exit code ${child.exitCode})`);
};

const ended = async (child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};
