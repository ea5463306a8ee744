import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type Postmaster, stopPostmaster } from "./postmaster.ts";

export type Kept = {
  readonly current: () => Postmaster;
  /** Lets a start that is under way come to its end, and then ends what runs. */
  readonly stop: () => Promise<void>;
};

export type Keeping = {
  /** Starts a new one on the same files, port and socket: whoever is connected by these finds it again. */
  readonly launch: (port: number) => Promise<Postmaster>;
  readonly say: (message: string) => void;
};

const LOOK_EVERY_MS = 250;
/** A disk stays full for as long as it takes a person to come: no reason to ask often. */
const RETRY_MS_MAX = 10_000;

/**
 * A PostgreSQL that ends by itself, killed or because its disk was full, is started again; our server waits for it meanwhile as it would for any
 * database. What it had committed it recovers. Says why it does not start once, and not at each try.
 */
export const keepRunning = (first: Postmaster, { launch, say }: Keeping): Kept => {
  let current = first;
  const stopping = new AbortController();
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  const startAgain = async (): Promise<void> => {
    say(`PostgreSQL (process ${current.pid}) has ended; starting it again. Its log says why: postgres.log in the data folder.`);
    let told = "";
    for (let waitMs = LOOK_EVERY_MS; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, RETRY_MS_MAX)) {
      try {
        current = await launch(current.port);
        say(`PostgreSQL runs again (process ${current.pid}).`);
        return;
      } catch (error) {
        const why = reasonOf(error instanceof Error ? error.message : String(error));
        if (why !== told) say(`PostgreSQL does not start: ${why}`);
        told = why;
        await pause(waitMs);
      }
    }
  };

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await pause(LOOK_EVERY_MS);
      if (!stopping.signal.aborted && !(await isRunning(current))) await startAgain();
    }
  })();

  return {
    current: () => current,
    stop: async () => {
      stopping.abort();
      await watching;
      await stopPostmaster(current);
    },
  };
};

/** The same trouble is logged at another moment, by another process and among other lines each time: of a log that is its first grave sentence. */
const reasonOf = (message: string): string => GRAVE.exec(message)?.[1] ?? message;
const GRAVE = /(?:FATAL|PANIC): {2}(?!the database system is)(.+)/;
