import { backup } from "@amends/postgres/backup/backup";
import { restore } from "@amends/postgres/backup/restore";
import { CliError } from "./cli-error.ts";
import { borrowDatabase, borrowOrMake } from "./database.ts";
import { forgetUnfinishedDemo } from "./demo/demo-file.ts";
import { DATABASE_OPTIONS, type DatabaseOptions, databaseOptions, readOptions } from "./options.ts";
import type { Command, Surroundings } from "./surroundings.ts";

export const backupCommand: Command = {
  usage: `amends backup FILE [--data DIR | --database-url URL]
  writes everything in the database, as it is at one moment, into FILE; a server may go on working meanwhile.
  The master key is not in it: keep DIR/master.key (or AMENDS_MASTER_KEY) in another place.`,
  run: (args, surroundings) =>
    withFile(args, surroundings, { usage: backupCommand.usage, borrow: borrowDatabase }, async (file, url) => {
      const { tables, rows, bytes } = await backup(url, file, { onProgress: surroundings.err });
      surroundings.out(`${file}: ${tables} tables, ${rows} rows, ${bytes} bytes`);
    }),
};

export const restoreCommand: Command = {
  usage: `amends restore FILE [--data DIR | --database-url URL]
  fills an empty database or a new data folder from FILE, and brings it to this version's schema.
  Put the master key back as DIR/master.key (or AMENDS_MASTER_KEY): without it no name and no address can be read again.`,
  run: (args, surroundings) =>
    withFile(args, surroundings, { usage: restoreCommand.usage, borrow: borrowOrMake }, async (file, url, { dataDir, external }) => {
      const { tables, rows, schemaVersion } = await restore(file, url, { onProgress: surroundings.err });
      if (external === null) await forgetUnfinishedDemo(dataDir);
      surroundings.out(`${file}: ${tables} tables, ${rows} rows, schema ${schemaVersion}`);
    }),
};

const withFile = async (
  args: readonly string[],
  { env, err }: Surroundings,
  { usage, borrow }: { readonly usage: string; readonly borrow: typeof borrowDatabase },
  work: (file: string, ownerUrl: string, where: DatabaseOptions) => Promise<void>,
): Promise<number> => {
  const { values, positionals } = readOptions(args, DATABASE_OPTIONS);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CliError("missing_option", "Give one file.", usage);
  const where = databaseOptions(values, env);
  const database = await borrow(where, err);
  try {
    await work(file, database.ownerUrl, where);
    return 0;
  } finally {
    await database.close();
  }
};
