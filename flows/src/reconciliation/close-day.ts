import { canonicalBytes, canonicalText } from "@amends/domain/kernel/canonical-json";
import { type Minor, minMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { utf8Bytes } from "@amends/domain/kernel/utf8";
import { type CivilDay, dayAfter, spanOf } from "@amends/domain/reconciliation/civil-day";
import {
  CLOSE_LAYOUT,
  type ClosedAccount,
  type ClosedItem,
  type CloseRejection,
  type DailyClose,
  LATE_LISTED_MAX,
  type LatePosting,
  refuseClose,
} from "@amends/domain/reconciliation/daily-close";
import { atStake } from "@amends/domain/reconciliation/settle-item";
import { ACCOUNTS } from "@amends/domain/settlement/postings";
import type { RunningOperation } from "../policy-port.ts";
import { readClose } from "./read-close.ts";
import { rulesOf } from "./reconcile-day.ts";
import type {
  CloseSigner,
  CloseStore,
  CountedPosting,
  Hashing,
  Item,
  MatchedDay,
  ReconciliationStore,
  StoredClose,
} from "./reconciliation-ports.ts";

export type CloseDayPorts = {
  readonly usedGateways: UsedGateways;
  readonly closes: CloseStore;
  readonly reconciliation: Pick<ReconciliationStore, "matchedOn" | "openItemsUpTo">;
  readonly hashing: Hashing;
  readonly signer: CloseSigner;
};

/** The gateways an operation's money went over between two moments, by name. */
export type UsedGateways = (
  operation: RunningOperation,
  span: { readonly from: Instant; readonly until: Instant },
) => Promise<readonly string[]>;

export type DayClosed =
  | { readonly kind: "closed"; readonly close: StoredClose }
  | { readonly kind: "rejected"; readonly code: CloseRejection; readonly about: string }
  /** Something of that day is still on its way into the books: in a moment it is not. */
  | { readonly kind: "books_moving" };

/**
 * Signs that a day is right. Everything that is summed up to now and dated before the day's end is counted, once: what comes in later for a day that is
 * closed is counted in the next one and listed there. Nothing is ever opened again; what was wrong is put right by a posting of a later day.
 */
export const closeDay = async (
  ports: CloseDayPorts,
  operation: RunningOperation,
  day: CivilDay,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<DayClosed> => {
  const { operationId, facts } = operation;
  const { from, until } = spanOf(day, facts.zone.offsetMinutes);
  const [existing, latest, matched, items] = await Promise.all([
    ports.closes.find({ operationId, day }),
    ports.closes.latest(operationId),
    ports.reconciliation.matchedOn(operationId, day),
    ports.reconciliation.openItemsUpTo(operationId, day),
  ]);
  const next = latest === null ? day : dayAfter(latest.day);
  // A gateway the books moved money over has said what it moved, or nobody can sign.
  const used = until > at ? [] : await ports.usedGateways(operation, { from, until });
  const withoutStatement = used.filter(name => !matched.some(({ gateway }) => gateway === name));
  const unexplained = items.filter(
    item => item.outcome !== "carried" && item.status !== "settled" && (item.ownerId === null || item.note === null),
  );
  const undecided = items.filter(item => item.outcome !== "carried" && !(item.status === "settled" && item.resolution === "fee"));
  const refused = refuseClose(
    {
      day,
      isOver: until <= at,
      isClosed: existing !== null || (latest !== null && day < next),
      earlierOpen: day > next ? next : null,
      withoutStatement,
      unexplained: unexplained.length,
      unsettledMinor: undecided.reduce((sum: Minor, item) => sum + atStake(item), 0n),
      deciders: new Set(undecided.flatMap(({ ownerId, settledBy }) => [ownerId, settledBy]).filter(id => id !== null)),
      secondPersonFromMinor: secondPersonFrom(operation, matched),
    },
    by,
  );
  if (refused !== null) return { kind: "rejected", code: refused, about: aboutOf(refused, { next, withoutStatement, unexplained }) };
  // The mark comes first: whatever is summed after it has a higher number and is late, and what has a lower one is seen below.
  const lastEntryNo = await ports.closes.lastEntryNo(operationId);
  if (await ports.closes.hasUnsummed(operationId, until)) return { kind: "books_moving" };
  const counted = await count(ports, { operationId, from, until, lastEntryNo, previousEntryNo: latest?.lastEntryNo ?? null }, latest);
  const summary: DailyClose = {
    ...{
      layout: CLOSE_LAYOUT,
      operationId,
      operationCode: operation.code,
      day,
      zoneMinutes: facts.zone.offsetMinutes,
      closedAt: at,
      closedBy: by,
    },
    previousHash: latest?.closeHash ?? null,
    ledger: { lastEntryNo, postings: counted.postings, headHash: counted.headHash },
    accounts: counted.accounts,
    kinds: counted.kinds,
    gateways: matched.map(closedGateway),
    open: items.filter(item => item.status !== "settled").map(closedItem),
    late: { count: counted.lateCount, postings: counted.late },
  };
  const text = canonicalText(summary);
  const bytes = utf8Bytes(text);
  const hash = ports.hashing.start();
  hash.update(bytes);
  const close: StoredClose = {
    ...{ operationId, day, closeHash: hash.end(), previousHash: summary.previousHash, lastEntryNo, summary: text },
    ...{ signature: ports.signer.sign(bytes), keyId: ports.signer.keyId, closedAt: at, closedBy: by },
  };
  return (await ports.closes.insert(close)) === "taken"
    ? { kind: "rejected", code: "close_exists", about: day }
    : { kind: "closed", close };
};

const aboutOf = (
  code: CloseRejection,
  { next, withoutStatement, unexplained }: { next: CivilDay; withoutStatement: readonly string[]; unexplained: readonly Item[] },
): string => {
  switch (code) {
    case "close_earlier_open":
      return next;
    case "close_statement_missing":
      return withoutStatement.join(", ");
    case "close_items_open":
      return String(unexplained.length);
    case "close_exists":
    case "close_day_not_over":
    case "close_needs_another":
      return "";
  }
};

const secondPersonFrom = (operation: RunningOperation, matched: readonly MatchedDay[]): Minor => {
  const limits = matched.map(({ statement }) => rulesOf(operation, statement.format)?.secondPersonFromMinor ?? 0n);
  return limits.reduce(minMinor, rulesOf(operation, "csv")?.secondPersonFromMinor ?? 0n);
};

const closedGateway = ({ gateway, statement, outcomes }: MatchedDay): DailyClose["gateways"][number] => ({
  ...{ gateway, format: statement.format, statementHash: statement.fileHash ?? "", linesHash: statement.linesHash ?? "" },
  ...{ lines: statement.lineCount, feeMinor: statement.feeMinor, postedFeeMinor: statement.postedFeeMinor, outcomes },
});

const closedItem = ({ gateway, day, itemKey, outcome, stakeMinor, currency, ownerId }: Item): ClosedItem => ({
  ...{ gateway, day, itemKey, outcome, stakeMinor, currency, owner: ownerId ?? "" },
});

type Counted = {
  readonly postings: number;
  readonly headHash: string;
  readonly accounts: readonly ClosedAccount[];
  readonly kinds: DailyClose["kinds"];
  readonly lateCount: number;
  readonly late: readonly LatePosting[];
};

/** Goes over every posting once: sums by account and by kind, and one hash that each of them is in. */
export const count = async (
  { closes, hashing }: Pick<CloseDayPorts, "closes" | "hashing">,
  ask: Parameters<CloseStore["counted"]>[0],
  previous: StoredClose | null,
): Promise<Counted> => {
  const sums = new Map<string, { debitMinor: Minor; creditMinor: Minor }>();
  const kinds = new Map<string, { postings: number; debitMinor: Minor }>();
  const late: LatePosting[] = [];
  let [postings, lateCount] = [0, 0];
  const head = hashing.start();
  head.update(canonicalBytes(previous?.closeHash ?? null));
  for await (const page of closes.counted(ask)) {
    for (const posting of page) {
      postings += 1;
      head.update(postingBytes(posting));
      if (posting.isLate) lateCount += 1;
      if (posting.isLate && late.length < LATE_LISTED_MAX)
        late.push({ bookId: posting.bookId, postingNo: posting.postingNo, at: posting.at });
      add(posting, sums, kinds);
    }
  }
  // What was signed is where the next day begins, whatever the tables say by now.
  const opening = previous === null ? await closes.opening(ask.operationId, ask.from, ask.lastEntryNo) : closingOf(readClose(previous));
  return { postings, headHash: head.end(), accounts: accountsOf(opening, sums), kinds: kindsOf(kinds), lateCount, late };
};

const closingOf = ({ accounts }: DailyClose): ReadonlyMap<string, Minor> =>
  new Map(accounts.map(({ account, currency, closingMinor }) => [`${account} ${currency}`, closingMinor]));

const add = (
  { kind, currency, legs }: CountedPosting,
  sums: Map<string, { debitMinor: Minor; creditMinor: Minor }>,
  kinds: Map<string, { postings: number; debitMinor: Minor }>,
): void => {
  const ofKind = kinds.get(`${kind} ${currency}`) ?? { postings: 0, debitMinor: 0n };
  ofKind.postings += 1;
  for (const { account, amountMinor } of legs) {
    const sum = sums.get(`${account} ${currency}`) ?? { debitMinor: 0n, creditMinor: 0n };
    if (amountMinor > 0n) sum.debitMinor += amountMinor;
    else sum.creditMinor -= amountMinor;
    if (amountMinor > 0n) ofKind.debitMinor += amountMinor;
    sums.set(`${account} ${currency}`, sum);
  }
  kinds.set(`${kind} ${currency}`, ofKind);
};

/** The head of the books is over these and nothing else of a posting. */
const postingBytes = ({ at, bookId, postingNo, kind, idempotencyKey, currency, legs }: CountedPosting): Uint8Array =>
  canonicalBytes({ at, bookId, postingNo, kind, idempotencyKey, currency, legs });

const accountsOf = (
  opening: ReadonlyMap<string, Minor>,
  sums: ReadonlyMap<string, { readonly debitMinor: Minor; readonly creditMinor: Minor }>,
): readonly ClosedAccount[] =>
  [...new Set([...opening.keys(), ...sums.keys()])].sort().flatMap(name => {
    const [account, currency] = name.split(" ");
    const known = ACCOUNTS.find(candidate => candidate === account);
    if (known === undefined || currency === undefined) return [];
    const openingMinor = opening.get(name) ?? 0n;
    const { debitMinor, creditMinor } = sums.get(name) ?? { debitMinor: 0n, creditMinor: 0n };
    return [
      {
        account: known,
        currency: currency as ClosedAccount["currency"],
        openingMinor,
        debitMinor,
        creditMinor,
        closingMinor: openingMinor + debitMinor - creditMinor,
      },
    ];
  });

const kindsOf = (kinds: ReadonlyMap<string, { readonly postings: number; readonly debitMinor: Minor }>): DailyClose["kinds"] =>
  [...kinds]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, sum]) => {
      const [kind = "", currency = ""] = name.split(" ");
      return { kind, currency: currency as ClosedAccount["currency"], ...sum };
    });
