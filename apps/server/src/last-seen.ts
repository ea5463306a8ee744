import type { Instant } from "@amends/domain/kernel/time";
import type { Seen } from "@amends/flows/identity/ports";

export type LastSeen = { mark(id: string, at: Instant): void; flush(): Promise<void> };

/** Remembers the latest time per id and writes them together: a busy key costs one row update per interval and not one per request. */
export const createLastSeen = (write: (seen: readonly Seen[]) => Promise<void>): LastSeen => {
  let latest = new Map<string, Instant>();
  return {
    mark: (id, at) => {
      if (at > (latest.get(id) ?? 0)) latest.set(id, at);
    },
    flush: async () => {
      if (latest.size === 0) return;
      const batch = latest;
      latest = new Map();
      await write([...batch].map(([id, at]) => ({ id, at })));
    },
  };
};
