import type { Pool } from "pg";

/** What the identity stores need of a pool. Their statements are single and autocommit: none spans two tables' invariants. */
export type Db = Pick<Pool, "query">;

/** PostgreSQL's unique_violation. */
const UNIQUE_VIOLATION = "23505";

export const isUniqueViolation = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === UNIQUE_VIOLATION;
