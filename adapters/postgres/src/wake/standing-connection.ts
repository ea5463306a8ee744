import pg from "pg";

export type StandingConnection = {
  /** The connection while there is one. */
  readonly client: () => pg.Client | null;
  readonly close: () => Promise<void>;
};

export type StandingOptions = {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
  /** Done on every new connection before anybody gets it. */
  readonly prepare?: (client: pg.Client) => Promise<void>;
  readonly onConnected?: (client: pg.Client) => void;
  readonly onFault: (fault: unknown) => void;
};

const FIRST_WAIT_MS = 100;
const MOST_WAIT_MS = 10_000;

/** One connection outside the pool, made again whenever it is lost: what it is for needs a session of its own and must never wait for a free one. */
export const keepConnection = (options: StandingOptions): StandingConnection => {
  let current: pg.Client | null = null;
  let waitMs = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const again = (): void => {
    if (isClosed) return;
    timer = setTimeout(connect, waitMs);
    waitMs = Math.min(MOST_WAIT_MS, waitMs * 2);
  };
  const lost = (client: pg.Client, fault: unknown): void => {
    if (current !== client) return;
    current = null;
    if (isClosed) return;
    options.onFault(fault);
    client.end().catch(() => undefined);
    again();
  };
  const connect = (): void => {
    const client = new pg.Client({ connectionString: options.url, application_name: options.name, keepAlive: true });
    client.on("error", fault => lost(client, fault));
    client.on("end", () => lost(client, new Error(`${options.name}: the database ended the connection`)));
    open(client).catch(fault => {
      client.end().catch(() => undefined);
      if (isClosed) return;
      options.onFault(fault);
      again();
    });
  };
  const open = async (client: pg.Client): Promise<void> => {
    await client.connect();
    await options.prepare?.(client);
    if (isClosed) return client.end();
    current = client;
    waitMs = FIRST_WAIT_MS;
    options.onConnected?.(client);
  };
  connect();
  return {
    client: () => current,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const client = current;
      current = null;
      await client?.end().catch(() => undefined);
    },
  };
};
