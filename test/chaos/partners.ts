import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type SandboxProcess, startSandboxProcess } from "@amends/gateways/sandbox/sandbox-process";
import { migrate } from "@amends/postgres/migrate";
import { type EmbeddedServer, startEmbedded } from "@amends/postgres/server/start-embedded";
import { findFreePort } from "../harness/free-port.ts";
import type { ServerProcessOptions } from "../harness/server-process.ts";

export const INSTALLATION_KEY = "installation-key-of-the-chaos-0123456789";
const NOTICE_SECRET = "what the bank signs its call-backs with";

/** Three processes that know each other by address alone: our server, its PostgreSQL, and a bank with books of its own. */
export type ChaosWorld = {
  readonly base: string;
  readonly bank: SandboxProcess;
  readonly databaseUrl: () => string;
  readonly kill: { readonly server: () => Promise<void>; readonly postgres: () => Promise<void> };
  readonly close: () => Promise<void>;
};

/** A server that is started again finds its clock so much further on: what the dead one had leased is free again without waiting half a minute. */
export type ChaosOptions = { readonly aheadMsPerRestart: number };

const PLENTY = { burst: 1_000_000, perSecond: 1_000_000 };
const ROLES = [
  "address",
  "signIn",
  "buyer",
  "seller",
  "agent",
  "complaint_owner",
  "supervisor",
  "finance",
  "warehouse",
  "admin",
  "integrator",
  "system",
];

export const startChaosWorld = async ({ aheadMsPerRestart }: ChaosOptions): Promise<ChaosWorld> => {
  const folder = await mkdtemp(join(tmpdir(), "amends-chaos-"));
  const dataDir = join(folder, "data");
  const [port, postgresPort] = [await findFreePort(), await findFreePort()];
  const startPostgres = (): Promise<EmbeddedServer> => startEmbedded({ dataDir, port: postgresPort });
  let postgres = await startPostgres();
  await migrate(postgres.ownerUrl);
  const bank = await startSandboxProcess({
    journalDir: join(folder, "partners"),
    callbackUrl: `http://127.0.0.1:${port}/v1/gateway-notices/bank`,
    callbackToken: NOTICE_SECRET,
  });
  let aheadMs = 0;
  const startServer = () =>
    startOne({
      writerUrl: postgres.writerUrl,
      readerUrl: postgres.readerUrl,
      dataDir: folder,
      sandboxUrl: bank.url,
      now: { aheadMs },
      port,
      noticeSecret: NOTICE_SECRET,
      config: {
        installationKey: INSTALLATION_KEY,
        logLevel: "silent",
        limits: Object.fromEntries(ROLES.map(role => [role, PLENTY])) as never,
      },
    });
  let server = await startServer();
  return {
    base: `http://127.0.0.1:${port}`,
    bank,
    databaseUrl: () => postgres.url,
    kill: {
      server: async () => {
        await ended(server, "SIGKILL");
        aheadMs += aheadMsPerRestart;
        server = await startServer();
      },
      postgres: async () => {
        process.kill(postgres.pid, "SIGKILL");
        await gone(postgres.pid);
        await postgres.stop();
        postgres = await startPostgres();
      },
    },
    close: async () => {
      await ended(server, "SIGTERM");
      await bank.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const MAIN = join(import.meta.dirname, "../harness/server-process.ts");

/** Its complaints about a database that was killed under it are what is being played. */
const startOne = async (options: ServerProcessOptions): Promise<ChildProcess> => {
  const child = fork(MAIN, [JSON.stringify(options)], { stdio: ["ignore", "pipe", "ignore", "ipc"], execArgv: [] });
  if (child.stdout === null) throw new Error("a server has a pipe for its output");
  for await (const _line of createInterface({ input: child.stdout })) return child;
  throw new Error(`the server ended before it listened (exit code ${child.exitCode})`);
};

const ended = async (child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};

const gone = async (pid: number): Promise<void> => {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(5);
  }
};
