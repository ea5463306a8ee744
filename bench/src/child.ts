import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type Child = {
  readonly pid: number;
  /** What it said on its first line. */
  readonly said: { readonly base: string; readonly postmasterPid?: number | null };
  /** Stands still while another is measured. */
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly stop: () => Promise<void>;
};

/** As `npm start` names it to the server. */
const CODE_CACHE = join(import.meta.dirname, "../../node_modules/.amends/code");

/** One of our own programs in a process of its own; it ends when its input does, so it also ends when we are killed. */
export const startChild = async (program: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<Child> => {
  const script = join(import.meta.dirname, program);
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { NODE_COMPILE_CACHE: CODE_CACHE, ...process.env },
  });
  const said = JSON.parse(await firstLine(child, program));
  return {
    pid: child.pid ?? 0,
    said,
    pause: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGCONT");
      child.stdin?.end();
      await once(child, "exit");
    },
  };
};

const firstLine = (child: ChildProcess, program: string): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("broken invariant: the output was asked for as a pipe");
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", code => reject(new Error(`${program} ended with ${code} before it was ready`)));
  });
