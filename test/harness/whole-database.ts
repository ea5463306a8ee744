import { createHash } from "node:crypto";
import pg from "pg";

/** Every row of every table, as text in an order of its own: two moments with the same portrait differ in nothing. */
export type Portrait = ReadonlyMap<string, readonly string[]>;

/** What is drawn from the feed, which workers number in their own time. */
export const DRAWN_FROM_THE_FEED = [
  "advances_stuck",
  "feed",
  "feed_cursor",
  "feed_followers",
  "notices",
  "notice_sends",
  "desk_notices",
  "desk_notice_sends",
  "surveys",
  "ledger_balances",
  "ledger_entries",
  "merchant_books",
  "merchant_postings",
  "merchant_postings_open",
  "pot_exposures",
  "recourse_events",
  "recourses",
  "webhook_deliveries",
  "webhook_lanes",
  "webhook_attempts",
  "work_items",
  "work_arrivals",
  "work_attainment",
];
/** When a session or key was last seen is written in batches, and attempts are counted apart. */
const IN_THEIR_OWN_TIME = new Set([...DRAWN_FROM_THE_FEED, "login_attempts"]);
/** Who was shown what is written a moment after the answer. */
const SETTLED: Readonly<Record<string, string>> = { access_log: "where t.action <> 'view'" };
const SEEN = "array['last_seen_at', 'last_used_at']";

export const tablesOf = async (pool: pg.Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ relname: string }>(
    "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1",
  );
  return rows.map(row => row.relname);
};

export const portraitOf = async (pool: pg.Pool): Promise<Portrait> => {
  const tables = (await tablesOf(pool)).filter(table => !IN_THEIR_OWN_TIME.has(table));
  const parts = tables.map(
    table =>
      `select '${table}' as place, (to_jsonb(t) - ${SEEN})::text as row from ${pg.escapeIdentifier(table)} t ${SETTLED[table] ?? ""}`,
  );
  const text = `${parts.join(" union all ")} order by 1, 2`;
  // Planning a union of all tables takes longer than reading them; under a name it is planned once.
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  const { rows } = await pool.query<{ place: string; row: string }>({ name, text });
  const portrait = new Map<string, string[]>(tables.map(table => [table, []]));
  for (const { place, row } of rows) portrait.get(place)?.push(row);
  return portrait;
};

/** The tables in which two portraits differ, with how many rows came or went. */
export const differences = (before: Portrait, after: Portrait): readonly string[] =>
  [...after].flatMap(([table, rows]) => {
    const was = new Set(before.get(table) ?? []);
    const is = new Set(rows);
    const came = rows.filter(row => !was.has(row)).length;
    const went = [...was].filter(row => !is.has(row)).length;
    return came + went === 0 ? [] : [`${table}: ${came} new, ${went} gone`];
  });
