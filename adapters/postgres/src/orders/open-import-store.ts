import type { ImportStore } from "@amends/flows/import-ports";
import pg from "pg";
import { createImportStore } from "./import-store.ts";

/** A store with one connection of its own, so that an import never takes one from the requests. */
export const openImportStore = (writerUrl: string): { readonly store: ImportStore; readonly close: () => Promise<void> } => {
  const pool = new pg.Pool({ connectionString: writerUrl, max: 1, application_name: "amends import" });
  return { store: createImportStore(pool), close: () => pool.end() };
};
