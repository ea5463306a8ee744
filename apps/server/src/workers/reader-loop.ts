import { type FollowFeedPorts, followFeed } from "@amends/flows/feed/follow-feed";
import type { FollowerName, FollowerPlace, Written } from "@amends/flows/feed/followed-feed";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** A server that numbers events wakes its reader; every other looks this often whether somebody reads. */
const POLL_MS = 500;
/**
 * Under load a look then holds what happened in this time: a hundred events cost one reading and one transaction. A desk or an inbox that learns of
 * something a fifth of a second later is as good; money and deadlines do not come this way. When it is quiet a look begins at once.
 */
const GAP_MS = 200;
/** Who is far behind reads page after page, and leaves as much time again to others. */
const REST_SHARE = 1;
const BLOCKED_MS_MAX = 60_000;

export type ReaderLoopParts = FollowFeedPorts & {
  readonly loops: Pick<LoopList, "start">;
  /** Whether this server numbers the events. Where another does, that one reads them too, unless it does not. */
  readonly isNumbering: () => boolean;
  readonly onWritten: (written: Written) => void;
  readonly onFault: (name: string, fault: unknown) => void;
};

/**
 * The one reader of the feed for all that is drawn from it. Any number of servers have one: the places in the database see to it that nothing is entered
 * twice, and this loop that two do not read the same for nothing.
 */
export const startReaderLoop = ({ loops, isNumbering, onWritten, onFault, ...ports }: ReaderLoopParts): Loop => {
  const blocked = new Map<FollowerName, { readonly faults: number; readonly untilMs: number }>();
  let seen: readonly FollowerPlace[] = [];
  const turn = async (): Promise<number | null> => {
    const startedAt = performance.now();
    const places = await ports.feed.places();
    const isReadElsewhere =
      !isNumbering() && places.some(({ name, readTo }) => seen.some(was => was.name === name && was.readTo !== readTo));
    seen = places;
    if (isReadElsewhere) return null;
    const ready = places.filter(({ name }) => (blocked.get(name)?.untilMs ?? 0) <= startedAt);
    const followed = await followFeed(ports, ready);
    const faulty = new Map(followed.blocked.map(({ name, fault }) => [name, fault]));
    for (const { name } of ready) {
      const faults = (blocked.get(name)?.faults ?? 0) + 1;
      if (faulty.has(name))
        blocked.set(name, { faults, untilMs: startedAt + Math.min(BLOCKED_MS_MAX, POLL_MS * 2 ** Math.min(faults, 10)) });
      else blocked.delete(name);
    }
    for (const [name, fault] of faulty) onFault(`feed reader: ${name}`, fault);
    onWritten(followed.written);
    return followed.isMore ? (performance.now() - startedAt) * REST_SHARE : null;
  };
  return loops.start({ name: "feed reader", turn, pollMs: POLL_MS, gapMs: GAP_MS });
};
