import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { Clock } from "../clock.ts";
import type { LeasedSend } from "./notice-ports.ts";
import { LEASE_MS } from "./send-leased.ts";

/**
 * Sends on their way within one server: entered for anybody to lease, each would be looked for and written once more before it leaves. They are entered with
 * a lease instead; where this server ends before it has sent them, another takes them when the lease runs out.
 */
export type HandedSends = {
  /** Until when a send that is entered now is leased; null where enough wait here, and whoever has time shall take it. */
  readonly leaseNow: () => Instant | null;
  readonly hand: (sends: readonly LeasedSend[]) => void;
  /** The oldest, without those whose lease would run out on the way: somebody else takes them. */
  readonly take: (most: number) => readonly LeasedSend[];
};

/** Some seconds' work for one sender. */
const WAITING_MOST = 500;
/** To wait and to be sent. */
const HANDED_LEASE_MS = 2 * LEASE_MS;

export const createHandedSends = (clock: Clock): HandedSends => {
  let waiting: readonly LeasedSend[] = [];
  return {
    leaseNow: () => (waiting.length < WAITING_MOST ? addMs(clock.now(), HANDED_LEASE_MS) : null),
    hand: sends => {
      waiting = [...waiting, ...sends];
    },
    take: most => {
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const enoughFrom = addMs(clock.now(), LEASE_MS);
      return taken.filter(({ leasedUntil }) => leasedUntil >= enoughFrom);
    },
  };
};
