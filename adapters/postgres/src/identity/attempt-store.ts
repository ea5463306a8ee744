import { instant } from "@amends/domain/kernel/time";
import type { AttemptStore } from "@amends/flows/identity/ports";
import type { Db } from "./statement.ts";

export const createAttemptStore = (db: Db): AttemptStore => ({
  count: async ({ subject, now, locksMs, forgottenMs }) => {
    const counted = await db.query({ name: "attempt_count", text: COUNT, values: [subject, now, locksMs, forgottenMs] });
    if (counted.rowCount === 1) return { kind: "counted" };
    const { rows } = await db.query<{ readonly locked_until: string }>({
      name: "attempt_locked_until",
      text: LOCKED_UNTIL,
      values: [subject],
    });
    return { kind: "locked", until: instant(Number(rows[0]?.locked_until ?? now)) };
  },
  clear: async subject => {
    await db.query({ name: "attempt_clear", text: "delete from login_attempts where subject = $1", values: [subject] });
  },
  giveBack: async (subject, countedAt) => {
    await db.query({ name: "attempt_give_back", text: GIVE_BACK, values: [subject, countedAt] });
  },
});

/** The row is locked by the conflict, so of two parallel tries the second sees the first one's count. While locked, the `where` lets nothing through. */
const COUNT = `
  insert into login_attempts as a (subject, failures, last_failed_at, locked_until)
  values ($1, 1, $2::bigint, $2::bigint + ($3::bigint[])[1])
  on conflict (subject) do update set
    failures = case when a.last_failed_at + $4::bigint <= $2 then 1 else a.failures + 1 end,
    last_failed_at = $2,
    locked_until = $2 + ($3::bigint[])[case when a.last_failed_at + $4::bigint <= $2 then 1 else least(a.failures + 1, cardinality($3::bigint[])) end]
  where a.locked_until <= $2`;

/** A try that was counted after this one holds its own lock. */
const GIVE_BACK = `
  update login_attempts set failures = failures - 1, locked_until = case when last_failed_at = $2::bigint then $2 else locked_until end
  where subject = $1 and failures > 0`;

const LOCKED_UNTIL = "select locked_until from login_attempts where subject = $1";
