import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** What one request did to the database: each statement's name, or its text where it has none. */
export type Watched = { readonly statements: string[]; held: number; heldMost: number };

export type DriverWatch = {
  /** Every statement's text that was sent while watching, by whomever. */
  readonly texts: ReadonlySet<string>;
  /** Runs something whose own statements and connections are counted apart from everyone else's. */
  readonly during: <T>(watched: Watched, run: () => T) => T;
  readonly stop: () => void;
};

export const newWatched = (): Watched => ({ statements: [], held: 0, heldMost: 0 });

type Query = (this: pg.Client, ...given: readonly unknown[]) => unknown;
type Connect = (this: pg.Pool, told?: Connected) => unknown;
type Connected = (fault: Error | undefined, client: pg.PoolClient | undefined, release: (fault?: Error | boolean) => void) => void;

/** Stands around the driver: sees the text of every statement and counts the connections that one course of events holds at a time. */
export const watchDriver = (): DriverWatch => {
  const texts = new Set<string>();
  const course = new AsyncLocalStorage<Watched>();
  const query = pg.Client.prototype.query as Query;
  const connect = pg.Pool.prototype.connect as unknown as Connect;

  const watchedQuery: Query = function (...given) {
    const text = textOf(given[0]);
    if (text !== null) {
      texts.add(text);
      course.getStore()?.statements.push(nameOf(given[0]) ?? text);
    }
    return Reflect.apply(query, this, given);
  };
  const taken = (watched: Watched | undefined, client: pg.PoolClient): void => {
    if (watched === undefined) return;
    watched.held += 1;
    watched.heldMost = Math.max(watched.heldMost, watched.held);
    const release = client.release.bind(client);
    client.release = fault => {
      watched.held -= 1;
      client.release = release;
      release(fault);
    };
  };
  const watchedConnect: Connect = function (told) {
    const watched = course.getStore();
    if (told === undefined) {
      return (connect.call(this) as Promise<pg.PoolClient>).then(client => {
        taken(watched, client);
        return client;
      });
    }
    return connect.call(this, (fault, client) => {
      if (client !== undefined) taken(watched, client);
      const back = () =>
        watched === undefined ? told(fault, client, () => undefined) : course.run(watched, () => told(fault, client, () => undefined));
      back();
    });
  };
  Object.assign(pg.Client.prototype, { query: watchedQuery });
  Object.assign(pg.Pool.prototype, { connect: watchedConnect });
  return {
    texts,
    during: (watched, run) => course.run(watched, run),
    stop: () => {
      Object.assign(pg.Client.prototype, { query });
      Object.assign(pg.Pool.prototype, { connect });
    },
  };
};

const textOf = (asked: unknown): string | null => {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "text" in asked && typeof asked.text === "string" ? asked.text : null;
};

const nameOf = (asked: unknown): string | null =>
  typeof asked === "object" && asked !== null && "name" in asked && typeof asked.name === "string" ? asked.name : null;
