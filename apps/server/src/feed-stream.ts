import { Readable } from "node:stream";
import type { CaseId } from "@amends/domain/kernel/ids";
import { type FeedEntry, type FeedReader, maySee } from "@amends/flows/feed-ports";
import type { Scope } from "@amends/flows/scope";

/**
 * Server-sent events from the feed. One reader per server takes each new entry once and hands it to every open stream that may see it, so a thousand
 * open screens cost the database as much as one. A stream that begins in the past first reads its own way up to the present.
 */
export type FeedStreams = {
  /** One look for what is new; a loop calls it. */
  readonly turn: () => Promise<number | null>;
  /** Null where too many streams are open already, for this caller or at all. */
  readonly open: (ask: StreamAsk) => Promise<Readable | null>;
  readonly count: () => number;
  /** Ends every stream, telling its reader to come back. */
  readonly close: () => void;
};

export type StreamAsk = {
  readonly scope: Scope;
  /** Whom to count it for. */
  readonly caller: string;
  readonly caseId: CaseId | null;
  /** The last number the client has; it gets everything after it. Without one it gets what happens from now on. */
  readonly after: number | null;
};

/** Why a stream ends. The client may come back with `Last-Event-ID` at once, but for `slow_client`: it should first ask itself why. */
export const STREAM_ENDS = ["life_over", "slow_client", "server_stopping", "fault"] as const;
export type StreamEnd = (typeof STREAM_ENDS)[number];

export type StreamSettings = {
  readonly heartbeatMs: number;
  /** A credential is checked when a stream opens; this is how long it may go unchecked. */
  readonly lifeMs: number;
  readonly bufferBytesMax: number;
  /** How long a client that does not read is given to take the last word. */
  readonly graceMs: number;
  readonly streamsMax: number;
  readonly streamsPerCallerMax: number;
};
export const DEFAULT_STREAM_SETTINGS: StreamSettings = {
  heartbeatMs: 15_000,
  lifeMs: 15 * 60_000,
  bufferBytesMax: 256 * 1024,
  graceMs: 5000,
  streamsMax: 5000,
  streamsPerCallerMax: 20,
};

const PAGE = 500;
const RETRY_MS = 2000;

export const createFeedStreams = (reader: FeedReader, settings: StreamSettings = DEFAULT_STREAM_SETTINGS): FeedStreams => {
  const streams = new Set<FeedStream>();
  let position = 0;
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.beat();
  }, settings.heartbeatMs).unref();

  const turn = async (): Promise<number | null> => {
    if (streams.size === 0) return null;
    const entries = await reader.readAll(position, PAGE);
    for (const entry of entries) {
      position = entry.feedSeq;
      for (const stream of streams) stream.offer(entry);
    }
    return entries.length === PAGE ? 0 : null;
  };
  const open = async (ask: StreamAsk): Promise<Readable | null> => {
    const head = await reader.head();
    const version = ask.caseId === null ? null : await reader.caseVersion(ask.scope, ask.caseId);
    if (isFull(streams, ask, settings)) return null;
    // With nobody listening nobody read: what happened meanwhile is in every client's past.
    if (streams.size === 0) position = Math.max(position, head);
    const stream = new FeedStream(ask, settings, closed => streams.delete(closed));
    streams.add(stream);
    stream.begin(head, version);
    void stream.catchUp(reader, () => Math.max(position, head));
    return stream.readable;
  };
  return {
    turn,
    open,
    count: () => streams.size,
    close: () => {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end("server_stopping");
    },
  };
};

const isFull = (streams: ReadonlySet<FeedStream>, { caller }: StreamAsk, { streamsMax, streamsPerCallerMax }: StreamSettings): boolean => {
  if (streams.size >= streamsMax) return true;
  let own = 0;
  for (const stream of streams) if (stream.ask.caller === caller) own += 1;
  return own >= streamsPerCallerMax;
};

/**
 * behind    reads its own way up to where the server's reader is
 * live      is handed each entry as the server reads it
 * ended     has been told why; closes when the client has taken that, or after the grace
 */
class FeedStream {
  readonly readable: Readable;
  readonly ask: StreamAsk;
  #state: "behind" | "live" | "ended" = "behind";
  #sentTo = 0;
  #hasRoom: () => void = () => undefined;
  readonly #settings: StreamSettings;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(ask: StreamAsk, settings: StreamSettings, onClosed: (stream: FeedStream) => void) {
    this.ask = ask;
    this.#settings = settings;
    this.readable = new Readable({
      highWaterMark: settings.bufferBytesMax / 4,
      read: () => this.#hasRoom(),
      destroy: (error, done) => {
        this.#state = "ended";
        for (const timer of this.#timers) clearTimeout(timer);
        this.#hasRoom();
        onClosed(this);
        done(error);
      },
    });
    // A client that goes away is no fault of anybody's.
    this.readable.on("error", () => undefined);
    this.#timers.push(setTimeout(() => this.end("life_over"), settings.lifeMs).unref());
  }

  /** `isReset`: the client's number was never given out here (the database was restored from a backup); what it knows may be wrong. */
  begin(head: number, version: number | null): void {
    const { after, caseId } = this.ask;
    const isReset = after !== null && after > head;
    this.#sentTo = after === null || isReset ? head : after;
    const known = caseId === null ? {} : { caseId, version };
    this.#push(`retry: ${RETRY_MS}\n${block("ready", this.#sentTo, { feedSeq: this.#sentTo, isReset, ...known })}`);
  }

  async catchUp(reader: FeedReader, present: () => number): Promise<void> {
    try {
      while (this.#state === "behind" && this.#sentTo < present()) {
        const { entries, readTo } = await reader.read(this.ask.scope, {
          caseId: this.ask.caseId,
          after: this.#sentTo,
          upTo: present(),
          most: PAGE,
        });
        for (const entry of entries) this.#send(entry);
        this.#sentTo = readTo;
        await this.#room();
      }
      if (this.#state === "behind") this.#state = "live";
    } catch {
      this.end("fault");
    }
  }

  offer(entry: FeedEntry): void {
    if (this.#state !== "live" || entry.feedSeq <= this.#sentTo) return;
    this.#sentTo = entry.feedSeq;
    const { caseId, scope } = this.ask;
    if ((caseId === null || caseId === entry.caseId) && maySee(scope, entry)) this.#send(entry);
  }

  /** An id without data is no event to the client and yet moves its `Last-Event-ID`, so that it comes back near the present. */
  beat(): void {
    if (this.#state === "live") this.#push(`id: ${this.#sentTo}\n\n`);
    else if (this.#state === "behind") this.#push(":\n\n");
  }

  end(code: StreamEnd): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.readable.push(block("end", null, { code }));
    this.readable.push(null);
    this.#hasRoom();
    this.#timers.push(setTimeout(() => this.readable.destroy(), this.#settings.graceMs).unref());
  }

  #send({ feedSeq, caseId, seq, type, at, phase }: FeedEntry): void {
    this.#push(block(null, feedSeq, { feedSeq, caseId, seq, type, at: new Date(at).toISOString(), phase }));
  }

  #push(text: string): void {
    if (this.#state === "ended") return;
    this.readable.push(text);
    if (this.readable.readableLength > this.#settings.bufferBytesMax) this.end("slow_client");
  }

  /** Resolves when the client has taken enough for the next page, or the stream has ended. One that takes nothing for the grace is too slow. */
  async #room(): Promise<void> {
    if (this.#state === "ended" || this.readable.readableLength < this.readable.readableHighWaterMark) return;
    const timer = setTimeout(() => this.end("slow_client"), this.#settings.graceMs).unref();
    await new Promise<void>(resolve => {
      this.#hasRoom = resolve;
    });
    clearTimeout(timer);
  }
}

const block = (event: string | null, id: number | null, data: object): string =>
  `${event === null ? "" : `event: ${event}\n`}${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
