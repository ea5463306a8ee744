import { type ParseArgsConfig, parseArgs } from "node:util";
import type { RoleUrls } from "@amends/postgres/server/roles";
import { CliError } from "./cli-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Env = Readonly<Record<string, string | undefined>>;

/** Files that hand variables on write an empty one where there is none; an empty host or folder would be every address and the folder one stands in. */
export const withoutEmpty = (env: Env): Env => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));

/** Where the data is: every command that touches it takes these. */
export const DATABASE_OPTIONS = { data: { type: "string" }, "database-url": { type: "string" } } as const satisfies Options;

export type DatabaseOptions = {
  readonly dataDir: string;
  /** null: the data folder's own. */
  readonly external: RoleUrls | null;
};

/** `parseArgs` with our kind of error: what was wrong with which option, and where to read on. */
export const readOptions = <const O extends Options>(args: readonly string[], options: O) => {
  const read = parsed(args, options);
  const empty = Object.entries(read.values).find(([, value]) => [value].flat().includes(""));
  if (empty !== undefined) throw badOption(`--${empty[0]}`, "is empty", "a value, or leave it out");
  return read;
};

const parsed = <const O extends Options>(args: readonly string[], options: O) => {
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
  const names = {
    ownerUrl: values["database-url"] === undefined ? "DATABASE_URL" : "--database-url",
    writerUrl: "DATABASE_WRITER_URL",
    readerUrl: "DATABASE_READER_URL",
  } as const;
  for (const role of ["ownerUrl", "writerUrl", "readerUrl"] as const) {
    if (!/^postgres(ql)?:\/\//.test(external[role])) throw badOption(names[role], "must begin with postgres://", A_DATABASE);
    if (!isReadable(external[role])) throw badOption(names[role], "is no address", A_DATABASE);
  }
  return { dataDir, external };
};

const A_DATABASE = "an address like postgres://amends:secret@localhost:5432/amends";

/** As the driver reads it: the host may be left out, where the query names the folder of a socket, and spaces may stand in it. The text may hold a password and is not repeated. */
const isReadable = (text: string): boolean => URL.canParse(text.replace("@/", "@localhost/").replaceAll(" ", "%20"), "postgres://base");

export const badOption = (name: string, what: string, example: string): CliError =>
  new CliError("bad_option", `${name} ${what}.`, `Give it ${example}.`);

/** 0 lets the system choose a free one. */
export const portOf = (name: string, text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw badOption(name, `is ${text}, and must be a number from 0 to 65535`, "4000, or 0 for any free port");
  return port;
};

export const oneOf = <T extends string>(name: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find(value => value === text);
  if (found === undefined) throw badOption(name, `is ${text}`, `one of ${allowed.join(", ")}`);
  return found;
};
