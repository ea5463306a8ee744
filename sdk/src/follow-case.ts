import { type ClientOptions, cookiePolicyOf, headersOf } from "./client-for.ts";
import { ProblemError, problemOf } from "./problem-error.ts";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";

type CaseId = `case_${string}`;

export type FollowOptions = ClientOptions & {
  readonly onEvent: (event: ServerSentEvent) => void;
  /** The stream is open, or was lost and is being opened again; the screen says so. */
  readonly onConnection?: (isLive: boolean) => void;
  /** The server will not have us: no further try is made. */
  readonly onRefused?: (problem: ProblemError) => void;
  /** Take up after this event instead of now. */
  readonly lastEventId?: string;
};

/**
 * Follows one case until the returned function is called. After a loss it opens the stream again and names the last event it saw, so that none is missed;
 * an event can come twice, never out of order. The waits grow to half a minute and begin anew with each event.
 */
export const followCase = (caseId: CaseId, options: FollowOptions): (() => void) =>
  followStream(`/v1/cases/${encodeURIComponent(caseId)}/stream`, options);

/** The same for every case one may see. */
export const followFeed = (options: FollowOptions): (() => void) => followStream("/v1/feed", options);

const followStream = (path: string, options: FollowOptions): (() => void) => {
  const stop = new AbortController();
  void follow(path, options, stop.signal);
  return () => stop.abort();
};

const WAIT_MS_MIN = 500;
const WAIT_MS_MAX = 30_000;

const follow = async (path: string, options: FollowOptions, signal: AbortSignal): Promise<void> => {
  let lastEventId = options.lastEventId;
  let waitMs = WAIT_MS_MIN;
  const onEvent = (event: ServerSentEvent): void => {
    if (event.id !== "") lastEventId = event.id;
    waitMs = WAIT_MS_MIN;
    options.onEvent(event);
  };
  while (!signal.aborted) {
    try {
      await readOnce(path, { ...options, onEvent }, lastEventId, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ProblemError && isFinal(error)) {
        options.onRefused?.(error);
        return;
      }
    }
    options.onConnection?.(false);
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, WAIT_MS_MAX);
  }
};

const isFinal = ({ status }: ProblemError): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

const readOnce = async (path: string, options: FollowOptions, lastEventId: string | undefined, signal: AbortSignal): Promise<void> => {
  const response = await (options.fetch ?? globalThis.fetch)(`${options.baseUrl}${path}`, {
    headers: {
      accept: "text/event-stream",
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      ...headersOf(options),
    },
    credentials: cookiePolicyOf(options),
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw await problemOf(response);
  if (response.body === null) return;
  options.onConnection?.(true);
  for await (const event of readServerSentEvents(response.body)) options.onEvent(event);
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
