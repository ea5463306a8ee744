import { createHash } from "node:crypto";
import type { Recorded } from "@amends/domain/case/case-event";
import { verifyChain } from "@amends/domain/evidence/chain";
import { asHash } from "@amends/domain/evidence/hash";
import type { CanonicalValue } from "@amends/domain/kernel/canonical-json";
import type { CaseId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { balanced } from "@amends/domain/settlement/postings";
import type { AuditedBook, AuditedCase, LedgerAudit } from "@amends/flows/verify-ledger";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { bookHash } from "../recourse/merchant-book.ts";
import { type LegColumns, legsOf } from "./ledger-reader.ts";

const CASES = {
  name: "audit_cases",
  text: `
select k.case_id as "caseId", k.operation_id as "operationId", k.head_hash,
  (select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data, 'hash', encode(e.hash, 'hex'), 'tx', e.tx::text)
    order by e.seq) from case_events e where e.shard = k.shard and e.case_id = k.case_id) as events,
  (select coalesce(json_agg(json_build_object('kind', p.kind, 'eventSeq', p.event_seq, 'accounts', p.accounts, 'parties', p.parties, 'amounts', p.amounts)
    order by p.posting_no), '[]') from postings p where p.shard = k.shard and p.case_id = k.case_id) as postings
from cases k where ($1::text is null or k.case_id > $1) and ($3::text is null or k.operation_id = $3) order by k.case_id limit $2`,
};
const BOOKS = {
  name: "audit_books",
  text: `
select b.operation_id as "operationId", b.seller_id as "sellerId", b.shard, encode(b.head_hash, 'hex') as head,
  (select coalesce(json_agg(json_build_object('postingNo', m.posting_no, 'kind', m.kind, 'key', m.posting_key, 'at', m.at, 'caseId', m.case_id,
      'recourseId', m.recourse_id, 'eventSeq', m.event_seq, 'currency', m.currency, 'accounts', m.accounts, 'parties', m.parties, 'amounts', m.amounts,
      'hash', encode(m.hash, 'hex')) order by m.posting_no), '[]') from merchant_postings m where m.shard = b.shard and m.seller_id = b.seller_id) as postings,
  (select coalesce(json_agg(json_build_object('recourseId', r.recourse_id, 'events', (
      select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data) order by e.seq)
      from recourse_events e where e.shard = r.shard and e.recourse_id = r.recourse_id))), '[]')
    from recourses r where r.shard = b.shard and r.seller_id = b.seller_id) as recourses
from merchant_books b where ($1::text is null or b.seller_id > $1) and ($3::text is null or b.operation_id = $3) order by b.seller_id limit $2`,
};

/** Only what has been summed is compared: behind the mark, and on the sellers' books what is not open. */
const DIFFERING = {
  name: "audit_balances",
  text: `
with posted as (
  select leg.account, leg.party, p.currency, leg.amount from feed f
  join postings p on p.shard = f.shard and p.case_id = f.case_id and p.event_seq = f.seq
  join cases k on k.shard = p.shard and k.case_id = p.case_id, unnest(p.accounts, p.parties, p.amounts) as leg(account, party, amount)
  where k.operation_id = $1 and f.feed_seq <= coalesce((select read_to from feed_followers where name = 'balances'), 0)
  union all
  select leg.account, leg.party, m.currency, leg.amount from merchant_postings m, unnest(m.accounts, m.parties, m.amounts) as leg(account, party, amount)
  where m.operation_id = $1
    and not exists (select from merchant_postings_open o where o.shard = m.shard and o.seller_id = m.seller_id and o.posting_no = m.posting_no)
), expected as (select account, party, currency, sum(amount) as amount from posted group by 1, 2, 3),
summed as (select account, party, currency, sum(debit_minor - credit_minor) as amount from ledger_balances where operation_id = $1 group by 1, 2, 3)
select coalesce(e.account, s.account) || '/' || coalesce(e.party, s.party) as place
from expected e full join summed s on s.account = e.account and s.party = e.party and s.currency = e.currency
where coalesce(e.amount, 0) <> coalesce(s.amount, 0) order by 1 limit 100`,
};

export const createLedgerAudit = (pool: pg.Pool): LedgerAudit => ({
  cases: async (after, most, of) => {
    const { rows } = await pool.query<CaseRow>({ ...CASES, values: [after, most, of] });
    return rows.map(caseOf);
  },
  books: async (after, most, of) => {
    const { rows } = await pool.query<BookRow>({ ...BOOKS, values: [after, most, of] });
    return rows.map(bookOf);
  },
  differingBalances: async operationId => {
    const { rows } = await pool.query<{ readonly place: string }>({ ...DIFFERING, values: [operationId] });
    return rows.map(({ place }) => place);
  },
});

type StoredEvent = { readonly seq: number; readonly type: string; readonly at: number; readonly actor: Json; readonly data: Json };
type CaseRow = {
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  readonly head_hash: Buffer;
  readonly events: readonly (StoredEvent & { readonly hash: string; readonly tx: string })[];
  readonly postings: readonly (NumberLegs & { readonly kind: string; readonly eventSeq: number })[];
};
type NumberLegs = Omit<LegColumns, "amounts"> & { readonly amounts: readonly number[] };

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

const caseOf = ({ caseId, operationId, head_hash: head, events, postings }: CaseRow): AuditedCase => {
  const verdict = verifyChain(
    events.map(({ seq, type, at, actor, data, hash }) => ({
      ...{ caseId, seq, type, at: at as Instant, actor: actor as CanonicalValue, data: data as CanonicalValue },
      hash: asHash(Buffer.from(hash, "hex")),
    })),
    sha256,
  );
  return {
    caseId,
    operationId,
    commits: commitsOf(events),
    isChainWhole: verdict.ok && verdict.head !== null && Buffer.compare(verdict.head, head) === 0,
    postings: postings.map(({ kind, eventSeq, ...legs }) => ({ kind, eventSeq, legs: legsOfNumbers(legs) })),
  };
};

const legsOfNumbers = ({ accounts, parties, amounts }: NumberLegs) => legsOf({ accounts, parties, amounts: amounts.map(String) });

/** The transaction that wrote an event is on it: what was decided together is replayed together. */
const commitsOf = (events: CaseRow["events"]): readonly (readonly Recorded[])[] => {
  const commits: { readonly tx: string; readonly events: Recorded[] }[] = [];
  for (const { tx, hash: _hash, ...event } of events) {
    const last = commits.at(-1);
    if (last?.tx === tx) last.events.push(recorded<Recorded>(event));
    else commits.push({ tx, events: [recorded<Recorded>(event)] });
  }
  return commits.map(commit => commit.events);
};

const recorded = <E>({ seq, type, at, actor, data }: StoredEvent): E =>
  ({ ...fromJson<object>(data), type, seq, at, by: actor }) as unknown as E;

type BookRow = Pick<AuditedBook, "operationId" | "sellerId" | "shard"> & {
  readonly head: string;
  readonly postings: readonly (NumberLegs & Omit<Parameters<typeof bookHash>[1], "legs" | "sellerId"> & { readonly hash: string })[];
  readonly recourses: readonly { readonly recourseId: string; readonly events: readonly StoredEvent[] }[];
};

const bookOf = ({ head, postings, recourses, ...book }: BookRow): AuditedBook => ({
  ...book,
  brokenAt: brokenAt(book.sellerId, postings, head),
  recourses: recourses.map(({ recourseId, events }) => ({
    recourseId,
    events: events.map(event => recorded<RecordedRecourse>(event)),
    legs: balanced(postings.filter(posting => posting.recourseId === recourseId).flatMap(legsOfNumbers)),
  })),
});

const brokenAt = (sellerId: SellerId, postings: BookRow["postings"], head: string): number | null => {
  let previous: Uint8Array = Buffer.alloc(32);
  for (const [place, { hash, accounts, parties, amounts, ...posting }] of postings.entries()) {
    const { postingNo, kind, key, at, caseId, recourseId, eventSeq, currency } = posting;
    const legs = legsOfNumbers({ accounts, parties, amounts });
    previous = bookHash(previous, { sellerId, postingNo, kind, key, at, caseId, recourseId, eventSeq, currency, legs });
    if (postingNo !== place + 1 || Buffer.from(previous).toString("hex") !== hash) return place + 1;
  }
  return Buffer.from(previous).toString("hex") === head ? null : postings.length + 1;
};
