import { keepConnection } from "./standing-connection.ts";
import { WAKE_CHANNEL, type WakeReason } from "./wake-reason.ts";

export type Notifier = { readonly tell: (reason: WakeReason) => void; readonly close: () => Promise<void> };

/** PostgreSQL takes one lock for all notifying transactions; in the business transactions it would cost two thirds of them (8,240 → 2,590 a second). */
const GAP_MS = 5;

const NOTIFY = { name: "wake_notify", text: "select pg_notify($1, reason) from unnest($2::text[]) as reason" };

/**
 * Tells the other servers, after the commit and on a connection of its own: the first word at once, what follows within the gap together. A word that
 * cannot be said is dropped, because every listener also looks by itself.
 */
export const createNotifier = (options: {
  readonly url: string;
  /** Tells this server's own words from those of others. */
  readonly origin: string;
  readonly onFault: (fault: unknown) => void;
}): Notifier => {
  const connection = keepConnection({ url: options.url, name: "amends notify", onFault: options.onFault });
  const waiting = new Set<WakeReason>();
  let isResting = false;

  const say = async (): Promise<void> => {
    const reasons = [...waiting].map(reason => `${reason} ${options.origin}`);
    waiting.clear();
    isResting = true;
    const client = connection.client();
    if (client !== null) await client.query({ ...NOTIFY, values: [WAKE_CHANNEL, reasons] }).catch(() => undefined);
    setTimeout(() => {
      isResting = false;
      if (waiting.size > 0) void say();
    }, GAP_MS).unref();
  };
  return {
    tell: reason => {
      waiting.add(reason);
      if (!isResting) void say();
    },
    close: connection.close,
  };
};
