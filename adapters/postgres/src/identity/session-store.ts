import type { AccountId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { Seen, Session, SessionId, SessionStore } from "@amends/flows/identity/ports";
import type { Principal, StaffRole } from "@amends/flows/scope";
import type { Db } from "./statement.ts";

export const createSessionStore = (db: Db): SessionStore => ({
  insert: async ({ sessionId, tokenHash, holder, createdAt, expiresAt, idleMs }) => {
    const accountId = holder.kind === "account" ? holder.accountId : null;
    const customerId = holder.kind === "buyer" ? holder.customerId : null;
    const values = [tokenHash, sessionId, holder.operationId, accountId, customerId, createdAt, expiresAt, idleMs];
    await db.query({ name: "session_insert", text: INSERT, values });
  },
  find: async tokenHash => {
    const { rows } = await db.query<SessionRow>({ name: "session_find", text: FIND, values: [tokenHash] });
    return rows[0] === undefined ? undefined : rowToSession(rows[0]);
  },
  revoke: async (tokenHash, now) => {
    await db.query({ name: "session_revoke", text: REVOKE, values: [tokenHash, now] });
  },
  markSeen: async seen => {
    if (seen.length > 0) await db.query({ name: "session_mark_seen", text: MARK_SEEN, values: unzipped(seen) });
  },
  deleteEnded: async before => {
    const { rowCount } = await db.query({
      name: "session_delete_ended",
      text: "delete from sessions where expires_at < $1",
      values: [before],
    });
    return rowCount ?? 0;
  },
});

/** Ids and times as two arrays, in one order of ids so that two servers marking the same rows cannot deadlock. */
export const unzipped = (seen: readonly Seen[]): [string[], number[]] => {
  const sorted = [...seen].sort((left, right) => (left.id < right.id ? -1 : 1));
  return [sorted.map(({ id }) => id), sorted.map(({ at }) => at)];
};

const INSERT = `
  insert into sessions (token_hash, session_id, operation_id, account_id, customer_id, created_at, last_seen_at, expires_at, idle_ms)
  values ($1, $2, $3, $4, $5, $6::bigint, $6::bigint, $7, $8)`;

const FIND = `
  select s.session_id, s.operation_id, s.customer_id, s.last_seen_at, s.expires_at, s.idle_ms, a.account_id, a.role, a.seller_id
  from sessions s left join accounts a on a.account_id = s.account_id
  where s.token_hash = $1 and s.revoked_at is null and (s.account_id is null or not a.is_disabled)`;

const REVOKE = "update sessions set revoked_at = $2 where token_hash = $1 and revoked_at is null";

const MARK_SEEN = `
  update sessions set last_seen_at = seen.at
  from (select unnest($1::text[]) as session_id, unnest($2::bigint[]) as at) as seen
  where sessions.session_id = seen.session_id and sessions.last_seen_at < seen.at`;

type SessionRow = {
  readonly session_id: SessionId;
  readonly operation_id: OperationId;
  readonly customer_id: CustomerId | null;
  readonly account_id: AccountId | null;
  readonly role: StaffRole | "seller" | null;
  readonly seller_id: SellerId | null;
  readonly last_seen_at: string;
  readonly expires_at: string;
  readonly idle_ms: string;
};

const rowToSession = (row: SessionRow): Session => ({
  sessionId: row.session_id,
  principal: principalOf(row),
  lastSeenAt: instant(Number(row.last_seen_at)),
  expiresAt: instant(Number(row.expires_at)),
  idleMs: Number(row.idle_ms),
});

const principalOf = (row: SessionRow): Principal => {
  const { operation_id: operationId, customer_id: customerId, account_id: accountId, role, seller_id: sellerId } = row;
  if (customerId !== null) return { role: "buyer", operationId, customerId, via: "signed_link" };
  if (accountId !== null && role === "seller" && sellerId !== null) return { role, operationId, accountId, sellerId };
  if (accountId !== null && role !== null && role !== "seller") return { role, operationId, accountId };
  throw new Error(`broken invariant: session ${row.session_id} has no holder`);
};
