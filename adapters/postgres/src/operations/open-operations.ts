import type { Operation } from "@amends/domain/intake/operation";
import pg from "pg";
import { findOperationByCode } from "./operations.ts";

/** For commands that start, look an operation up and end. */
export const openOperations = (
  url: string,
): { readonly findByCode: (code: string) => Promise<Operation | null>; readonly close: () => Promise<void> } => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return { findByCode: code => findOperationByCode(pool, code), close: () => pool.end() };
};
