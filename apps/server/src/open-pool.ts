import pg from "pg";

/** Long, because a new connection costs as much as ten filings: a handshake, and six plans of each statement before one is kept. */
const IDLE_MS = 300_000;

export const openPool = (url: string, max: number, onFault: (name: string, fault: unknown) => void): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: IDLE_MS });
  // An idle connection that breaks would otherwise end the process; the next query opens another.
  // A pool that has been ended lets its connections go without waiting: a database that stops right after may close them first.
  pool.on("error", fault => {
    if (!pool.ending) onFault("database", fault);
  });
  // One that breaks between two statements of a transaction is reported by the next; unheard, it would end the process.
  pool.on("connect", client => client.on("error", () => undefined));
  return pool;
};
