import { type ParseArgsConfig, parseArgs } from "node:util";
import type { RoleUrls } from "@amends/postgres/server/roles";
import { CliError } from "./cli-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Env = Readonly<Record<string, string | undefined>>;

/** Where the data is: every command that touches it takes these. */
export const DATABASE_OPTIONS = { data: { type: "string" }, "database-url": { type: "string" } } as const satisfies Options;

export type DatabaseOptions = {
  readonly dataDir: string;
  /** null: the data folder's own. */
  readonly external: RoleUrls | null;
};

/** `parseArgs` with our kind of error: what was wrong with which option, and where to read on. */
export const readOptions = <const O extends Options>(args: readonly string[], options: O) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : String(error), "See --help.");
  }
};

/** One URL may be enough; an operator who separates the roles names the other two in the environment. */
export const databaseOptions = (values: { readonly data?: string; readonly "database-url"?: string }, env: Env): DatabaseOptions => {
  const ownerUrl = values["database-url"] ?? env["DATABASE_URL"];
  const dataDir = values.data ?? env["AMENDS_DATA"] ?? "./data";
  if (ownerUrl === undefined) return { dataDir, external: null };
  const writerUrl = env["DATABASE_WRITER_URL"] ?? ownerUrl;
  const external = { ownerUrl, writerUrl, readerUrl: env["DATABASE_READER_URL"] ?? writerUrl };
  for (const url of Object.values(external)) {
    if (!/^postgres(ql)?:\/\//.test(url))
      throw badOption("--database-url", "must begin with postgres://", "an address like postgres://amends:secret@localhost:5432/amends");
  }
  return { dataDir, external };
};

export const badOption = (name: string, what: string, example: string): CliError =>
  new CliError("bad_option", `${name} ${what}.`, `Give it ${example}.`);

/** 0 lets the system choose a free one. */
export const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw badOption("--port", `is ${text}, and must be a number from 0 to 65535`, "4000, or 0 for any free port");
  return port;
};

export const oneOf = <T extends string>(name: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find(value => value === text);
  if (found === undefined) throw badOption(name, `is ${text}`, `one of ${allowed.join(", ")}`);
  return found;
};
