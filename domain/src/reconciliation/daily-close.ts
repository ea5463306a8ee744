import type { OperationId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { LedgerAccount } from "../settlement/postings.ts";
import type { CivilDay } from "./civil-day.ts";
import type { Outcome } from "./match-lines.ts";
import type { ItemOutcome } from "./open-item.ts";
import type { StatementFormat } from "./reconciliation-rules.ts";

export const CLOSE_LAYOUT = "amends/daily-close/v1";

/**
 * What is signed when a day is closed. It is written as canonical JSON (RFC 8785), so whoever has the bytes and the public key can check it without us.
 * Each holds the hash of the one before: a day that was signed can be followed by another, never replaced.
 */
export type DailyClose = {
  readonly layout: typeof CLOSE_LAYOUT;
  readonly operationId: OperationId;
  readonly operationCode: string;
  readonly day: CivilDay;
  readonly zoneMinutes: number;
  readonly closedAt: number;
  readonly closedBy: string;
  /** SHA-256 of the summary before, in hexadecimal; null for the first. */
  readonly previousHash: string | null;
  readonly ledger: ClosedLedger;
  readonly accounts: readonly ClosedAccount[];
  readonly kinds: readonly ClosedKind[];
  readonly gateways: readonly ClosedGateway[];
  /** What was still open, by whom it is explained. */
  readonly open: readonly ClosedItem[];
  /** Postings dated before this day that came to the books after their own day was closed; the first of them, and how many there are. */
  readonly late: { readonly count: number; readonly postings: readonly LatePosting[] };
};

export type ClosedLedger = {
  /** The last entry of the books that is counted in this close or one before. */
  readonly lastEntryNo: number;
  readonly postings: number;
  /** SHA-256 chained over every posting counted here, from the head of the day before. */
  readonly headHash: string;
};
/** Debits above nothing. What comes in late is counted in the day that is open then, so each opening is the closing before it. */
export type ClosedAccount = {
  readonly account: LedgerAccount;
  readonly currency: Currency;
  readonly openingMinor: Minor;
  readonly debitMinor: Minor;
  readonly creditMinor: Minor;
  readonly closingMinor: Minor;
};
export type ClosedKind = { readonly kind: string; readonly currency: Currency; readonly postings: number; readonly debitMinor: Minor };
export type ClosedGateway = {
  readonly gateway: string;
  readonly format: StatementFormat;
  readonly statementHash: string;
  readonly linesHash: string;
  readonly lines: number;
  /** Of all its lines, also of the host's own sales. */
  readonly feeMinor: Minor;
  /** Of the lines that matched, which is what the books have; what was signed before it was posted does not say. */
  readonly postedFeeMinor?: Minor | undefined;
  readonly outcomes: { readonly [O in Outcome]: { readonly count: number; readonly amountMinor: Minor } };
};
export type ClosedItem = {
  readonly gateway: string;
  readonly day: CivilDay;
  readonly itemKey: string;
  readonly outcome: ItemOutcome;
  readonly stakeMinor: Minor | null;
  readonly currency: Currency;
  readonly owner: string;
};
export type LatePosting = { readonly bookId: string; readonly postingNo: number; readonly at: number };

/** How much is written out of a list that has no bound of its own. */
export const LATE_LISTED_MAX = 500;

export const CLOSE_REJECTIONS = [
  "close_exists",
  "close_day_not_over",
  "close_earlier_open",
  "close_statement_missing",
  "close_items_open",
  "close_needs_another",
] as const;
export type CloseRejection = (typeof CLOSE_REJECTIONS)[number];

export type CloseAsk = {
  readonly day: CivilDay;
  readonly isOver: boolean;
  readonly isClosed: boolean;
  /** The day that has to be closed first; null where this one may be. */
  readonly earlierOpen: CivilDay | null;
  /** Gateways the books moved money over on this day, and none of whose statements has been matched. */
  readonly withoutStatement: readonly string[];
  readonly unexplained: number;
  /** All that was put aside or only explained, and who decided it. */
  readonly unsettledMinor: Minor;
  readonly deciders: ReadonlySet<string>;
  readonly secondPersonFromMinor: Minor;
};

/** Why a day cannot be signed by this person now; null where it can. */
export const refuseClose = (ask: CloseAsk, by: string): CloseRejection | null => {
  if (ask.isClosed) return "close_exists";
  if (!ask.isOver) return "close_day_not_over";
  if (ask.earlierOpen !== null) return "close_earlier_open";
  if (ask.withoutStatement.length > 0) return "close_statement_missing";
  if (ask.unexplained > 0) return "close_items_open";
  return ask.unsettledMinor >= ask.secondPersonFromMinor && ask.deciders.has(by) ? "close_needs_another" : null;
};

/** What a summary contradicts itself in, by account or currency: nobody has to believe its sums. */
export const closeFaults = ({ accounts }: Pick<DailyClose, "accounts">): readonly string[] => {
  const wrong = accounts.filter(account => account.openingMinor + account.debitMinor - account.creditMinor !== account.closingMinor);
  const totals = new Map<string, Minor>();
  for (const { currency, closingMinor } of accounts) totals.set(currency, (totals.get(currency) ?? 0n) + closingMinor);
  return [
    ...wrong.map(({ account, currency }) => `${account} ${currency}`),
    ...[...totals].filter(([, total]) => total !== 0n).map(([currency]) => currency),
  ];
};
