import type pg from "pg";
import { label, lacking, type Migration, readApplied, readMigrations } from "./migrate.ts";

/**
 * Whether the database stands where this version needs it: a server that was pointed to an older one, or to another, must not be sent requests.
 * Throws, and says which migrations are lacking. Servers of a newer version may have added theirs meanwhile (migrations expand before they contract).
 */
export const createSchemaCheck = (pool: pg.Pool, folder?: string): (() => Promise<void>) => {
  let own: Promise<readonly Migration[]> | undefined;
  return async () => {
    own ??= readMigrations(folder);
    const missing = lacking(await own, await readApplied(pool));
    if (missing.length > 0) throw new Error(`the database lacks ${missing.map(label).join(", ")}`);
  };
};
