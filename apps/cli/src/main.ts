import process from "node:process";
import { CliError } from "./cli-error.ts";
import type { DatabaseKind } from "./explain.ts";
import { withoutEmpty } from "./options.ts";
import type { Command, Surroundings } from "./surroundings.ts";

/** Each loads what it needs when it is called: asking for help should not wait for a server's worth of modules. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand,
  import: async () => (await import("./import.ts")).importCommand,
  backup: async () => (await import("./backup-commands.ts")).backupCommand,
  restore: async () => (await import("./backup-commands.ts")).restoreCommand,
  erase: async () => (await import("./erase-command.ts")).eraseCommand,
  pack: async () => (await import("./pack-command.ts")).packCommand,
  gateway: async () => (await import("./gateway-command.ts")).gatewayCommand,
  reconcile: async () => (await import("./reconcile-command.ts")).reconcileCommand,
  close: async () => (await import("./close-command.ts")).closeCommand,
  simulate: async () => (await import("./simulate-command.ts")).simulateCommand,
  "demo-links": async () => (await import("./demo/demo-links-command.ts")).demoLinksCommand,
};

const run = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    for (const load of Object.values(COMMANDS)) surroundings.out(`${(await load()).usage}\n`);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined)
    throw new CliError("unknown_command", `There is no command ${name}.`, `There are: ${Object.keys(COMMANDS).join(", ")}.`);
  const command = await load();
  if (rest.includes("--help") || rest.includes("-h")) {
    surroundings.out(command.usage);
    return 0;
  }
  return command.run(rest, surroundings);
};

const CLEAR_LINE = "\r\u001b[K";

/** A line that is rewritten stands alone: whatever comes next begins by clearing it. */
const terminal = (): Pick<Surroundings, "out" | "err" | "rewrite"> => {
  const isTerminal = process.stderr.isTTY === true;
  let isOpen = false;
  const close = (): void => {
    if (isOpen) process.stderr.write(CLEAR_LINE);
    isOpen = false;
  };
  return {
    out: line => {
      close();
      process.stdout.write(`${line}\n`);
    },
    err: line => {
      close();
      process.stderr.write(`${line}\n`);
    },
    rewrite: isTerminal
      ? line => {
          process.stderr.write(`${CLEAR_LINE}${line}`);
          isOpen = true;
        }
      : null,
  };
};

const databaseOf = (args: readonly string[], env: Surroundings["env"]): DatabaseKind =>
  env["DATABASE_URL"] !== undefined || args.some(arg => /^--database-url(=|$)/.test(arg)) ? "external" : "embedded";

/** Who reads our lines may go away (`| head`): a server must not die of it and leave its database behind. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const surroundings: Surroundings = { env: withoutEmpty(process.env), ...terminal() };
try {
  process.exitCode = await run(process.argv.slice(2), surroundings);
} catch (error) {
  const { explain } = await import("./explain.ts");
  const { exitCode, text } = explain(error, databaseOf(process.argv.slice(2), surroundings.env));
  surroundings.err(text);
  process.exitCode = exitCode;
}
