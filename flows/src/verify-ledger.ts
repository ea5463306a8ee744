import type { Recorded } from "@amends/domain/case/case-event";
import { firstForeignPosting, replayPostings, type StoredPosting } from "@amends/domain/case/check-postings";
import type { CaseId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { replayRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { standing } from "@amends/domain/recourse/recourse-postings";
import { balanced, type Leg, reversalOf } from "@amends/domain/settlement/postings";
import type { AlarmStore } from "./recourse-ports.ts";

/** What is read back to be checked: nothing of it is believed. */
export type LedgerAudit = {
  /** Cases after an id with all they posted and all that happened to them: an operation's, or everybody's for the patrol of the installation. */
  cases(after: CaseId | null, most: number, of: OperationId | null): Promise<readonly AuditedCase[]>;
  books(after: SellerId | null, most: number, of: OperationId | null): Promise<readonly AuditedBook[]>;
  /** Accounts whose sums by day are not the sums of their postings; asked for one operation. */
  differingBalances(operationId: OperationId): Promise<readonly string[]>;
};

export type AuditedCase = {
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  /** Events by the transaction that wrote them. */
  readonly commits: readonly (readonly Recorded[])[];
  readonly isChainWhole: boolean;
  readonly postings: readonly StoredPosting[];
};

export type AuditedBook = {
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly shard: Shard;
  /** Number of the first posting whose hash does not follow from the one before; null where all do. */
  readonly brokenAt: number | null;
  readonly recourses: readonly {
    readonly recourseId: string;
    readonly events: readonly RecordedRecourse[];
    readonly legs: readonly Leg[];
  }[];
};

export type VerifyPorts = {
  readonly audit: LedgerAudit;
  readonly alarms: Pick<AlarmStore, "raise">;
  /** Told of each alarm that is new: it goes to the log. */
  readonly alarmed: (kind: string, targetId: string, detail: string) => void;
};

export type Verified = { readonly cases: number; readonly books: number; readonly faults: number };

/**
 * Recomputes the books from what happened and compares. Whoever changed a posting around the database's own guards, by however much, is found here: the
 * events it must follow from are sealed, and the sellers' books are a chain of their own. Another operation's are not looked at, nor counted.
 */
export const verifyLedger = async (ports: VerifyPorts, operationId: OperationId, at: Instant): Promise<Verified> => {
  const cases = await eachPage(
    (after: CaseId | null) => ports.audit.cases(after, PAGE, operationId),
    audited => audited.caseId,
    audited => verifyCase(ports, audited, at),
  );
  const books = await eachPage(
    (after: SellerId | null) => ports.audit.books(after, PAGE, operationId),
    audited => audited.sellerId,
    audited => verifyBook(ports, audited, at),
  );
  const differing = await ports.audit.differingBalances(operationId);
  for (const account of differing)
    await raise(ports, {
      operationId,
      kind: "balance_differs",
      targetId: account,
      detail: `${account} is not the sum of its postings`,
      raisedAt: at,
    });
  return { cases: cases.count, books: books.count, faults: cases.faults + books.faults + differing.length };
};

const PAGE = 200;

const eachPage = async <T, Key>(
  read: (after: Key | null) => Promise<readonly T[]>,
  keyOf: (item: T) => Key,
  check: (item: T) => Promise<number>,
): Promise<{ readonly count: number; readonly faults: number }> => {
  let after: Key | null = null;
  let count = 0;
  let faults = 0;
  for (;;) {
    const page: readonly T[] = await read(after);
    for (const item of page) faults += await check(item);
    count += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { count, faults };
    after = keyOf(last);
  }
};

/** How many faults there are: none or one, the first of the case. */
export const verifyCase = async (ports: VerifyPorts, audited: AuditedCase, at: Instant): Promise<number> => {
  const { caseId, operationId, commits, postings, isChainWhole } = audited;
  const foreign = firstForeignPosting(replayPostings(commits), postings);
  if (foreign === null && isChainWhole) return 0;
  const detail = isChainWhole ? `posting ${foreign} of ${caseId} does not follow from its events` : `the chain of ${caseId} is broken`;
  await raise(ports, { operationId, kind: "posting_tampered", targetId: caseId, detail, raisedAt: at });
  return 1;
};

export const verifyBook = async (
  ports: VerifyPorts,
  { operationId, sellerId, brokenAt, recourses }: AuditedBook,
  at: Instant,
): Promise<number> => {
  const foreign = recourses.find(({ events, legs }) => balanced([...legs, ...reversalOf(standing(replayRecourse(events)))]).length > 0);
  if (brokenAt === null && foreign === undefined) return 0;
  const detail =
    brokenAt === null
      ? `the postings of ${foreign?.recourseId} do not follow from its events`
      : `posting ${brokenAt} of ${sellerId} breaks the chain`;
  await raise(ports, {
    operationId,
    kind: brokenAt === null ? "posting_tampered" : "book_chain_broken",
    targetId: sellerId,
    detail,
    raisedAt: at,
  });
  return 1;
};

const raise = async ({ alarms, alarmed }: VerifyPorts, alarm: Parameters<AlarmStore["raise"]>[0]): Promise<void> => {
  if (await alarms.raise(alarm)) alarmed(alarm.kind, alarm.targetId, alarm.detail);
};
