import { createHash } from "node:crypto";
import { canonicalBytes } from "@amends/domain/kernel/canonical-json";
import type { CaseId, OperationId, RecourseId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Leg } from "@amends/domain/settlement/postings";
import type pg from "pg";

/** A seller's book, or the house's own, which lies beside them under the operation's id. */
export type BookPlace = { readonly shard: Shard; readonly sellerId: SellerId | OperationId; readonly operationId: OperationId };

export type BookPosting = {
  readonly kind: "recourse" | "deposit" | "reconciliation";
  readonly key: string;
  readonly at: Instant;
  readonly caseId: CaseId | null;
  readonly recourseId: RecourseId | null;
  readonly eventSeq: number | null;
  readonly currency: Currency;
  readonly legs: readonly Leg[];
};

const OPEN = {
  name: "merchant_book_open",
  text: "insert into merchant_books (shard, seller_id, operation_id, head_hash) values ($1, $2, $3, $4) on conflict do nothing",
};
const LOCK = {
  name: "merchant_book_lock",
  text: "select next_posting_no, head_hash from merchant_books where shard = $1 and seller_id = $2 for update",
};
const POST = {
  name: "merchant_book_post",
  text: `
with posted as (
  insert into merchant_postings (shard, seller_id, posting_no, operation_id, kind, posting_key, at, case_id, recourse_id, event_seq, currency, accounts,
    parties, amounts, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
), open as (
  insert into merchant_postings_open (shard, seller_id, posting_no) values ($1, $2, $3)
)
update merchant_books set next_posting_no = $3::int + 1, head_hash = $15, deposit_look_at = least(deposit_look_at, $7) where shard = $1 and seller_id = $2`,
};

/** Adds one posting at the end of the seller's book, in the caller's transaction; sellers wait for their own book and for no other. */
export const writeBook = async (
  client: pg.ClientBase,
  { shard, sellerId, operationId }: BookPlace,
  posting: BookPosting,
): Promise<void> => {
  await openBook(client, { shard, sellerId, operationId });
  const { rows } = await client.query<{ readonly next_posting_no: number; readonly head_hash: Buffer }>({
    ...LOCK,
    values: [shard, sellerId],
  });
  const [book] = rows;
  if (book === undefined) throw new Error(`broken invariant: ${sellerId} has a book`);
  const postingNo = book.next_posting_no;
  const hash = bookHash(book.head_hash, { sellerId, postingNo, ...posting });
  const { kind, key, at, caseId, recourseId, eventSeq, currency, legs } = posting;
  const lists = [legs.map(leg => leg.account), legs.map(leg => leg.partyRef), legs.map(leg => String(leg.amountMinor))];
  await client.query({
    ...POST,
    values: [shard, sellerId, postingNo, operationId, kind, key, at, caseId, recourseId, eventSeq, currency, ...lists, hash],
  });
};

export const openBook = async (client: Pick<pg.ClientBase, "query">, { shard, sellerId, operationId }: BookPlace): Promise<void> => {
  await client.query({ ...OPEN, values: [shard, sellerId, operationId, FIRST_HASH] });
};

const FIRST_HASH = Buffer.alloc(32);
const LAYOUT = "amends/merchant-posting/v1";

/** SHA-256 over the layout's name, the hash before, and the RFC 8785 form of the posting: changing one breaks all that follow. */
export const bookHash = (
  previous: Uint8Array,
  posting: BookPosting & { readonly sellerId: SellerId | OperationId; readonly postingNo: number },
): Buffer => createHash("sha256").update(LAYOUT).update(previous).update(canonicalBytes(posting)).digest();
