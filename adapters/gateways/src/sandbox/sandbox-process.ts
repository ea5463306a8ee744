import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fieldsOf, textIn } from "./request-fields.ts";

export type SandboxProcess = {
  readonly url: string;
  /** What the start found torn at the end of the journals, by partner. */
  readonly tornBytes: Readonly<Record<string, unknown>>;
  /** SIGKILL, as a power cut to this process: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the sandbox as a child process and waits until it listens. It ends with its parent at the latest. */
export const startSandboxProcess = async (options: {
  readonly journalDir: string | null;
  readonly port?: number;
  readonly callbackUrl?: string;
  readonly callbackToken?: string;
}): Promise<SandboxProcess> => {
  const child = fork(MAIN, argumentsOf(options), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, ...(options.callbackToken === undefined ? {} : { SANDBOX_CALLBACK_TOKEN: options.callbackToken }) },
    execArgv: [],
  });
  const started = fieldsOf(JSON.parse(await firstLine(child)));
  return {
    url: textIn(started, "url"),
    tornBytes: fieldsOf(started["tornBytes"]),
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
};

const argumentsOf = (options: { journalDir: string | null; port?: number; callbackUrl?: string }): string[] => [
  ...["--port", String(options.port ?? 0)],
  ...(options.journalDir === null ? [] : ["--journal-dir", options.journalDir]),
  ...(options.callbackUrl === undefined ? [] : ["--callback-url", options.callbackUrl]),
];

const firstLine = async ({ stdout, ...child }: ChildProcess): Promise<string> => {
  if (stdout === null) throw new Error("broken invariant: the sandbox has a pipe for its output");
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`the sandbox process ended before it listened (exit code ${child.exitCode})`);
};

const end = async (child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
