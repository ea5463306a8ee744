import pg from "pg";

/** Long, because a new connection costs as much as some filings: a handshake, and a plan of each statement. */
const IDLE_MS = 300_000;

export type PoolOptions = {
  readonly max: number;
  readonly onFault: (name: string, fault: unknown) => void;
  /** One statement of a new connection, before anything else of it. */
  readonly firstSays?: string;
};

/**
 * For commands and for what happens without a request: their statements look rows up by their keys, with any values, and each connection plans them once.
 * Left to itself PostgreSQL plans each five times before it keeps a plan, on every connection: a fifth of its work for a return (ADR 24).
 */
export const PLANNED_ONCE = "set plan_cache_mode = force_generic_plan";

export const openPool = (url: string, { max, onFault, firstSays }: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: IDLE_MS,
    ...(firstSays === undefined ? {} : { onConnect: client => client.query(firstSays) }),
  });
  // An idle connection that breaks would otherwise end the process; the next query opens another.
  // A pool that has been ended lets its connections go without waiting: a database that stops right after may close them first.
  pool.on("error", fault => {
    if (!pool.ending) onFault("database", fault);
  });
  // One that breaks between two statements of a transaction is reported by the next; unheard, it would end the process.
  pool.on("connect", client => client.on("error", () => undefined));
  return pool;
};
