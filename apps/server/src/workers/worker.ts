import { randomUUID } from "node:crypto";
import type { CommandPorts } from "@amends/flows/command-case";
import { fireDeadlines } from "@amends/flows/fire-deadlines";
import type { RunEffectsPorts } from "@amends/flows/run-effects";
import { createRelay } from "@amends/postgres/feed/relay";
import { listen } from "@amends/postgres/wake/listener";
import { createNotifier } from "@amends/postgres/wake/notifier";
import { createWorkQueue } from "@amends/postgres/work/work-queue";
import { readWorkStanding, type WorkStanding } from "@amends/postgres/work/work-standing";
import type pg from "pg";
import type { Metrics } from "../metrics.ts";
import { createEffectPump } from "./effect-pump.ts";
import { createLoopList, type LoopList } from "./loop-list.ts";
import { withinMs } from "./within-ms.ts";

export type WorkerParts = {
  /** The writer's connections, shared with the requests; no call to a partner holds one. */
  readonly pool: pg.Pool;
  /** For the three connections that stand apart: hearing, telling, numbering. */
  readonly writerUrl: string;
  readonly ports: Omit<CommandPorts, "committed"> & Pick<RunEffectsPorts, "gateways" | "storeOrderFacts">;
  readonly feed: FeedFollower;
  /** The server's own; a list of its own by default. */
  readonly loops?: LoopList;
  readonly metrics: Metrics;
  readonly onFault: (name: string, fault: unknown) => void;
  readonly settings?: WorkerSettings;
  /** Of a sandbox: looks whether another server has moved the clock; true when one has. */
  readonly rereadClock?: () => Promise<boolean>;
};

export type FeedFollower = {
  /** One look reads all that is new for who watches on this server. */
  readonly turn: () => Promise<number | null>;
  /** This server has numbered events. */
  readonly numbered?: () => void;
};

export type WorkerSettings = {
  readonly pollMs: number;
  /** Wake-ups within this time share a look. */
  readonly gapMs: number;
  /**
   * The same for numbering events: each look is a transaction that writes, so that under load many are numbered together. Who watches the feed sees a
   * change at most so much later; a quiet server numbers at once.
   */
  readonly numberingGapMs: number;
  /** Calls to partners at the same time. */
  readonly hands: number;
  /** Deadlines leased at once. */
  readonly deadlines: number;
};
export const DEFAULT_WORKER_SETTINGS: WorkerSettings = { pollMs: 500, gapMs: 5, numberingGapMs: 100, hands: 32, deadlines: 50 };

/** An older transaction is still running: it will not take long, and nobody says when it ends. */
const WAITING_MS = 10;

export type Worker = {
  /** For `CommandPorts.committed` of everything that commits on this server. */
  readonly committed: CommandPorts["committed"];
  /**
   * Nothing is carried out and no deadline fires while this work runs; it gets what is needed to do both itself. For a world that is played by a clock
   * of its own, on a database that no other server works on.
   */
  readonly whileHeld: <T>(work: (ports: RunEffectsPorts) => Promise<T>) => Promise<T>;
  /** This server has moved a sandbox's clock: the others are told. */
  readonly clockMoved: () => void;
  /** Whether this server numbers the events, as one of all does. */
  readonly isNumbering: () => boolean;
  /** Takes nothing new and lets what was begun end, up to a bound; what is cut comes back when its lease runs out. */
  readonly stop: (msMax: number) => Promise<"drained" | "cut">;
};

/**
 * Everything that happens without a request: effects leave, deadlines fire, events get their numbers. Any number of servers do this side by side on one
 * database. A commit of this server wakes them in memory, one of another server by NOTIFY, and behind both stands a poll that would do alone.
 */
export const startWorker = (parts: WorkerParts): Worker => {
  const { pool, writerUrl, onFault, settings = DEFAULT_WORKER_SETTINGS } = parts;
  const { pollMs, gapMs } = settings;
  const loops = parts.loops ?? createLoopList(onFault);
  const origin = randomUUID();
  const queue = createWorkQueue(pool);
  const ports: RunEffectsPorts = { ...parts.ports, queue, committed: asksForEffects => committed(asksForEffects) };
  const connectionOf = (name: string) => ({ url: writerUrl, origin, onFault: (fault: unknown) => onFault(name, fault) });

  const notifier = createNotifier(connectionOf("notify"));
  const relay = createRelay(connectionOf("feed relay"));
  let isRelaying = false;
  const pump = createEffectPump({
    ports,
    hands: settings.hands,
    onRoom: () => effects.wake(),
    onFull: () => notifier.tell("work"),
    onFault,
  });

  const loop = (name: string, turn: () => Promise<number | null>, gap = gapMs) => loops.start({ name, turn, pollMs, gapMs: gap });
  let isHeld = false;
  const effects = loop("effects", async () => (isHeld ? null : pump.turn()));
  const deadlines = loop("deadlines", async () => {
    if ((await parts.rereadClock?.()) === true) effects.wake();
    return isHeld ? null : fireDue(ports, settings.deadlines, onFault);
  });
  const follower = loop("feed", parts.feed.turn);
  const number = async (): Promise<number | null> => {
    const turn = await relay.turn();
    isRelaying = turn !== null;
    if (turn === null) return null;
    if (turn.numbered > 0) {
      follower.wake();
      parts.feed.numbered?.();
      notifier.tell("feed");
    }
    return turn.left === "more" ? 0 : turn.left === "waiting" ? WAITING_MS : null;
  };
  const relaying = loop("feed relay", number, settings.numberingGapMs);
  const numberNext = (): void => {
    if (isRelaying) relaying.wake();
  };
  let isEnding = false;
  const committed = (asksForEffects = true): void => {
    if (asksForEffects) effects.wake();
    if (isRelaying) relaying.wake();
    else notifier.tell("events");
    // Who committed an effect carries it out: told of it, the others would only come too late for the lease. They hear when hands are wanting here.
    if (asksForEffects && isEnding) notifier.tell("work");
  };
  const listener = listen({
    ...connectionOf("listen"),
    onWake: reason => {
      if (reason === "work") effects.wake();
      else if (reason === "events") numberNext();
      else if (reason === "feed") follower.wake();
      else deadlines.wake();
    },
  });
  registerStanding(parts.metrics, () => readWorkStanding(pool, ports.clock.now()), pump.underWay);

  return {
    committed,
    whileHeld: async work => {
      isHeld = true;
      try {
        await pump.idle();
        return await work(ports);
      } finally {
        isHeld = false;
        effects.wake();
        numberNext();
        deadlines.wake();
      }
    },
    clockMoved: () => notifier.tell("clock"),
    isNumbering: () => isRelaying,
    stop: async msMax => {
      isEnding = true;
      const drained = Promise.all([effects.stop(), deadlines.stop(), relaying.stop(), follower.stop(), pump.idle()]);
      const how = await withinMs(drained, msMax);
      await Promise.all([listener.close(), notifier.close(), relay.close()]);
      return how;
    },
  };
};

/** After a batch there may be more; after an empty one, the next known time or the poll, whichever is first. */
const fireDue = async (ports: RunEffectsPorts, most: number, onFault: WorkerParts["onFault"]): Promise<number | null> => {
  const runs = await fireDeadlines(ports, most);
  for (const run of runs) if (run.how === "failed") onFault("deadlines", run.fault);
  if (runs.length > 0) return 0;
  const now = ports.clock.now();
  const nextAt = await ports.queue.nextDeadlineAt(now);
  return nextAt === null ? null : nextAt - now;
};

/** The figures are read together and kept for a moment, so that one scrape asks the database once. */
const registerStanding = (metrics: Metrics, read: () => Promise<WorkStanding>, underWay: () => number): void => {
  let kept: { readonly standing: Promise<WorkStanding>; readonly at: number } | undefined;
  const standing = (): Promise<WorkStanding> => {
    if (kept === undefined || performance.now() - kept.at > KEPT_MS) kept = { standing: read(), at: performance.now() };
    return kept.standing;
  };
  const gauge = (name: string, help: string, figure: keyof WorkStanding) =>
    metrics.registerGauge(name, help, async () => (await standing())[figure]);
  gauge("amends_effects_lag_seconds", "How long the oldest effect has been due without being carried out.", "effectsLagSeconds");
  gauge("amends_deadlines_lag_seconds", "How long the oldest deadline has been due without having fired.", "deadlinesLagSeconds");
  gauge("amends_feed_lag_seconds", "Age of the oldest committed event that has no number in the feed.", "feedLagSeconds");
  gauge("amends_effects_parked", "Effects that wait for a person after too many faults.", "effectsParked");
  metrics.registerGauge("amends_effects_under_way", "Calls to partners under way on this server.", underWay);
};

const KEPT_MS = 1000;
