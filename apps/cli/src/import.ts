import { constants, createReadStream } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { stdin } from "node:process";
import { type CsvMapping, readCsvMapping } from "@amends/contract/import/csv-mapping";
import { importMessageOf } from "@amends/contract/import/import-problems";
import type { Language } from "@amends/contract/language";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { CancellationTally, ImportProgress, ImportResult } from "@amends/flows/import-ports";
import { migrate } from "@amends/postgres/migrate";
import { openDataFolder } from "@amends/postgres/server/data-folder";
import { type ImportSource, importInWorker } from "@amends/server/import/import-in-worker";
import { CliError } from "./cli-error.ts";
import { borrowDatabase } from "./database.ts";
import { localeLanguage } from "./locale-language.ts";
import { MASTER_KEY_LOST } from "./master-key-option.ts";
import { operationByCode } from "./operation-by-code.ts";
import { badOption, DATABASE_OPTIONS, databaseOptions, oneOf, readOptions } from "./options.ts";
import { ownMasterKey } from "./own-master-key.ts";
import { progressBar } from "./progress-bar.ts";
import type { Command, Surroundings } from "./surroundings.ts";

export const importCommand: Command = {
  usage: `amends import PATH --operation CODE [--format native] [--data DIR | --database-url URL]
  reads lines of the native format (one JSON object each) from the file PATH, or from standard input for -
amends import PATH --operation CODE --format csv --mapping FILE
  reads your own table of orders (CSV, also .csv.gz); FILE says which column is what: docs/reference/csv-mapping.md
amends import PATH --operation CODE --format uci-online-retail
  reads that data set from the file or folder PATH and matches its cancellations to its purchases
amends import PATH --operation CODE --format olist
  reads that data set (orders.csv, payments.csv) from the folder PATH
amends import PATH --operation CODE --format tau-retail --signed-at TIME
  reads that data set from the folder PATH; TIME is when every delivery was signed for, e.g. 2026-11-20T10:00:00Z
Sending the same file again changes nothing. Exit: 0 all taken, 1 some refused.`,
  run: async (args, surroundings) => {
    const { env, out, err } = surroundings;
    const { values, positionals } = readOptions(args, {
      ...DATABASE_OPTIONS,
      operation: { type: "string" },
      format: { type: "string", default: "native" },
      mapping: { type: "string" },
      "signed-at": { type: "string" },
      ...MASTER_KEY_LOST,
    });
    const [path] = positionals;
    if (values.operation === undefined) throw new CliError("missing_option", "--operation is missing.", importCommand.usage);
    if (path === undefined || positionals.length > 1) throw new CliError("missing_option", "Give one file or folder.", importCommand.usage);
    const source = await sourceOf(oneOf("--format", values.format, FORMATS), path, values);
    const where = databaseOptions(values, env);
    if (path !== "-") await refuseUnreadable(path);
    if (where.external !== null) await openDataFolder(where.dataDir);
    const database = await borrowDatabase(where, err);
    try {
      await migrate(database.ownerUrl);
      const operation = await operationByCode(database.writerUrl, values.operation);
      const key = { dataDir: where.dataDir, isLost: values["master-key-lost"] === true };
      const masterKey = await ownMasterKey(database.writerUrl, key, env);
      const onProgress = await progressTeller(source, surroundings);
      const result = await importInWorker(
        { writerUrl: database.writerUrl, masterKey, operation, source },
        {
          onProgress,
          onCancellations: tally => err(cancellationsTold(tally)),
        },
      );
      report(result, localeLanguage(env), { out, err });
      return result.refused === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  },
};

/** Before a database is started for it. */
const refuseUnreadable = (path: string): Promise<void> =>
  access(path, constants.R_OK).catch(() => {
    throw new CliError("file_not_readable", `${path} cannot be read.`, "Check the path, and that this account may read it.");
  });

const FORMATS = ["native", "csv", "uci-online-retail", "olist", "tau-retail"] as const;

type SourceOptions = { readonly mapping?: string; readonly "signed-at"?: string };

const sourceOf = async (format: (typeof FORMATS)[number], path: string, options: SourceOptions): Promise<ImportSource> => {
  switch (format) {
    case "native":
      return path === "-" ? { kind: "native_stream", stream: stdin } : { kind: "native_file", path };
    case "csv":
      return { kind: "csv_file", path, mapping: await mappingOf(options.mapping) };
    case "uci-online-retail":
      return { kind: "uci_online_retail", path };
    case "olist":
      return { kind: "olist", folder: path };
    case "tau-retail":
      return { kind: "tau_retail", folder: path, signedAt: momentOf(options["signed-at"]) };
  }
};

const momentOf = (signedAt: string | undefined): Instant => {
  const at = Date.parse(signedAt ?? "");
  if (Number.isNaN(at)) throw badOption("--signed-at", "is missing or no moment", "a moment like 2026-11-20T10:00:00Z");
  return instant(at);
};

const mappingOf = async (file: string | undefined): Promise<CsvMapping> => {
  if (file === undefined)
    throw new CliError("missing_option", "--mapping is missing.", "A table needs one: see docs/reference/csv-mapping.md.");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new CliError("mapping_not_readable", `${file}: ${error instanceof Error ? error.message : String(error)}`, "Check its path.");
  });
  const read = readCsvMapping(text);
  if (read.ok) return read.mapping;
  throw new CliError(read.code, [`${file}:`, ...read.problems].join("\n  "), "Correct these places: see docs/reference/csv-mapping.md.");
};

const cancellationsTold = (tally: CancellationTally): string => {
  const { cancelLines, fullyMatched, partlyMatched, withoutPurchase, withoutCustomer, ofNoArticle } = tally;
  return `${cancelLines} cancellations: ${fullyMatched} matched, ${partlyMatched} in part, ${withoutPurchase} without a purchase, ${withoutCustomer} without a customer, ${ofNoArticle} of no article`;
};

/** On a terminal a bar that moves; in a log a line a second. */
const progressTeller = async (source: ImportSource, { rewrite, err }: Surroundings): Promise<(progress: ImportProgress) => void> => {
  const total = source.kind === "native_file" ? await countLines(source.path) : null;
  const told = ({ lines, refused, perSecond }: ImportProgress): string =>
    `${progressBar(lines, total)}  ${refused} refused  ${perSecond}/s`;
  return rewrite === null ? atMostEachSecond(progress => err(told(progress))) : progress => rewrite(told(progress));
};

const NEWLINE = 0x0a;

const countLines = async (path: string): Promise<number> => {
  let lines = 0;
  for await (const chunk of createReadStream(path)) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
  }
  return lines;
};

const atMostEachSecond = <T>(tell: (value: T) => void): ((value: T) => void) => {
  let toldAt = 0;
  return value => {
    const now = Date.now();
    if (now - toldAt < 1000) return;
    toldAt = now;
    tell(value);
  };
};

const report = (result: ImportResult, language: Language, { out, err }: Pick<Surroundings, "out" | "err">): void => {
  const [lineOf, more] = REPORT[language];
  for (const error of result.errors) err(`${lineOf(error.lineNumber)}: ${error.code}: ${importMessageOf(error, language)}`);
  if (result.errorsOmitted > 0) err(more(result.errorsOmitted));
  const { errors: _errors, ...counts } = result;
  out(JSON.stringify(counts));
};

type Told = (count: number) => string;

const REPORT: Readonly<Record<Language, readonly [lineOf: Told, more: Told]>> = {
  zh: [line => `第 ${line} 行`, count => `……另有 ${count} 行被拒绝`],
  en: [line => `line ${line}`, count => `… and ${count} more refused`],
};
