import { spawn } from "node:child_process";

const isTerminal = process.stderr.isTTY === true;
const TERMINAL_MS = 200;
const LOG_MS = 15_000;

/**
 * Runs a program whose output nobody needs unless it fails. A terminal sees the seconds count; a log gets a line at the beginning, one every 15 seconds,
 * and one at the end. Answers with how it ended and what it said.
 */
export const runQuietly = (title, program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const said = [];
    const stopTelling = tell(title, startedAt);
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", piece => said.push(piece));
    child.stderr.on("data", piece => said.push(piece));
    child.once("error", error => {
      stopTelling("not started");
      reject(error);
    });
    child.once("close", code => {
      stopTelling(code === 0 ? "done" : "failed");
      resolve({ code: code ?? 1, output: Buffer.concat(said).toString("utf8"), ms: Date.now() - startedAt });
    });
  });

const tell = (title, startedAt) => {
  const passed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  if (!isTerminal) process.stderr.write(`${title} …\n`);
  const write = () => process.stderr.write(isTerminal ? `\r\u001b[K${title} … ${passed()}` : `${title} … ${passed()}\n`);
  const timer = setInterval(write, isTerminal ? TERMINAL_MS : LOG_MS);
  return how => {
    clearInterval(timer);
    process.stderr.write(`${isTerminal ? "\r\u001b[K" : ""}${title}: ${how} in ${passed()}\n`);
  };
};

/** A failure the reader can do something about: printed without a stack. */
export class SetupError extends Error {}

/** Runs the body of a script; whatever it throws becomes a message and a code. */
export const runScript = async body => {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
};
