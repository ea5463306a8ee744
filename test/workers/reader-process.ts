import { once } from "node:events";
import type { Followers } from "@amends/flows/feed/follow-feed";
import { createFollowedFeed } from "@amends/postgres/feed/followed-feed";
import { createLoopList } from "@amends/server/workers/loop-list";
import { startReaderLoop } from "@amends/server/workers/reader-loop";
import pg from "pg";
import { realNow } from "./case-world.ts";

/**
 * The reader of the feed as a process of its own, for tests that kill one: `node reader-process.ts <writer url> <numbers | follows>`. Prints a line when it
 * has begun; SIGTERM ends it in order.
 */
const [writerUrl, role] = process.argv.slice(2);
if (writerUrl === undefined) throw new Error("usage: reader-process.ts <writer url> <numbers | follows>");

const pool = new pg.Pool({ connectionString: writerUrl, max: 4 });
const onFault = (name: string, fault: unknown): void => console.error(name, fault);
const loops = createLoopList(onFault);
const followers: Followers = {
  balances: async () => ({ follower: "balances" }),
  advances: async () => ({ follower: "advances", cases: 0 }),
  work: async () => ({ follower: "work", items: [], firstLookUntil: realNow() }),
  webhooks: async () => ({ follower: "webhooks" }),
  notices: async () => ({ follower: "notices", told: { notices: [], sendsLeasedUntil: null, desk: [], surveys: [] } }),
};
startReaderLoop({
  feed: createFollowedFeed(pool),
  followers,
  clock: { now: realNow },
  loops,
  isNumbering: () => role === "numbers",
  onWritten: () => undefined,
  onFault,
});
console.log("reading");

await once(process, "SIGTERM");
await loops.stop();
await pool.end();
