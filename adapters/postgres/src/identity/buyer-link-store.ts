import type { CustomerId, OperationId, OrderId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { BuyerLinkStore, KeyId, OneTimeCodeStore } from "@amends/flows/identity/ports";
import type { Db } from "./statement.ts";

export const createBuyerLinkStore = (db: Db): BuyerLinkStore => ({
  insert: async link => {
    const { tokenHash, linkId, operationId, orderId, customerId, createdBy, createdAt, expiresAt } = link;
    const values = [tokenHash, linkId, operationId, orderId, customerId, createdBy, createdAt, expiresAt];
    await db.query({ name: "buyer_link_insert", text: INSERT_LINK, values });
  },
  find: async tokenHash => {
    const { rows } = await db.query<LinkRow>({ name: "buyer_link_find", text: FIND_LINK, values: [tokenHash] });
    const row = rows[0];
    if (row === undefined) return undefined;
    const { link_id: linkId, operation_id: operationId, order_id: orderId, customer_id: customerId } = row;
    return { linkId, operationId, orderId, customerId, expiresAt: instant(Number(row.expires_at)) };
  },
});

export const createOneTimeCodeStore = (db: Db): OneTimeCodeStore => ({
  insert: async ({ linkId, codeId, codeHash, createdAt, expiresAt, windowMs, perWindowMax }) => {
    const values = [linkId, codeId, codeHash, createdAt, expiresAt, windowMs, perWindowMax];
    const { rowCount } = await db.query({ name: "one_time_code_insert", text: INSERT_CODE, values });
    if (rowCount === 1) return { kind: "inserted" };
    const { rows } = await db.query<{ readonly until: string }>({
      name: "one_time_code_until",
      text: WINDOW_UNTIL,
      values: [linkId, windowMs],
    });
    return { kind: "too_many", until: instant(Number(rows[0]?.until ?? createdAt)) };
  },
  spendTry: async (linkId, triesMax, now) => {
    const { rows } = await db.query<CodeRow>({ name: "one_time_code_spend_try", text: SPEND_TRY, values: [linkId, triesMax, now] });
    return rows[0] === undefined ? undefined : { codeId: rows[0].code_id, codeHash: rows[0].code_hash };
  },
  use: async (codeId, now) => {
    const { rowCount } = await db.query({ name: "one_time_code_use", text: USE, values: [codeId, now] });
    return rowCount === 1;
  },
});

const INSERT_LINK = `
  insert into buyer_links (token_hash, link_id, operation_id, order_id, customer_id, created_by, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

const FIND_LINK = "select link_id, operation_id, order_id, customer_id, expires_at from buyer_links where token_hash = $1";

/** Takes the place of the code before it; within a full window the `where` lets nothing through. */
const INSERT_CODE = `
  insert into one_time_codes as c (link_id, code_id, code_hash, created_at, expires_at, window_from_at, window_count)
  values ($1, $2, $3, $4::bigint, $5, $4::bigint, 1)
  on conflict (link_id) do update set
    code_id = $2, code_hash = $3, created_at = $4, expires_at = $5, tries = 0, used_at = null,
    window_from_at = case when c.window_from_at + $6::bigint <= $4 then $4 else c.window_from_at end,
    window_count = case when c.window_from_at + $6::bigint <= $4 then 1 else c.window_count + 1 end
  where c.window_count < $7::integer or c.window_from_at + $6::bigint <= $4`;

const WINDOW_UNTIL = "select window_from_at + $2::bigint as until from one_time_codes where link_id = $1";

const SPEND_TRY = `
  update one_time_codes set tries = tries + 1
  where link_id = $1 and used_at is null and tries < $2 and expires_at > $3
  returning code_id, code_hash`;

const USE = "update one_time_codes set used_at = $2 where code_id = $1 and used_at is null";

type LinkRow = {
  readonly link_id: KeyId;
  readonly operation_id: OperationId;
  readonly order_id: OrderId;
  readonly customer_id: CustomerId;
  readonly expires_at: string;
};
type CodeRow = { readonly code_id: KeyId; readonly code_hash: string };
