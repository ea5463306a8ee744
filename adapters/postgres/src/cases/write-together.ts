import type { CommitResult } from "@amends/flows/case-ports";
import type pg from "pg";
import { isTakenBack, together } from "./together.ts";
import type { WriteRows, WriteStatement } from "./write-statement.ts";

/**
 * Writes that wait at the same time, each under its own guard, in one statement. What a shared statement did not write (its guard did not hold, or somebody
 * else held the row, or another of them broke it) is written alone, and that answers for it: so each is committed or stale exactly as if nobody had
 * travelled with it.
 */
export const writeTogether = <W>(
  pool: pg.Pool,
  statement: WriteStatement<W>,
  mayShare: (write: W) => boolean,
): ((write: W) => Promise<CommitResult>) => {
  const writeAlone = async (write: WriteRows): Promise<CommitResult> => {
    try {
      const { rowCount } = await pool.query(statement.of([write]));
      return rowCount === 1 ? "committed" : "stale";
    } catch (error) {
      if (isStale(error)) return "stale";
      throw error;
    }
  };
  const writeShared = async (writes: readonly WriteRows[]): Promise<ReadonlySet<number>> => {
    try {
      const { rows } = await pool.query<{ readonly n: number }>(statement.of(writes));
      return new Set(rows.map(({ n }) => n));
    } catch (error) {
      if (isTakenBack(error)) return new Set();
      throw error;
    }
  };
  const send = together<{ readonly rows: WriteRows; readonly shares: boolean }, CommitResult>({
    keyOf: ({ rows, shares }) => (shares ? rows.shape : null),
    run: asks => {
      const [first] = asks;
      if (first !== undefined && asks.length === 1) return [writeAlone(first.rows)];
      const written = writeShared(asks.map(({ rows }) => rows));
      return asks.map(async ({ rows }, index) => ((await written).has(index + 1) ? "committed" : writeAlone(rows)));
    },
  });
  return write => send({ rows: statement.rowsOf(write), shares: mayShare(write) });
};

/** Only one of two guards held; PostgreSQL took the whole statement back. */
const isStale = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "40001";
