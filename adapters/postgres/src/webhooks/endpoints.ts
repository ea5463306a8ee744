import type { CaseEventType } from "@amends/domain/case/case-event";
import type { OperationId, WebhookId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ListedWebhook, SealedSecrets, Webhook, WebhookStatus, WebhookStore } from "@amends/flows/webhooks/webhook-ports";
import type { Pool } from "pg";

/** An operation's systems are few; each endpoint costs a row for each event. */
const ENDPOINTS_MAX = 20;

/** Hears of what has no number yet when it is entered. */
const INSERT = {
  name: "webhook_insert",
  text: `
insert into webhook_endpoints (operation_id, webhook_id, url, event_types, status, sealed_secret, sealed_old_secret, old_secret_until, after_feed_seq,
  created_at, created_by)
select $1, $2, $3, $4, $5, $6, $7, $8, (select coalesce(max(feed_seq), 0) from feed), $9, $10
where (select count(*) from webhook_endpoints where operation_id = $1) < ${ENDPOINTS_MAX}`,
};

const COLUMNS = "w.operation_id, w.webhook_id, w.url, w.event_types, w.status, w.created_at, w.old_secret_until";

const LIST = {
  name: "webhook_list",
  text: `
select ${COLUMNS}, coalesce(l.waiting, 0)::int as waiting, coalesce(d.dead, 0)::int as dead
from webhook_endpoints w
left join (select webhook_id, sum(pending) as waiting from webhook_lanes where operation_id = $1 group by 1) l using (webhook_id)
left join (select webhook_id, count(*) as dead from webhook_deliveries where operation_id = $1 and status = 'dead' group by 1) d using (webhook_id)
where w.operation_id = $1 order by w.webhook_id`,
};

const FIND = {
  name: "webhook_find",
  text: `select ${COLUMNS}, w.sealed_secret, w.sealed_old_secret from webhook_endpoints w where w.operation_id = $1 and w.webhook_id = $2`,
};

/** Setting an endpoint going again calls at once what waited. */
const CHANGE = {
  name: "webhook_change",
  text: `
with changed as (
  update webhook_endpoints set url = $3, event_types = $4, status = $5 where operation_id = $1 and webhook_id = $2 returning 1
), woken as (
  update webhook_lanes set due_at = $6 where operation_id = $1 and webhook_id = $2 and $5 = 'active' and due_at > $6
)
select from changed`,
};

const CHANGE_SECRET = {
  name: "webhook_change_secret",
  text: `update webhook_endpoints set sealed_secret = $3, sealed_old_secret = $4, old_secret_until = $5 where operation_id = $1 and webhook_id = $2`,
};

const REMOVE = { name: "webhook_remove", text: "delete from webhook_endpoints where operation_id = $1 and webhook_id = $2" };

type Row = {
  readonly operation_id: OperationId;
  readonly webhook_id: WebhookId;
  readonly url: string;
  readonly event_types: readonly CaseEventType[];
  readonly status: WebhookStatus;
  readonly created_at: string;
  readonly old_secret_until: string | null;
};

export const createEndpoints = (pool: Pool): Pick<WebhookStore, "insert" | "list" | "find" | "change" | "changeSecret" | "remove"> => ({
  insert: async (webhook, by) => {
    const { operationId, webhookId, url, eventTypes, status, sealedSecret, sealedOldSecret, oldSecretUntil, createdAt } = webhook;
    const values = [operationId, webhookId, url, eventTypes, status, sealedSecret, sealedOldSecret, oldSecretUntil, createdAt, by];
    const { rowCount } = await pool.query({ ...INSERT, values });
    return rowCount === 1 ? "inserted" : "too_many";
  },
  list: async operationId => {
    const { rows } = await pool.query<Row & Pick<ListedWebhook, "waiting" | "dead">>({ ...LIST, values: [operationId] });
    return rows.map(row => ({ ...webhookOf(row), waiting: row.waiting, dead: row.dead }));
  },
  find: async (operationId, webhookId) => {
    const { rows } = await pool.query<Row & SecretColumns>({ ...FIND, values: [operationId, webhookId] });
    const [row] = rows;
    return row === undefined ? null : { ...webhookOf(row), ...secretsOf(row) };
  },
  change: async (operationId, webhookId, { url, eventTypes, status }, at) => {
    const { rowCount } = await pool.query({ ...CHANGE, values: [operationId, webhookId, url, eventTypes, status, at] });
    return rowCount === 1;
  },
  changeSecret: async (operationId, webhookId, { sealedSecret, sealedOldSecret, oldSecretUntil }) => {
    const values = [operationId, webhookId, sealedSecret, sealedOldSecret, oldSecretUntil];
    const { rowCount } = await pool.query({ ...CHANGE_SECRET, values });
    return rowCount === 1;
  },
  remove: async (operationId, webhookId) => (await pool.query({ ...REMOVE, values: [operationId, webhookId] })).rowCount === 1,
});

type SecretColumns = { readonly sealed_secret: string; readonly sealed_old_secret: string | null };

const secretsOf = (row: Row & SecretColumns): SealedSecrets => ({
  sealedSecret: row.sealed_secret,
  sealedOldSecret: row.sealed_old_secret,
  oldSecretUntil: momentOf(row.old_secret_until),
});

const webhookOf = (row: Row): Webhook => ({
  operationId: row.operation_id,
  webhookId: row.webhook_id,
  url: row.url,
  eventTypes: row.event_types,
  status: row.status,
  createdAt: Number(row.created_at) as Instant,
  oldSecretUntil: momentOf(row.old_secret_until),
});

const momentOf = (text: string | null): Instant | null => (text === null ? null : (Number(text) as Instant));
