import { spawn } from "node:child_process";
import { constants } from "node:os";
import { CODE_CACHE, ROOT } from "./installation.mjs";

/**
 * Runs a program in our place: its input, output and arguments are ours, signals that reach us reach it, and its exit code becomes ours. We end after it,
 * never before, so that whoever waits for us knows that it has put everything away.
 */
export const handOver = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env: { NODE_COMPILE_CACHE: CODE_CACHE, ...process.env } });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => passOn(signal, child));
    stopWhenAlone(child);
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });

/** A Windows console gives Ctrl-C to everybody in it, the child too; passed on, it would end the child in the middle of putting away. */
const passOn = (signal, child) => {
  if (process.platform !== "win32") child.kill(signal);
};

const LOOK_MS = 500;

/** npm runs us below a shell that dies of a signal without passing it on. A server nobody holds any more must not go on by itself. */
const stopWhenAlone = child => {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, LOOK_MS);
  timer.unref();
};

export const CLI = "apps/cli/src/main.ts";
